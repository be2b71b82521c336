import type { Annotations } from "../../core/decision/annotation.ts";
import type { Reason } from "../../core/decision/decision.ts";
import { toWords } from "../../core/decision/reason.ts";
import type { Place, Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Judged } from "./case.ts";

/** Everything that stands against a request, in words: what could not be read or proved, and what rules deny. */
export async function explain(ports: JudgePorts, judged: Judged, options: CallOptions): Promise<Problem[]> {
  const { judgement, rules, placeOf } = judged;
  if (judgement === null) return [...judged.problems, ...judged.warnings];
  const policy = await ports.policies.of(rules.now, options);
  const annotations = policy.ok ? policy.value.annotations : {};
  const said = judgement.verdict.reasons.filter((reason) => reason.severity !== "info");
  return [...judged.problems, ...said.map((reason) => inWords(reason, annotations, placeOf)), ...judged.warnings];
}

function inWords(reason: Reason, annotations: Annotations, placeOf: (key: string) => Place): Problem {
  const { summary, next } = toWords(reason, annotations);
  const severity = reason.severity === "deny" ? "error" : "warning";
  return { code: reason.code, severity, message: summary, next, ...placeOf(reason.field ?? "") };
}
