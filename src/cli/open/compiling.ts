import type { Toolchain } from "../../ports/toolchain.ts";
import type { Worktree } from "../../ports/worktree.ts";
import type { Session } from "../session.ts";

/** The rules of the work tree, and what compiles them. */
export async function compiling<Answer>(
  session: Session,
  use: (ports: { readonly worktree: Worktree; readonly toolchain: Toolchain }) => Promise<Answer>,
): Promise<Answer> {
  const { openClone } = await import("../../compose/clone.ts");
  const { openToolchain } = await import("../../compose/toolchain.ts");
  await using clone = await openClone(session, session);
  return await use({ worktree: clone.worktree, toolchain: openToolchain() });
}
