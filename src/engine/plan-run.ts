import type { ApplyReport } from "../core/report/report.ts";
import type { CallOptions } from "../ports/call-options.ts";
import { outsideProblem } from "./apply/outside-problem.ts";
import { reportPlan, reportStopped } from "./apply/report-apply.ts";
import { survey } from "./apply/survey.ts";
import type { PlanPorts } from "./engine-ports.ts";

/** What `apply` would do now. Holds nothing that could do it. */
export async function planRun(ports: PlanPorts, options: CallOptions): Promise<ApplyReport> {
  const { main, ledger } = ports.branches;
  const unreached = await outsideProblem(() => ports.git.fetch([main, ledger, "orders/*"], options));
  const opened = await ports.ledger.open(options);
  if (opened.view === null) return reportStopped(opened.distrust, unreached);
  return reportPlan(await survey(ports, { view: opened.view, distrust: opened.distrust, unreached }, [], options));
}
