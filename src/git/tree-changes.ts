import { brevetError } from "../core/problem/brevet-error.ts";
import type { ChangedPath, ObjectId } from "../ports/git.ts";
import type { ObjectReader } from "./object-reader.ts";
import { FOLDER, parseTree, type TreeEntry } from "./tree-entries.ts";

/** The entries of one folder by name. */
export type Entries = ReadonlyMap<string, TreeEntry>;

/** Two states of one folder. `path`: where it is, with a slash behind; `""`: the root. */
export interface FolderPair {
  readonly path: string;
  readonly before: Entries;
  readonly after: Entries;
}

/** The most bytes of a tree object: some million entries. */
const MOST = 64 * 1024 * 1024;

/** Reads trees through a reader of its own, and says what differs between two states of a folder. */
export class TreeChanges {
  readonly #reader: ObjectReader;
  #known = new Map<ObjectId, Entries>();

  constructor(reader: ObjectReader) {
    this.#reader = reader;
  }

  /** The tree objects of these ids, as they stand, asked for together. */
  async read(ids: readonly ObjectId[], signal: AbortSignal): Promise<ReadonlyMap<ObjectId, Buffer>> {
    const wanted = [...new Set(ids)];
    const objects = await this.#reader.readAll(wanted, MOST, signal);
    return new Map(
      objects.map((object, index) => {
        const id = wanted[index] ?? "";
        if (object?.type !== "tree") throw brevetError("GIT_OBJECT_ABSENT", { id });
        return [id, object.bytes];
      }),
    );
  }

  /** What differs in each pair, in order of path: all pairs' folders are asked for together, one depth at a time. */
  async between(pairs: readonly FolderPair[], signal: AbortSignal): Promise<readonly (readonly ChangedPath[])[]> {
    const found: ChangedPath[][] = pairs.map(() => []);
    let level = pairs.map((pair, index) => ({ ...pair, index }));
    const used = new Map<ObjectId, Entries>();
    while (level.length > 0) {
      const deeper: { readonly path: string; readonly index: number; readonly ids: readonly (ObjectId | null)[] }[] =
        [];
      for (const { path, before, after, index } of level) {
        for (const name of new Set([...before.keys(), ...after.keys()])) {
          const [old, next] = [before.get(name), after.get(name)];
          if (old?.oid === next?.oid && old?.mode === next?.mode) continue;
          const at = path + name;
          const file = toChange(at, fileOf(old), fileOf(next));
          if (file !== null) found[index]?.push(file);
          const ids = [folderOf(old), folderOf(next)];
          if (ids.some((id) => id !== null)) deeper.push({ path: `${at}/`, index, ids });
        }
      }
      const wanted = deeper.flatMap(({ ids }) => ids.filter((id) => id !== null));
      const opened = await this.#open(wanted, signal);
      for (const [id, entries] of opened) used.set(id, entries);
      const entriesOf = (id: ObjectId | null | undefined): Entries =>
        id === null || id === undefined ? NONE : (opened.get(id) ?? NONE);
      level = deeper.map(({ path, index, ids }) => ({
        path,
        index,
        before: entriesOf(ids[0]),
        after: entriesOf(ids[1]),
      }));
    }
    this.#known = used; // the next pairs begin where these end
    return found.map((changes) => changes.sort((a, b) => (a.path < b.path ? -1 : 1)));
  }

  async #open(ids: readonly ObjectId[], signal: AbortSignal): Promise<ReadonlyMap<ObjectId, Entries>> {
    const known = this.#known;
    const read = await this.read(
      ids.filter((id) => !known.has(id)),
      signal,
    );
    return new Map(
      ids.map((id) => {
        const bytes = read.get(id);
        return [id, bytes === undefined ? (known.get(id) ?? NONE) : entriesIn(id, bytes)];
      }),
    );
  }
}

const NONE: Entries = new Map();

/** The entries of a tree object that was read. */
export function entriesIn(id: ObjectId, bytes: Buffer): Entries {
  const entries = parseTree(bytes, id.length / 2);
  if (entries === null) throw brevetError("GIT_OBJECT_MALFORMED", { id, what: "tree" });
  return entries;
}

function fileOf(entry: TreeEntry | undefined): TreeEntry | null {
  return entry === undefined || entry.mode === FOLDER ? null : entry;
}

function folderOf(entry: TreeEntry | undefined): ObjectId | null {
  return entry?.mode === FOLDER ? entry.oid : null;
}

function toChange(path: string, old: TreeEntry | null, next: TreeEntry | null): ChangedPath | null {
  if (old === null && next === null) return null;
  return {
    path,
    status: old === null ? "added" : next === null ? "removed" : "modified",
    oldMode: old?.mode ?? null,
    newMode: next?.mode ?? null,
    oldOid: old?.oid ?? null,
    newOid: next?.oid ?? null,
  };
}
