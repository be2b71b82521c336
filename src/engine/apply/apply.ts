import { problem } from "../../core/problem/problem.ts";
import type { ApplyReport } from "../../core/report/report.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import { changeTargets } from "./change-targets.ts";
import { endDue } from "./end-due.ts";
import { onlyEnds } from "./only-ends.ts";
import { mostRaces, recordAfter, recordBefore, type Recorded } from "./record.ts";
import { reportApply, reportStopped } from "./report-apply.ts";
import { survey } from "./survey.ts";
import { outsideProblem } from "./outside-problem.ts";

/**
 * One full reconcile: ends what is due before anything else is looked at; then catches up, accepts, admits, observes
 * and plans; records what it is about to do; does it; records what it saw. Safe to stop anywhere and to run again.
 */
export async function apply(ports: ApplyPorts, options: CallOptions): Promise<ApplyReport> {
  const before = await ports.ledger.open(options);
  const done = before.view === null ? [] : await endDue(ports, before.view, options);
  let unreached = await outsideProblem(() => ports.git.fetch(fetched(ports), options));
  for (let race = 1; ; race += 1) {
    const opened = await ports.ledger.open(options);
    if (opened.view === null) return reportStopped(opened.distrust, unreached);
    const found = await survey(ports, { view: opened.view, distrust: opened.distrust, unreached }, done, options);
    const tried = await recordBefore(ports, found, options);
    const recorded = tried.outcome === "moved" && race === mostRaces ? lostAll(found.view) : tried;
    if (recorded.outcome === "moved") {
      unreached = await outsideProblem(() => ports.git.fetch(fetched(ports), options));
      continue;
    }
    const changes = recorded.outcome === "recorded" ? found.plan.changes : onlyEnds(found.plan).changes;
    const grants = Object.values(found.journal.state.grants);
    const outcomes = await changeTargets(ports, found.rules.config, changes, grants, options);
    const last = await recordAfter(ports, recorded, [...done, ...outcomes], options);
    return reportApply(found, { outcomes: [...done, ...outcomes], last });
  }
}

/** Ends wait for no race, however many were lost. */
function lostAll(view: LedgerView): Exclude<Recorded, { outcome: "moved" }> {
  return { outcome: "refused", view, problem: problem("LEDGER_BUSY", { tries: mostRaces }) };
}

function fetched(ports: ApplyPorts): string[] {
  return [ports.branches.main, ports.branches.ledger, "orders/*"];
}
