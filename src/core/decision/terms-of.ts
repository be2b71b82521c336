import { canonical } from "../json/canonical.ts";
import type { Decision } from "./decision.ts";

/**
 * Everything that follows from a decision, each as one line: two decisions come to the same where their lines are the same.
 * What is only good news is left out.
 */
export function termsOf(decision: Decision): readonly string[] {
  const { reasons, stages, lease, obligations } = decision;
  return [
    ...reasons.flatMap(({ severity, code }) => (severity === "info" ? [] : [`${severity} ${code}`])),
    ...stages.map(({ name, count, from, need }) => `stage ${name}: ${count} of ${from.join(" or ")}${needs(need)}`),
    `lease of at most ${lease.max} s`,
    ...(lease.not_after === null ? [] : [`end by ${lease.not_after}`]),
    ...obligations.map((obligation) => `obligation ${canonical(obligation)}`),
  ];
}

function needs(need: readonly string[]): string {
  return need.length === 0 ? "" : ` with ${need.join(" and ")}`;
}
