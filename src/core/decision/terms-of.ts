import { formatDuration } from "../time/duration.ts";
import { formatInstant } from "../time/format-instant.ts";
import { instant } from "../time/instant.ts";
import type { Decision, Obligation, Stage } from "./decision.ts";

/** The last second of the year 9999. */
const lastSecond = 253_402_300_799;

/**
 * Everything that follows from a decision, each as one line that people can read: two decisions come to the same where their
 * lines are the same. What is only good news is left out.
 */
export function termsOf(decision: Decision): readonly string[] {
  const { reasons, stages, lease, obligations } = decision;
  return [
    ...reasons.flatMap(({ severity, code }) => (severity === "info" ? [] : [`${severity} ${code}`])),
    ...stages.map(stageTerm),
    `lease of at most ${lengthOf(lease.max)}`,
    ...(lease.not_after === null ? [] : [`end by ${momentOf(lease.not_after)}`]),
    ...obligations.map(obligationTerm),
  ];
}

function stageTerm({ name, count, from, need, max_age: age }: Stage): string {
  const needs = need.length === 0 ? "" : ` with ${need.join(" and ")}`;
  const fresh = age === undefined ? "" : `, not older than ${lengthOf(age)}`;
  return `stage ${name}: ${count} of ${from.join(" or ")}${needs}${fresh}`;
}

function obligationTerm(obligation: Obligation): string {
  switch (obligation.kind) {
    case "notify":
      return `${obligation.to} is told`;
    case "review":
      return `review by ${obligation.from?.join(" or ") ?? "the resource's owners"} within ${lengthOf(obligation.within)}`;
    case "source_addresses":
      return `only from ${obligation.values.length === 0 ? "nowhere" : obligation.values.join(" or ")}`;
    case "end_sessions":
      return "open sessions are ended";
  }
}

/** Rules may say any number: what is no length of time stays what they said. */
function lengthOf(seconds: number): string {
  return seconds > 0 ? formatDuration(seconds) : `${seconds} s`;
}

function momentOf(seconds: number): string {
  return seconds < 0 || seconds > lastSecond ? `${seconds} s` : formatInstant(instant(seconds * 1000));
}
