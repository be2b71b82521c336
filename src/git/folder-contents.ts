import { pipeline } from "node:stream/promises";
import type { ObjectId, TreeFile } from "../ports/git.ts";
import type { ObjectReader } from "./object-reader.ts";
import { endOf, gitError, startGit, type GitPlace } from "./run-git.ts";
import { FOLDER } from "./tree-entries.ts";
import { TreeFinder } from "./tree-finder.ts";

/** A file with what it holds; bytes null, and no path: this clone lacks it, or it is too large. */
export interface HeldFile extends TreeFile {
  readonly bytes: Buffer | null;
}

/** The most bytes of one file of a history. */
const MOST = 64 * 1024 * 1024;

const LIST = ["ls-tree", "-r", "--full-tree", "--format=%(objectname) %(objectmode) %(path)"];
const READ = ["cat-file", "--batch=%(objectname) %(objectsize) %(rest)", "--buffer"];

/**
 * Every file below a folder of a commit or tree with its bytes, in git's order, in the batches in which they come:
 * one git names them and another reads them, without a word from here. Ends behind the first that cannot be had.
 */
export async function* folderContents(
  { room, reader }: { readonly room: GitPlace; readonly reader: ObjectReader },
  root: ObjectId,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<readonly HeldFile[], void, undefined> {
  const found = await new TreeFinder(reader, root, signal).find(folder);
  if (found?.mode !== FOLDER) return;
  const contents = new Contents(`${folder}/`);
  const listing = startGit(room, [...LIST, found.oid], signal);
  const reading = startGit(room, READ, signal);
  const ended = Promise.all([endOf(listing, signal), endOf(reading, signal)]);
  ended.catch(() => undefined); // awaited below, unless the reader goes away first
  listing.stdin.end();
  pipeline(listing.stdout, reading.stdin).catch(() => undefined); // how the two ended says what went wrong
  try {
    for await (const chunk of reading.stdout) {
      const files = contents.take(chunk as Buffer);
      if (files.length > 0) yield files;
      if (files.at(-1)?.bytes === null) return;
    }
    const [listed, read] = await ended;
    if (listed.code !== 0) throw gitError(room, LIST, listed.said);
    if (read.code !== 0) throw gitError(room, READ, read.said);
  } finally {
    listing.kill();
    reading.kill();
  }
}

const LINE_FEED = 0x0a;

/** Puts files together from chunks: `<id> <size> <mode> <path>\n<bytes>\n`, or `<id> missing\n`. */
class Contents {
  readonly #before: string;
  #parts: Buffer[] = [];
  #have = 0;
  #need = 0;

  /** before: what stands before each path. */
  constructor(before: string) {
    this.#before = before;
  }

  /** The files that a chunk completes. Their bytes are parts of it: to be used, not kept. */
  take(chunk: Buffer): readonly HeldFile[] {
    this.#parts.push(chunk);
    this.#have += chunk.length;
    if (this.#have < this.#need) return [];
    const data = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts);
    const files: HeldFile[] = [];
    let at = 0;
    this.#need = 0;
    for (let line = data.indexOf(LINE_FEED); line !== -1; line = data.indexOf(LINE_FEED, at)) {
      const header = data.toString("latin1", at, line);
      const [oid = "", size = "", mode = ""] = header.split(" ", 3);
      const begin = line + 1;
      const end = begin + Number(size);
      if (!(end - begin <= MOST)) return [...files, { path: "", mode: "", oid, bytes: null }];
      if (end >= data.length) {
        this.#need = end + 1 - at;
        break;
      }
      const path = this.#before + header.slice(oid.length + size.length + mode.length + 3);
      files.push({ path, mode, oid, bytes: data.subarray(begin, end) });
      at = end + 1;
    }
    this.#parts = [data.subarray(at)];
    this.#have = data.length - at;
    return files;
  }
}
