import type { Git, ObjectId, WalkedCommit } from "../../src/ports/git.ts";

const options = { signal: new AbortController().signal };

/** A commit as a walk along main tells it. */
export async function walked(git: Git, id: ObjectId): Promise<WalkedCommit> {
  const { parents } = await git.commit(id, options);
  for await (const commit of git.walk(parents[0] ?? null, id, options)) return commit;
  throw new Error(`no commit ${id}`);
}
