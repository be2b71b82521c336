import type { Words } from "../words.ts";

/** Codes of changes that a plan cannot make now. Each is tried again by itself. */
export const planCodes = {
  ALREADY_HELD: (p: { target: string; principal: string }): Words => ({
    summary: `${p.principal} holds this on ${p.target} already, and Brevet did not give it.`,
    next: "Take it away there if it is not wanted; the start is tried again while the lease runs.",
  }),
  TERMS_CONFLICT: (p: { target: string; principal: string }): Words => ({
    summary: `${p.principal} holds this on ${p.target} by a grant with other obligations.`,
    next: "Wait until that grant has ended, or end it early.",
  }),
  ACCOUNT_PRIVILEGED: (p: { target: string; principal: string }): Words => ({
    summary: `${p.principal} is a privileged account of ${p.target}: no grant may use it.`,
    next: "Give the subject an account of its own in the catalog.",
  }),
  TARGET_MISMATCH: (p: { target: string; shown: string; pinned: string }): Words => ({
    summary: `${p.target} shows itself as ${p.shown}, and ${p.pinned} is pinned.`,
    next: "Nothing is changed there. Find out what answers at this address before anything else.",
  }),
  TARGET_SUSPECT: (p: { target: string }): Words => ({
    summary: `${p.target} shows far less than was given there: its listing is not believed.`,
    next: "Nothing is recorded as ended. Find out whether the listing is whole, or who removed so much at once.",
  }),
  TARGET_CLOCK: (p: { target: string }): Words => ({
    summary: `The clock of ${p.target} is off by more than a minute.`,
    next: "Set it right; starts there wait, ends do not.",
  }),
  TARGET_OBSERVED: (p: { target: string }): Words => ({
    summary: `${p.target} is only observed: nothing is started there.`,
    next: "Set mode: enforce in brevet.yaml when its plans are what you want.",
  }),
  TARGET_UNSEEN: (p: { target: string }): Words => ({
    summary: `${p.target} was not looked at in this run.`,
    next: "Run brevet apply for it.",
  }),
  GUARD_TRIPPED: (p: { target: string }): Words => ({
    summary: `So many grants on ${p.target} would end by deleted files or changed rules that some wait.`,
    next: "If they are meant to end, raise guards.max_removed_by_diff or revoke them; each ends with its lease anyway.",
  }),
} as const;
