import type { Toolchain } from "../../ports/toolchain.ts";
import type { Worktree } from "../../ports/worktree.ts";
import type { Session } from "../session.ts";

/** The rules of the work tree, and what compiles them: nothing that is committed is looked at. */
export async function compiling<Answer>(
  session: Session,
  use: (ports: { readonly worktree: Worktree; readonly toolchain: Toolchain }) => Promise<Answer>,
): Promise<Answer> {
  const { openFiles } = await import("../../compose/worktree.ts");
  const { openToolchain } = await import("../../compose/toolchain.ts");
  return await use({ worktree: await openFiles(session, session), toolchain: openToolchain() });
}
