import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Git, ObjectId, Signatory } from "../../ports/git.ts";
import type { Worktree } from "../../ports/worktree.ts";

interface Ports {
  readonly git: Git;
  readonly worktree: Worktree;
  readonly clock: Clock;
}

/** Files to add to a branch of this clone, on top of `parent`; null: deleted. `old`: where the branch is here, null where it is not. */
export interface BranchCommit {
  readonly branch: string;
  readonly old: ObjectId | null;
  readonly parent: ObjectId;
  readonly files: ReadonlyMap<string, Uint8Array | null>;
  readonly message: string;
}

/**
 * Commits files on a branch without touching the work tree, or another branch that is checked out in it. Where the
 * branch itself is checked out, its files follow.
 */
export async function commitOnBranch(
  ports: Ports,
  what: BranchCommit,
  options: CallOptions,
): Promise<Result<ObjectId>> {
  const author = (await ports.worktree.author(options)) ?? nobody(ports.clock);
  const { files, message, branch } = what;
  const made = await ports.git.importCommits(what.parent, [{ files, message, author }], options);
  const commit = made.at(-1) ?? what.parent;
  const outcome = await ports.worktree.advance(branch, what.old, commit, options);
  if (outcome === "moved") return fail([problem("BRANCH_MOVED", { branch })]);
  if (outcome === "dirty") return fail([problem("BRANCH_DIRTY", { branch })]);
  return succeed(commit);
}

/** Identity comes from statements alone, so a commit without an author is as good as any. */
function nobody(clock: Clock): Signatory {
  return { name: "brevet", email: "brevet@localhost", at: clock.now() };
}
