import { mkdir, open, readFile, readdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { eventFolder } from "../../core/ledger/event-path.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { HistoryName, Mark, Witness } from "../../ports/witness.ts";
import { beside, toMark } from "./mark.ts";

/** Names the one repository that leaves its marks here; made by hand, so that an unmounted folder is no empty one. */
const owner = "repository";
const markName = /^(\d{9})-(sha256-[A-Za-z0-9_-]{43})$/;

/**
 * A witness in a folder where files are only added. A mark is the name of a file, so that it is there whole or not at
 * all, and two of one sequence stand side by side for everybody to see.
 */
export function fileWitness(folder: string, { repository, branch }: HistoryName): Witness {
  const root = join(folder, branch.replaceAll("/", "-"));

  async function newest(options: CallOptions): Promise<Mark | null> {
    options.signal.throwIfAborted();
    await checkOwner(folder, repository);
    const name = await lastName(root, 4);
    if (name === null) return null;
    const [, seq = "", digest = ""] = markName.exec(name) ?? [];
    const mark = toMark({ seq: Number(seq), digest });
    if (mark === null) throw brevetError("WITNESS_ANSWER", { what: `${name} is no mark` });
    return mark;
  }

  return {
    async look(options) {
      return { mark: await newest(options), clock: null };
    },
    async leave(mark, options) {
      const known = beside(mark, await newest(options));
      if (known !== null) return known;
      const path = join(root, eventFolder(mark.seq), `${String(mark.seq).padStart(9, "0")}-${mark.digest}`);
      await makeBelow(folder, dirname(path));
      await written(path);
      const same = (await namesIn(dirname(path))).filter((name) => name.startsWith(String(mark.seq).padStart(9, "0")));
      return same.length === 1 ? "left" : "forked";
    },
    close: () => Promise.resolve(),
  };
}

async function checkOwner(folder: string, repository: string): Promise<void> {
  const path = join(folder, owner);
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw unreachable(`${path} cannot be read`, cause);
  });
  if (text.trim() !== repository) throw unreachable(`${path} names another repository`, null);
}

/** The last name, by order, below folders so many levels deep; null where there is none. */
async function lastName(folder: string, depth: number): Promise<string | null> {
  const names = (await namesIn(folder)).sort();
  for (const name of names.reverse()) {
    if (depth === 0) return await first(folder, names, name);
    const found = await lastName(join(folder, name), depth - 1);
    if (found !== null) return found;
  }
  return null;
}

/** Of two marks with one sequence neither is believed. */
function first(folder: string, names: readonly string[], name: string): Promise<string> {
  const twin = names.find((other) => other !== name && other.slice(0, 9) === name.slice(0, 9));
  if (twin === undefined) return Promise.resolve(name);
  throw brevetError("WITNESS_ANSWER", { what: `${folder} holds two marks for event ${Number(name.slice(0, 9))}` });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw unreachable(`${folder} cannot be read`, cause);
  }
}

/** One folder after another below the one that is there: told to make all, Node tries for ever where none can be. */
async function makeBelow(folder: string, path: string): Promise<void> {
  let made = folder;
  for (const name of relative(folder, path).split(sep)) {
    made = join(made, name);
    await mkdir(made).catch((cause: unknown) => {
      if (!isThere(cause)) throw unreachable(`${made} cannot be made`, cause);
    });
  }
}

function isThere(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "EEXIST";
}

async function written(path: string): Promise<void> {
  try {
    await using file = await open(path, "ax", 0o444);
    await file.sync();
  } catch (cause) {
    if (isThere(cause)) return;
    throw unreachable(`${path} cannot be written`, cause);
  }
}

function unreachable(what: string, cause: unknown): Error {
  return brevetError("WITNESS_UNREACHABLE", { what }, { cause });
}
