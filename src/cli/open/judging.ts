import type { Clone } from "../../compose/clone.ts";
import type { JudgePorts } from "../../engine/engine-ports.ts";
import type { Session } from "../session.ts";

/** What a command that reads works with. */
export interface Judging {
  readonly clone: Clone;
  readonly ports: JudgePorts;
}

/** Opens the clone around the session and what judges, runs, and closes both. */
export async function judging<Answer>(session: Session, use: (open: Judging) => Promise<Answer>): Promise<Answer> {
  const { openClone } = await import("../../compose/clone.ts");
  const { openJudge } = await import("../../compose/judge.ts");
  await using clone = await openClone(session, { signal: session.signal });
  await using opened = await openJudge(clone, { signal: session.signal });
  return await use({ clone, ports: opened.ports });
}
