import type { Decision, Obligation, Reason, Stage } from "../../src/core/decision/decision.ts";
import type { Approval } from "../../src/core/decision/verdict.ts";
import { digestBytes } from "../../src/core/json/digest.ts";

/** One owner of payments must agree. */
export function stage(more: Partial<Stage> = {}): Stage {
  return { name: "owner", count: 1, from: ["team:payments"], because: "TIER_CRITICAL", need: [], ...more };
}

/** A denial of some rule. */
export function reason(more: Partial<Reason> = {}): Reason {
  return { code: "LEASE_TOO_LONG", severity: "deny", facts: {}, field: null, ...more };
}

/** A review within a day, or what is said instead. */
export function review(within = 86_400, from?: string[]): Obligation {
  return from === undefined ? { kind: "review", within } : { kind: "review", within, from };
}

/** Nothing said, eight hours allowed. */
export function decision(more: Partial<Decision> = {}): Decision {
  return { reasons: [], stages: [], lease: { max: 28_800, not_after: null }, obligations: [], considered: [], ...more };
}

/** A signature with an ordinary key. */
export function approval(by: string, more: Partial<Approval> = {}): Approval {
  return { by, via: "signature", hardware: false, userVerified: false, proof: digestBytes(by), ...more };
}
