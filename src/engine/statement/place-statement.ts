import { succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import { commitOnBranch } from "../person/commit-on-branch.ts";
import type { MadeStatement } from "./make-statement.ts";
import type { StatementPorts } from "./statement-ports.ts";

/** Where a statement goes: onto which branch, or only into the work tree. */
export interface Place {
  readonly branch: string;
  /** Where the branch is in this clone; null where it is on the remote alone. */
  readonly local: ObjectId | null;
  readonly head: ObjectId;
  readonly message: string;
  readonly commit: boolean;
}

/** Puts a statement on a branch, as a commit that adds it alone; or into the work tree, for others to carry. */
export async function placeStatement(
  ports: StatementPorts,
  statement: MadeStatement,
  place: Place,
  options: CallOptions,
): Promise<Result<{ readonly branch: string | null; readonly commit: ObjectId | null }>> {
  const files = new Map([[statement.path, statement.bytes]]);
  if (!place.commit) {
    await ports.worktree.write(files, { replace: false }, options);
    return succeed({ branch: null, commit: null });
  }
  const { branch, local, head, message } = place;
  const commit = await commitOnBranch(ports, { branch, old: local, parent: head, files, message }, options);
  return commit.ok ? succeed({ branch, commit: commit.value }) : commit;
}
