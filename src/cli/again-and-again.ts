import { exitCode } from "./exit-code.ts";
import { judging, type Judging } from "./open/judging.ts";
import type { Session } from "./session.ts";

const watched = ["policies", "test/scenario"];

/** Does it at once, and again whenever a file of the rules changes, with a toolchain that stays. Who stops it did not fail. */
export async function againAndAgain(session: Session, once: (open: Judging) => Promise<number>): Promise<number> {
  const { openWarmToolchain } = await import("../compose/toolchain.ts");
  const { openFiles } = await import("../compose/worktree.ts");
  await using toolchain = openWarmToolchain();
  const run = (): Promise<void> =>
    judging(session, async (open) => {
      await once({ ...open, ports: { ...open.ports, toolchain } });
      session.tell(`Waiting for a change in ${watched.join("/ or ")}/ …`);
    });
  const stop = new AbortController();
  try {
    const signal = AbortSignal.any([session.signal, stop.signal]);
    const changes = (await openFiles(session, { signal })).changes(watched, { signal });
    await run();
    for await (const _ of changes) await run();
  } catch (error) {
    if (!session.signal.aborted) throw error;
  } finally {
    stop.abort(); // what listens for changes would keep the process
  }
  return exitCode.agreed;
}
