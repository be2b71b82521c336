import type { Words } from "../words.ts";

/** Codes of what follows from a decision and the approvals given. A reason's facts are its words' parameters. */
export const decisionCodes = {
  DECISION_CONFLICT: (p: { what: string }): Words => ({
    summary: `The rules ask for what cannot be: ${p.what}.`,
    next: "Nothing can be allowed by them. Ask the owners of the rules to correct them.",
  }),
  STAGE_UNKNOWN: (p: { stage: string; name: string }): Words => ({
    summary: `Stage ${p.stage} is asked of ${p.name}, which the catalog does not know.`,
    next: "Ask the owners of the rules to correct the rule or the catalog.",
  }),
  STAGE_EMPTY: (p: { stage: string }): Words => ({
    summary: `Stage ${p.stage} is asked of a group in which nobody could agree.`,
    next: "Ask the owners of the rules to name people who can, or to fill the group.",
  }),
  STAGE_SHORT: (p: { missing: number }): Words => ({
    summary: `Too few people are left who could agree: ${p.missing} too few.`,
    next: "Who asks, gets access or touched the file cannot agree. Let somebody else ask, or add people to the group.",
  }),
  OBLIGATION_UNSUPPORTED: (p: { obligation: string; target: string }): Words => ({
    summary: `The rules demand ${p.obligation}, which ${p.target} cannot keep.`,
    next: "Ask for a role on a target that can, or ask the owners of the rules; docs/targets says what each can keep.",
  }),
  LEASE_OVER_BOUND: (p: { asked: number; max: number }): Words => ({
    summary: `${p.asked} s is longer than ${p.max} s, the most that the rules allow here.`,
    next: "Set a shorter duration.",
  }),
  LEASE_PAST_BOUND: (p: { until: number; not_after: number }): Words => ({
    summary: `It would end at ${utc(p.until)}, after ${utc(p.not_after)}, the last moment that the rules allow.`,
    next: "Set a shorter duration, or an earlier start.",
  }),
  OBJECTED: (p: { by: string }): Words => ({
    summary: `${p.by} objects.`,
    next: "Settle it with them; they can take it back with brevet lift.",
  }),
  OBJECTION_IGNORED: (p: { by: string }): Words => ({
    summary: `${p.by} objects, and has no say here.`,
    next: "Somebody who could agree, or an owner of the rules, can object.",
  }),
} as const;

function utc(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace(".000", "");
}
