import { hash } from "node:crypto";

/** Room before a tree's entries for `tree <size>\0`. */
const HEADER = 32;

/** One folder that is still open: what git would store of it, its header first. */
interface Level {
  readonly name: string;
  bytes: Buffer;
  end: number;
  /** Where the id stands of the folder that is open in it. */
  child: number;
  /** Header and entries, as they are hashed; null: their length has changed. */
  object: Buffer | null;
}

/**
 * A tree that grows by one file at a time, each behind all before it: says which id git gives it, without git. A
 * commit that bears this id holds exactly these files: an id is a digest of them.
 */
export class Spine {
  readonly #algorithm: "sha1" | "sha256";
  readonly #idLength: number;
  readonly #levels: Level[];
  /** Where the last file was added. */
  #folder = "";

  /** idLength: the bytes of an object id. */
  constructor(idLength: number) {
    this.#algorithm = idLength === 20 ? "sha1" : "sha256";
    this.#idLength = idLength;
    this.#levels = [openLevel("")];
  }

  /** Adds a file (its path, and its mode, as single bytes), and tells the id of the whole tree. */
  add(path: string, mode: string, oid: string): string {
    const name = path.lastIndexOf("/") + 1;
    this.#open(path.slice(0, name));
    const levels = this.#levels;
    let level = levels[levels.length - 1] as Level;
    const id = this.#addEntry(level, mode, path.slice(name));
    level.bytes.write(oid, id, "hex");
    for (let depth = levels.length - 2; depth >= 0; depth -= 1) {
      const above = levels[depth] as Level;
      above.bytes.write(hash(this.#algorithm, objectOf(level), "binary"), above.child, "latin1");
      level = above;
    }
    return hash(this.#algorithm, objectOf(level), "hex");
  }

  /**
   * Takes the entries beside the open folder of the root from a tree object. False: in that tree the open folder is
   * another.
   */
  adopt(root: Buffer): boolean {
    const [top, open] = this.#levels;
    if (top === undefined || open === undefined) return false;
    const entry = top.bytes.subarray(top.child - entryOf(FOLDER, open.name).length, top.child + this.#idLength);
    const at = entryAt(root, entry, this.#idLength);
    if (at === -1) return false;
    top.child = HEADER + at + entry.length - this.#idLength;
    top.end = HEADER + root.length;
    top.bytes = Buffer.concat([Buffer.alloc(HEADER), root]);
    top.object = null;
    return true;
  }

  /** Leaves the folders that the next file does not lie in, and enters those that it does. */
  #open(folder: string): void {
    if (folder === this.#folder) return;
    this.#folder = folder;
    const folders = folder.split("/").slice(0, -1);
    const levels = this.#levels;
    let same = 0;
    while (same < folders.length && levels[same + 1]?.name === folders[same]) same += 1;
    levels.length = same + 1;
    for (const name of folders.slice(same)) {
      const above = levels[levels.length - 1] as Level;
      above.child = this.#addEntry(above, FOLDER, name);
      levels.push(openLevel(name));
    }
  }

  /** Adds an entry behind all others, and tells where its id is to stand. */
  #addEntry(level: Level, mode: string, name: string): number {
    const entry = entryOf(mode, name);
    const id = level.end + entry.length;
    const end = id + this.#idLength;
    if (end > level.bytes.length) level.bytes = Buffer.concat([level.bytes, Buffer.alloc(end)]);
    level.bytes.write(entry, level.end, "latin1");
    level.end = end;
    level.object = null;
    return id;
  }
}

const FOLDER = "40000";

function entryOf(mode: string, name: string): string {
  return `${mode} ${name}\0`;
}

function openLevel(name: string): Level {
  return { name, bytes: Buffer.alloc(4096), end: HEADER, child: HEADER, object: null };
}

function objectOf(level: Level): Buffer {
  if (level.object !== null) return level.object;
  const header = `tree ${level.end - HEADER}\0`;
  const start = HEADER - header.length;
  level.bytes.write(header, start, "latin1");
  level.object = level.bytes.subarray(start, level.end);
  return level.object;
}

/** Where an entry of a tree object begins; -1: it is not there. */
function entryAt(tree: Buffer, entry: Buffer, idLength: number): number {
  for (let at = 0; at < tree.length;) {
    if (tree.compare(entry, 0, entry.length, at, Math.min(at + entry.length, tree.length)) === 0) return at;
    const end = tree.indexOf(0, at);
    if (end === -1) return -1;
    at = end + 1 + idLength;
  }
  return -1;
}
