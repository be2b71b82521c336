import { brevetError } from "../core/problem/brevet-error.ts";
import type { ObjectId } from "../ports/git.ts";
import { readOne, type ObjectReader } from "./object-reader.ts";
import { toPathText } from "./path-text.ts";

/** One line of a tree object. */
export interface TreeEntry {
  readonly mode: string;
  readonly oid: ObjectId;
}

/** The first line of a commit, and of a tag. */
const POINTS_TO = /^(?:tree|object) ([0-9a-f]{40,64})\n/;

/** The most bytes of a tree object: some million entries. */
const MOST = 64 * 1024 * 1024;

/** Finds paths in one commit's or tree's files, reading each folder once. */
export class TreeFinder {
  readonly #reader: ObjectReader;
  readonly #root: ObjectId;
  readonly #signal: AbortSignal;
  readonly #folders = new Map<ObjectId, Promise<ReadonlyMap<string, TreeEntry>>>();

  constructor(reader: ObjectReader, root: ObjectId, signal: AbortSignal) {
    this.#reader = reader;
    this.#root = root;
    this.#signal = signal;
  }

  /** What lies there, folder or file; null: nothing. An empty path is the root itself. */
  async find(path: string): Promise<TreeEntry | null> {
    let found: TreeEntry = { mode: FOLDER, oid: this.#root };
    for (const name of path === "" ? [] : path.split("/")) {
      const next = found.mode === FOLDER ? (await this.#open(found.oid)).get(name) : undefined;
      if (next === undefined) return null;
      found = next;
    }
    return found;
  }

  #open(oid: ObjectId): Promise<ReadonlyMap<string, TreeEntry>> {
    const opened = this.#folders.get(oid) ?? this.#read(oid);
    this.#folders.set(oid, opened);
    return opened;
  }

  async #read(oid: ObjectId): Promise<ReadonlyMap<string, TreeEntry>> {
    const object = await readOne(this.#reader, oid, MOST, this.#signal);
    const target = object.type === "blob" ? undefined : POINTS_TO.exec(object.bytes.toString("latin1", 0, 72))?.[1];
    if (object.type !== "tree" && target !== undefined) return this.#open(target);
    const entries = object.type === "tree" ? parseTree(object.bytes, oid.length / 2) : null;
    if (entries === null) throw brevetError("GIT_OBJECT_MALFORMED", { id: oid, what: "tree" });
    return entries;
  }
}

/** The mode of a folder. */
export const FOLDER = "40000";

/** The entries of a tree object by name; null: git would not write it so (fsck calls it corrupt). */
function parseTree(bytes: Buffer, idLength: number): ReadonlyMap<string, TreeEntry> | null {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(" ", at);
    const end = bytes.indexOf(0, space);
    const next = end + 1 + idLength;
    if (space === -1 || end === -1 || next > bytes.length) return null;
    const name = toPathText(bytes.subarray(space + 1, end));
    if (entries.has(name) || name === "" || name.includes("/")) return null;
    const mode = bytes.toString("latin1", at, space);
    entries.set(name, { mode, oid: bytes.toString("hex", end + 1, next) });
    at = next;
  }
  return entries;
}
