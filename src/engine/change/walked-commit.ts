import type { CallOptions } from "../../ports/call-options.ts";
import type { Git, ObjectId, WalkedCommit } from "../../ports/git.ts";

/** One commit, as a walk along main tells it. */
export async function walkedCommit(git: Git, id: ObjectId, options: CallOptions): Promise<WalkedCommit> {
  const commit = await git.commit(id, options);
  const [parent] = commit.parents;
  const changes = parent === undefined ? [] : await git.diff(parent, id, options);
  return { ...commit, changes };
}
