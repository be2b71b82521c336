import { canonical } from "../json/canonical.ts";
import type { Decision, Reason } from "./decision.ts";
import { mergeObligations } from "./merge-obligations.ts";
import { mergeStages } from "./merge-stages.ts";

/**
 * What two revisions of the rules say together: everything that either denies, asks or obliges, and the stricter of
 * every bound. The order of the two does not matter.
 */
export function combine(a: Decision, b: Decision): Decision {
  return {
    reasons: unique([...a.reasons, ...b.reasons]),
    stages: mergeStages([...a.stages, ...b.stages]),
    lease: {
      max: Math.min(a.lease.max, b.lease.max),
      not_after: earlier(a.lease.not_after, b.lease.not_after),
    },
    obligations: mergeObligations([...a.obligations, ...b.obligations]),
    considered: [...new Set([...a.considered, ...b.considered])].sort(),
  };
}

function unique(reasons: readonly Reason[]): Reason[] {
  const byText = new Map(reasons.map((reason) => [canonical(reason), reason]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reason]) => reason);
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
