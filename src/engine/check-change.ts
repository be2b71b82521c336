import { problem, type Problem } from "../core/problem/problem.ts";
import type { CheckReport, Outcome } from "../core/report/report.ts";
import { strictest } from "../core/report/strictest.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { ObjectId } from "../ports/git.ts";
import type { LedgerView } from "../ports/ledger.ts";
import { checkRules } from "./accept/check-rules.ts";
import type { JudgePorts } from "./engine-ports.ts";
import type { Judged } from "./judge/case.ts";
import { judgeAdded } from "./judge-added.ts";
import { reportRequest } from "./judge/report-request.ts";
import type { Rules } from "./rules/read-rules.ts";

/**
 * Judges a change that is not merged, by the rules in force: every file, every problem at once. Its files are one
 * unit: the strictest answer is the answer. Reads git and nothing else.
 */
export async function checkChange(
  ports: JudgePorts,
  by: { readonly rules: Rules; readonly view: LedgerView },
  change: { readonly base: ObjectId; readonly head: ObjectId },
  options: CallOptions,
): Promise<CheckReport> {
  return (await judgeChange(ports, by, change, options)).report;
}

/** The same, with what each request was judged by, and whether rules are changed: for whoever tells more of it than the answer. */
export async function judgeChange(
  ports: JudgePorts,
  by: { readonly rules: Rules; readonly view: LedgerView },
  change: { readonly base: ObjectId; readonly head: ObjectId },
  options: CallOptions,
): Promise<{ readonly report: CheckReport; readonly judged: readonly Judged[]; readonly changesRules: boolean }> {
  const { proposed, sorted, judged } = await judgeAdded(ports, by, change, options);
  const edited = sorted.requests.filter(({ kind }) => kind === "modified");
  const problems = [...sorted.problems, ...edited.map(({ id, path }) => problem("REQUEST_EDITED", { id }, { path }))];
  const ruled = sorted.rules.length === 0 ? [] : await checkRules(ports, by, proposed, options);
  const reports = await Promise.all(judged.map((one) => reportRequest(ports, one, options)));
  const changesRules = sorted.rules.length > 0;
  const report = { ...summarise([...problems, ...ruled], reports), ...(changesRules && { rules: true as const }) };
  return { report, judged, changesRules };
}

/** One report of several requests. A problem of the change itself makes it invalid; rules that wait, pending. */
export function summarise(problems: readonly Problem[], requests: CheckReport["requests"]): CheckReport {
  const errors = problems.filter((p) => p.severity === "error");
  const pending = errors.length > 0 && errors.every((p) => p.code === "RULES_UNSIGNED");
  const own: Outcome = errors.length === 0 ? "allowed" : pending ? "pending" : "invalid";
  const outcome = strictest([own, ...requests.map((request) => request.outcome)]) ?? own;
  return { ok: outcome === "allowed", outcome, problems, requests };
}
