import type { ObjectId } from "../ports/git.ts";
import { toPathText } from "./path-text.ts";

/** One line of a tree object. */
export interface TreeEntry {
  readonly mode: string;
  readonly oid: ObjectId;
}

/** The mode of a folder. */
export const FOLDER = "40000";

/** The entries of a tree object by name; null: git would not write it so (fsck calls it corrupt). */
export function parseTree(bytes: Buffer, idLength: number): ReadonlyMap<string, TreeEntry> | null {
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
