import type { Problem } from "../problem/problem.ts";

/** What became of a request: what its event recorded, or what other rules would have made of it. */
export type PastOutcome = "denied" | "pending" | "allowed";

/** One decision that would have been another. */
export interface ReplayedCase {
  readonly seq: number;
  readonly at: string;
  readonly request: string;
  readonly subject: string;
  readonly entitlement: string;
  readonly was: PastOutcome;
  readonly now: PastOutcome;
  /** What the other rules say beside, and what they no longer say. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** `brevet policy replay --json`. */
export interface ReplayReport {
  readonly ok: true;
  /** The commit of the rules that judged; null: the work tree's. */
  readonly policy: string | null;
  readonly since: string | null;
  readonly decisions: number;
  /** Decisions whose request or rules are not here any more: they were not judged. */
  readonly unreadable: number;
  /** Decisions that a newer Brevet recorded: nor were they. */
  readonly newer: number;
  /** What to do about those. */
  readonly problems: readonly Problem[];
  readonly same: number;
  /** With another outcome, and with the same one on other terms. */
  readonly changed: number;
  readonly outcomes: readonly { readonly was: PastOutcome; readonly now: PastOutcome; readonly count: number }[];
  readonly terms: readonly { readonly term: string; readonly gained: number; readonly lost: number }[];
  /** For whom, and for what; those with the most first. */
  readonly subjects: readonly { readonly id: string; readonly count: number }[];
  readonly resources: readonly { readonly id: string; readonly count: number }[];
  /** Some of them: other outcomes first. */
  readonly cases: readonly ReplayedCase[];
}
