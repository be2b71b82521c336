import type { CheckReport } from "../../core/report/report.ts";
import type { Paint } from "./paint.ts";
import { problemsText } from "./problems.ts";
import { requestText } from "./request.ts";

const verdicts: Readonly<Record<CheckReport["outcome"], string>> = {
  invalid: "This cannot be judged as it is.",
  denied: "This would be refused.",
  pending: "This needs more people to agree.",
  allowed: "This is allowed: merge it.",
};

/** The answer to a check: problems, every request with its effect and who must agree, then the verdict. */
export function checkText(report: CheckReport, paint: Paint): string {
  const parts = [
    ...(report.problems.length === 0 ? [] : [problemsText(report.problems, paint)]),
    ...report.requests.map((request) => requestText(request, paint)),
    `${paint("bold", verdict(report))}\n`,
  ];
  return parts.join("\n");
}

function verdict({ requests, outcome, rules }: CheckReport): string {
  if (requests.length > 0 || outcome !== "allowed") return verdicts[outcome];
  return rules === true ? "This change of the rules is agreed to: merge it." : "No request is changed here.";
}
