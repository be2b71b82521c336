import { exitCode } from "./exit-code.ts";
import { judging, type Judging } from "./open/judging.ts";
import type { Session } from "./session.ts";

const watched = ["policies", "test/scenario"];

/** Does it at once, and again whenever a file of the rules changes, with a toolchain that stays. Who stops it did not fail. */
export async function againAndAgain(session: Session, once: (open: Judging) => Promise<number>): Promise<number> {
  const { openWarmToolchain } = await import("../compose/toolchain.ts");
  await using toolchain = openWarmToolchain();
  const run = (): Promise<void> =>
    judging(session, async (open) => {
      await once({ ...open, ports: { ...open.ports, toolchain } });
      session.tell(`Waiting for a change in ${watched.join("/ or ")}/ …`);
    });
  try {
    await judging(session, async ({ clone: { worktree } }) => {
      const changes = worktree.changes(watched, session);
      await run();
      for await (const _ of changes) await run();
    });
  } catch (error) {
    if (!session.signal.aborted) throw error;
  }
  return exitCode.agreed;
}
