import { brevetError } from "../core/problem/brevet-error.ts";
import type { ObjectId } from "../ports/git.ts";
import { provingEnvironment } from "./environment.ts";
import type { Clone } from "./find-clone.ts";
import { checkBranch, checkRevision, isObjectId } from "./names.ts";
import { runGit, type GitPlace } from "./run-git.ts";

/** The clone itself, asked for its refs alone: no hook runs, no replaced object or graft counts. */
export function refsPlace(clone: Clone, nothing: string): GitPlace {
  const settings = [
    "-c",
    `core.hooksPath=${nothing}`,
    "-c",
    "core.useReplaceRefs=false",
    "-c",
    "core.commitGraph=false",
  ];
  return {
    before: ["--git-dir", clone.gitDirectory, ...settings],
    environment: provingEnvironment(nothing),
    isIncomplete: clone.isIncomplete,
  };
}

/** The id that a plain revision names, which may not be here; null: it names nothing. */
export async function nameToId(place: GitPlace, revision: string, signal: AbortSignal): Promise<ObjectId | null> {
  checkRevision(revision);
  if (isObjectId(revision)) return revision;
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision];
  const { code, output } = await runGit(place, args, { signal, accept: [0, 1, 128] });
  return code === 0 ? output.toString().trim() : null;
}

/** The id of a full ref; null: it is not there. */
export async function readRef(place: GitPlace, ref: string, signal: AbortSignal): Promise<ObjectId | null> {
  const args = ["show-ref", "--verify", "--hash", "--", ref];
  const { code, output } = await runGit(place, args, { signal, accept: [0, 1, 128] });
  return code === 0 ? output.toString().trim() : null;
}

/** Those of full refs that are there, with their ids: one process for all. */
export async function readRefs(
  place: GitPlace,
  refs: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ObjectId>> {
  for (const ref of refs) checkBranch(ref);
  if (refs.length === 0) return new Map();
  const { output } = await runGit(place, ["for-each-ref", "--format=%(objectname) %(refname)", "--", ...refs], {
    signal,
  });
  const lines = output.toString().split("\n").map(splitAtSpace);
  return new Map(lines.flatMap(([id, ref]) => (refs.includes(ref) ? [[ref, id]] : [])));
}

/** The refs below a prefix that ends in a slash, by what follows it, in order of name. */
export async function listRefs(
  place: GitPlace,
  prefix: string,
  limit: number | null,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ObjectId>> {
  const most = limit === null ? [] : [`--count=${limit}`];
  const args = ["for-each-ref", ...most, "--format=%(objectname) %(refname)", prefix];
  const { output } = await runGit(place, args, { signal });
  const lines = output.toString().split("\n").filter(Boolean);
  return new Map(lines.map(splitAtSpace).map(([id, ref]) => [ref.slice(prefix.length), id]));
}

function splitAtSpace(line: string): readonly [string, string] {
  const space = line.indexOf(" ");
  return [line.slice(0, space), line.slice(space + 1)];
}

/** Moves a ref from `old` (null: absent; undefined: from anywhere) to `next` (null: away); false: it was not at `old`. */
export async function moveRef(
  place: GitPlace,
  ref: string,
  old: ObjectId | null | undefined,
  next: ObjectId | null,
  signal: AbortSignal,
): Promise<boolean> {
  const before = old === null ? "0".repeat(next?.length ?? 40) : old;
  const args = next === null ? ["-d", ref] : [ref, next];
  const moving = ["update-ref", "--no-deref", ...args, ...(before === undefined ? [] : [before])];
  const { code, said } = await runGit(place, moving, { signal, accept: [0, 1, 128] });
  if (code === 0) return true;
  if (old !== undefined && (await readRef(place, ref, signal)) !== old) return false;
  throw brevetError("GIT_FAILED", { command: "update-ref", said });
}
