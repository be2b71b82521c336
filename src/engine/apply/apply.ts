import { problem } from "../../core/problem/problem.ts";
import type { ApplyReport } from "../../core/report/report.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import { changeTargets } from "./change-targets.ts";
import { endDue } from "./end-due.ts";
import { onlyEnds } from "./only-ends.ts";
import { recordAfter, recordBefore } from "./record.ts";
import { reportApply, reportStopped } from "./report-apply.ts";
import { survey } from "./survey.ts";
import { outsideProblem } from "./outside-problem.ts";

/** So often the ledger may move under a run before it leaves the rest to the next one. */
const mostRaces = 20;

/**
 * One full reconcile: ends what is due before anything else is looked at; then catches up, accepts, admits, observes
 * and plans; records what it is about to do; does it; records what it saw. Safe to stop anywhere and to run again.
 */
export async function apply(ports: ApplyPorts, options: CallOptions): Promise<ApplyReport> {
  const before = await ports.ledger.open(options);
  const done = before.view === null ? [] : await endDue(ports, before.view, options);
  const unreached = await outsideProblem(() => ports.git.fetch(fetched(ports), options));
  for (let race = 0; race < mostRaces; race += 1) {
    const opened = await ports.ledger.open(options);
    if (opened.view === null) return reportStopped(opened.distrust, unreached);
    const found = await survey(ports, { view: opened.view, distrust: opened.distrust, unreached }, done, options);
    const recorded = await recordBefore(ports, found, options);
    if (recorded.outcome === "moved") {
      await ports.git.fetch(fetched(ports), options);
      continue;
    }
    const changes = recorded.outcome === "recorded" ? found.plan.changes : onlyEnds(found.plan).changes;
    const grants = Object.values(found.journal.state.grants);
    const outcomes = await changeTargets(ports, found.rules.config, changes, grants, options);
    const last = await recordAfter(ports, recorded, [...done, ...outcomes], options);
    return reportApply(found, { outcomes: [...done, ...outcomes], last });
  }
  return reportStopped(null, problem("LEDGER_BUSY", { tries: mostRaces }));
}

function fetched(ports: ApplyPorts): string[] {
  return [ports.branches.main, ports.branches.ledger, "orders/*"];
}
