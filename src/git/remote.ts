import type { SimpleGit } from "simple-git";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { ObjectId } from "../ports/git.ts";
import { personalVariables } from "./environment.ts";
import type { Clone } from "./find-clone.ts";
import type { BringMissing } from "./object-reader.ts";
import { lastWords } from "./run-git.ts";

/** A remote of a clone, reached with the person's own credentials and settings; no hook of theirs runs. */
export interface Remote {
  readonly name: string;
  /** Heads of the remote that match, by branch; a pattern may end in `*`. No pattern: all heads. */
  list(patterns: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ObjectId>>;
  /** Brings branches to `refs/remotes/<remote>/<branch>`. */
  bring(branches: readonly string[], signal: AbortSignal): Promise<void>;
  /** Where one full ref of the remote stands; null: it is not there. */
  find(ref: string, signal: AbortSignal): Promise<ObjectId | null>;
  /** The full refs of the remote below a folder. */
  findBelow(folder: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Brings what one full ref of the remote names; no ref here moves. */
  bringRef(ref: string, signal: AbortSignal): Promise<void>;
  /** Asks the remote to move a full ref from `old` to `next` (null: away); what it answers when it does not, null when it does. */
  push(ref: string, old: ObjectId | null, next: ObjectId | null, signal: AbortSignal): Promise<string | null>;
}

/** What a fetch leaves alone: tags, notes of its own, submodules, and the packs. */
const QUIETLY = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance"];

/** The remote of that name. */
export function openRemote(clone: Clone, name: string, nothing: string): Remote {
  /** Refs whose names end like that, with what they name. */
  async function listed(pattern: string, signal: AbortSignal): Promise<readonly string[][]> {
    const git = await personalGit(clone, nothing, signal);
    const told = await ask(name, git.raw(["ls-remote", "--refs", name, pattern]), signal);
    return told.split("\n").map((line) => line.split("\t"));
  }

  return {
    name,
    async list(patterns, signal) {
      const wanted = patterns.map((pattern) => `refs/heads/${pattern}`);
      const args = ["ls-remote", "--heads", "--refs", name, ...wanted];
      const git = await personalGit(clone, nothing, signal);
      return parseHeads(await ask(name, git.raw(args), signal), wanted);
    },
    async bring(branches, signal) {
      if (branches.length === 0) return;
      const specs = branches.map((branch) => `+refs/heads/${branch}:refs/remotes/${name}/${branch}\n`);
      const git = await personalGit(clone, nothing, signal, specs.join(""));
      await ask(name, git.raw(["fetch", ...QUIETLY, "--stdin", name]), signal);
    },
    async find(ref, signal) {
      return (await listed(ref, signal)).find(([, named]) => named === ref)?.[0] ?? null;
    },
    async findBelow(folder, signal) {
      const found = await listed(`${folder}*`, signal);
      return found.flatMap(([, ref = ""]) => (ref.startsWith(folder) ? [ref] : []));
    },
    async bringRef(ref, signal) {
      const git = await personalGit(clone, nothing, signal, `${ref}\n`);
      await ask(name, git.raw(["fetch", ...QUIETLY, "--stdin", name]), signal);
    },
    async push(ref, old, next, signal) {
      signal.throwIfAborted();
      const lease = `--force-with-lease=${ref}:${old ?? ""}`;
      const alone = ["--no-verify", "--no-follow-tags", "--recurse-submodules=no", "--no-signed"];
      const args = ["push", "--porcelain", lease, ...alone, name, `${next ?? ""}:${ref}`];
      const git = await personalGit(clone, nothing, signal);
      try {
        await git.raw(args);
        return null;
      } catch (error) {
        signal.throwIfAborted();
        return wordsOf(error);
      }
    },
  };
}

/** How a partial clone gets what was left out of it, as git itself would; null: the clone is whole. */
export function bringMissingOf(clone: Clone, nothing: string): BringMissing | null {
  const { promisor } = clone;
  if (promisor === null) return null;
  return async (ids, signal) => {
    const git = await personalGit(clone, nothing, signal, ids.map((id) => `${id}\n`).join(""));
    const noHaves = ["-c", "fetch.negotiationAlgorithm=noop"];
    await ask(promisor, git.raw([...noHaves, "fetch", ...QUIETLY, "--filter=blob:none", "--stdin", promisor]), signal);
  };
}

/** Git with the person's settings and credentials, but none of their hooks. Loaded where there is a remote to ask. */
async function personalGit(
  { gitDirectory }: Clone,
  nothing: string,
  signal: AbortSignal,
  input?: string,
): Promise<SimpleGit> {
  const { simpleGit } = await import("simple-git");
  return simpleGit({
    baseDir: gitDirectory,
    abort: signal,
    config: [`core.hooksPath=${nothing}`],
    unsafe: { allowUnsafeHooksPath: true },
    allowEnvironment: [...personalVariables()],
    ...(input !== undefined && { input: () => input }),
  });
}

async function ask(remote: string, answer: PromiseLike<string>, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  try {
    return await answer;
  } catch (error) {
    signal.throwIfAborted();
    throw brevetError("GIT_REMOTE_FAILED", { remote, said: wordsOf(error) }, { cause: error });
  }
}

/** `ls-remote` matches the ends of names: what only ends like a pattern is left out again. */
function parseHeads(told: string, wanted: readonly string[]): ReadonlyMap<string, ObjectId> {
  const heads = told
    .split("\n")
    .map((line) => line.split("\t"))
    .flatMap(([id = "", ref = ""]) => (ref.startsWith("refs/heads/") ? [[ref, id] as const] : []))
    .filter(([ref]) => wanted.length === 0 || wanted.some((pattern) => matches(ref, pattern)));
  return new Map(heads.map(([ref, id]) => [ref.slice("refs/heads/".length), id]));
}

function matches(ref: string, pattern: string): boolean {
  return pattern.endsWith("*") ? ref.startsWith(pattern.slice(0, -1)) : ref === pattern;
}

function wordsOf(error: unknown): string {
  return lastWords(error instanceof Error ? error.message : String(error));
}
