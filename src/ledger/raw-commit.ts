import type { ObjectId } from "../ports/git.ts";

const PARENT = /^parent ([0-9a-f]+)$/gm;

/** What a commit object says: read from its bytes alone, because in a shallow clone git wants its parents there. */
export function readRawCommit(raw: Uint8Array): { readonly parents: readonly ObjectId[]; readonly message: string } {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("utf8");
  const end = text.indexOf("\n\n");
  const header = end === -1 ? text : text.slice(0, end + 1);
  const message = end === -1 ? "" : text.slice(end + 2);
  return { parents: [...header.matchAll(PARENT)].map(([, id = ""]) => id), message };
}
