import { brevetError } from "../core/problem/brevet-error.ts";
import type { ObjectId } from "../ports/git.ts";
import { readOne, type ObjectReader } from "./object-reader.ts";
import { FOLDER, parseTree, type TreeEntry } from "./tree-entries.ts";

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
