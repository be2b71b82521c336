import type { CheckReport } from "../core/report/report.ts";
import type { Mark } from "../ports/changes.ts";
import { statusWords } from "../views/markdown/headline.ts";

const states = { allowed: "success", pending: "pending", denied: "failure", invalid: "failure" } as const;

/** The line beside the commit: green only where the policy and the approvals hold. */
export function markOf(report: CheckReport): Mark {
  return { state: states[report.outcome], text: statusWords(report) };
}

/**
 * The same beside the commit that a merge queue made. What waits for somebody leaves the queue, and comes back when they have
 * agreed: nothing would look at that commit again, and all behind it would wait.
 */
export function markInQueue(report: CheckReport): Mark {
  return { ...markOf(report), state: report.ok ? "success" : "failure" };
}
