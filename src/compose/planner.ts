import type { PlanPorts } from "../engine/engine-ports.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { RunStates } from "../ports/run-state.ts";
import type { Clone } from "./clone.ts";
import type { EngineRun } from "./engine-run.ts";
import { pinOnFirstUse } from "./first-use.ts";
import { judge, ledgerOf, type Opened } from "./judge.ts";
import { runStates } from "./run-states.ts";
import { targetReaders } from "./target-openers.ts";

/** What plans and reports: it looks at targets, and holds nothing that could change one, nor an engine's key. */
export async function openPlanner(clone: Clone, by: EngineRun, options: CallOptions): Promise<OpenedPlanner> {
  const trust = await pinOnFirstUse(clone, options);
  const opened = await judge(clone, ledgerOf(clone, trust, null), clone.shown);
  const readers = targetReaders(clone, Object.keys(clone.shown?.targets ?? {}));
  return {
    ...opened,
    ports: { ...opened.ports, readers, witnesses: null, by },
    runStates: runStates(clone, trust, null),
  };
}

/** What looks, and what engines said of themselves. */
export interface OpenedPlanner extends Opened<PlanPorts> {
  readonly runStates: RunStates;
}
