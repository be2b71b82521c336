import { requestPath } from "../../core/request/request-path.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Git, ObjectId } from "../../ports/git.ts";
import type { Worktree } from "../../ports/worktree.ts";

/** A request that is not merged: the branch of this clone that holds it, and the commit it is read from. */
export interface OpenRequest {
  readonly id: string;
  readonly path: string;
  readonly branch: string;
  /** Where the branch is in this clone; null where it is on the remote alone. */
  readonly local: ObjectId | null;
  readonly head: ObjectId;
}

/** The branch that `brevet request` makes for an id. */
export function requestBranch(id: string): string {
  return `request/${id}`;
}

/**
 * The branch that holds a request: `request/<id>` here, else as published, else the branch that is checked out. Of
 * a local and a published one that differ, the one that contains the other.
 */
export async function findRequest(
  ports: { readonly git: Git; readonly worktree: Worktree },
  id: string,
  options: CallOptions,
): Promise<OpenRequest | null> {
  const { git, worktree } = ports;
  const path = requestPath(id);
  const branch = requestBranch(id);
  const local = await git.resolve(`refs/heads/${branch}`, options);
  const published = await git.head(branch, options);
  for (const head of await newestFirst(git, local, published, options)) {
    if ((await git.read(head, [path], options)).has(path)) return { id, path, branch, local, head };
  }
  const current = await worktree.currentBranch(options);
  if (current === null) return null;
  const head = await git.resolve(`refs/heads/${current}`, options);
  if (head === null || !(await git.read(head, [path], options)).has(path)) return null;
  return { id, path, branch: current, local: head, head };
}

async function newestFirst(
  git: Git,
  local: ObjectId | null,
  published: ObjectId | null,
  options: CallOptions,
): Promise<readonly ObjectId[]> {
  if (local === null || published === null) return [local, published].filter((head) => head !== null);
  return (await git.isAncestor(local, published, options)) ? [published, local] : [local, published];
}
