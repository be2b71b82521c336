import type { CallOptions } from "../ports/call-options.ts";
import type { Blob, Git, ObjectId } from "../ports/git.ts";

/** The files of the state in the tree of a commit, by path. */
export async function stateFiles(git: Git, commit: ObjectId, options: CallOptions): Promise<ReadonlyMap<string, Blob>> {
  const files = await git.list(commit, "state", options);
  const oids = files.map(({ oid }) => oid);
  const blobs = await git.blobs(oids, options);
  return new Map(files.map((file) => [file.path, { ...file, bytes: blobs.get(file.oid) ?? new Uint8Array() }]));
}
