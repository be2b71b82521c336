import { hash } from "node:crypto";

/** Room before a tree's entries for `tree <size>\0`. */
const HEADER = 32;

/** One folder that is still open: its entries before the open folder in it, that folder, and the entries after it. */
interface Level {
  readonly name: string;
  /** `40000 <name>\0`, as the folder above names this one. */
  readonly entry: Buffer;
  bytes: Buffer;
  end: number;
  after: Buffer;
  id: Buffer;
}

/**
 * A tree that grows by one file at a time, each behind all before it: says which id git gives it, without git. A
 * commit that bears this id holds exactly these files: an id is a digest of them.
 */
export class Spine {
  readonly #algorithm: "sha1" | "sha256";
  readonly #idLength: number;
  readonly #levels: Level[];

  /** idLength: the bytes of an object id. */
  constructor(idLength: number) {
    this.#algorithm = idLength === 20 ? "sha1" : "sha256";
    this.#idLength = idLength;
    this.#levels = [openLevel("")];
  }

  /** Adds a file (its path, and its mode, as single bytes), and tells the id of the whole tree. */
  add(path: string, mode: string, oid: string): string {
    const folders = path.split("/");
    const file = folders.pop() ?? "";
    this.#open(folders);
    const levels = this.#levels;
    let level = levels[levels.length - 1] as Level;
    put(level, Buffer.from(`${mode} ${file}\0`, "latin1"), Buffer.from(oid, "hex"));
    level.id = this.#idOf(level);
    for (let depth = levels.length - 2; depth >= 0; depth -= 1) {
      const above = levels[depth] as Level;
      const { end } = above;
      put(above, level.entry, level.id);
      above.id = this.#idOf(above);
      above.end = end; // the folder is still open: what it will be comes here again
      level = above;
    }
    return level.id.toString("hex");
  }

  /**
   * Takes the entries beside the open folder of the root from a tree object. False: in that tree the open folder is
   * another.
   */
  adopt(root: Buffer): boolean {
    const [top, child] = this.#levels;
    if (top === undefined || child === undefined) return false;
    const entry = Buffer.concat([child.entry, child.id]);
    const at = entryAt(root, entry, this.#idLength);
    if (at === -1) return false;
    top.end = HEADER;
    put(top, root.subarray(0, at));
    top.after = Buffer.from(root.subarray(at + entry.length));
    return true;
  }

  /** Leaves the folders that the next file does not lie in, and enters those that it does. */
  #open(folders: readonly string[]): void {
    const levels = this.#levels;
    let same = 0;
    while (same < folders.length && levels[same + 1]?.name === folders[same]) same += 1;
    for (let depth = levels.length - 1; depth > same; depth -= 1) {
      const closed = levels.pop() as Level;
      put(levels[depth - 1] as Level, closed.entry, closed.id);
    }
    for (const name of folders.slice(same)) levels.push(openLevel(name));
  }

  #idOf({ bytes, end, after }: Level): Buffer {
    let all = bytes;
    let size = end;
    if (after.length > 0) {
      all = Buffer.concat([bytes.subarray(0, end), after]);
      size += after.length;
    }
    const header = `tree ${size - HEADER}\0`;
    const start = HEADER - header.length;
    all.write(header, start, "latin1");
    return hash(this.#algorithm, all.subarray(start, size), "buffer");
  }
}

function openLevel(name: string): Level {
  const none = Buffer.alloc(0);
  return {
    name,
    entry: Buffer.from(`40000 ${name}\0`, "latin1"),
    bytes: Buffer.alloc(4096),
    end: HEADER,
    after: none,
    id: none,
  };
}

function put(level: Level, ...parts: readonly Buffer[]): void {
  for (const part of parts) {
    const end = level.end + part.length;
    if (end > level.bytes.length) level.bytes = Buffer.concat([level.bytes, Buffer.alloc(end)]);
    part.copy(level.bytes, level.end);
    level.end = end;
  }
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
