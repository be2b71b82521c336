import type { JudgePorts } from "../../engine/engine-ports.ts";
import type { Toolchain } from "../../ports/toolchain.ts";
import type { Worktree } from "../../ports/worktree.ts";
import type { Session } from "../session.ts";

/** The rules of the work tree, what compiles them, and the kinds of target that their catalog may name. */
export async function compiling<Answer>(
  session: Session,
  use: (ports: {
    readonly worktree: Worktree;
    readonly toolchain: Toolchain;
    readonly kinds: JudgePorts["kinds"];
  }) => Promise<Answer>,
): Promise<Answer> {
  const { openClone } = await import("../../compose/clone.ts");
  const { kinds } = await import("../../compose/kinds.ts");
  const { openToolchain } = await import("../../compose/toolchain.ts");
  await using clone = await openClone(session, session);
  return await use({ worktree: clone.worktree, toolchain: openToolchain(), kinds });
}
