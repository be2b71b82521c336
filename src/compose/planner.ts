import type { PlanPorts } from "../engine/engine-ports.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Clone } from "./clone.ts";
import type { EngineRun } from "./engine-run.ts";
import { openJudge, type Opened } from "./judge.ts";
import { targetReaders } from "./target-openers.ts";

/** What plans and reports: it looks at targets, and holds nothing that could change one, nor an engine's key. */
export async function openPlanner(clone: Clone, by: EngineRun, options: CallOptions): Promise<Opened<PlanPorts>> {
  const opened = await openJudge(clone, options);
  const readers = targetReaders(clone, Object.keys(clone.shown?.targets ?? {}));
  return { ...opened, ports: { ...opened.ports, readers, witnesses: null, by } };
}
