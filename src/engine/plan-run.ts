import type { ApplyReport } from "../core/report/report.ts";
import type { CallOptions } from "../ports/call-options.ts";
import { fetchAll } from "./apply/decide.ts";
import { fullDuty } from "./apply/duty.ts";
import { reportPlan, reportStopped } from "./apply/report-apply.ts";
import { survey } from "./apply/survey.ts";
import type { PlanPorts } from "./engine-ports.ts";

/** What `apply` would do now, on the targets of every runner. Holds nothing that could do it. */
export async function planRun(ports: PlanPorts, options: CallOptions): Promise<ApplyReport> {
  const unreached = await fetchAll(ports, options);
  const opened = await ports.ledger.open(options);
  if (opened.view === null) return reportStopped(opened.distrust, unreached);
  const at = { view: opened.view, distrust: opened.distrust, unreached };
  const duty = { ...fullDuty, serves: () => true };
  return reportPlan(await survey(ports, at, { done: [], duty, looksOnly: true }, options));
}
