import { setTimeout as pause } from "node:timers/promises";
import { exitCode } from "./exit-code.ts";
import { judging } from "./open/judging.ts";
import type { Session } from "./session.ts";

const everyMs = 1000;

/** Tells each step of a request, one line each, until it can be used or never will. */
export async function waitFor(session: Session, id: string): Promise<number> {
  const { requestStage } = await import("../engine/request/follow-request.ts");
  return await judging(session, async ({ ports }) => {
    for (let before = ""; ;) {
      const stage = await requestStage(ports, id, session);
      if (stage !== before) session.err(`${id}: ${stage}\n`);
      before = stage;
      if (stage === "usable") {
        session.err(`brevet credentials ${id}\n`);
        return exitCode.agreed;
      }
      if (stage === "refused" || stage === "ended") return exitCode.refused;
      await pause(everyMs, undefined, { signal: session.signal });
    }
  });
}
