import type { Decision } from "../decision/decision.ts";
import type { Approval } from "../decision/verdict.ts";
import type { Digest } from "../json/digest.ts";
import type { Json } from "../json/value.ts";
import type { Effect } from "../request/effect.ts";
import type { Instant } from "../time/instant.ts";

export interface Lease {
  readonly from: Instant;
  readonly until: Instant;
}

export type GrantState = "waiting" | "starting" | "start_failed" | "active" | "end_failed" | "ended";

/** Why a grant ended. */
export type EndedBecause =
  | "expired"
  | "lapsed"
  | "withdrawn"
  | "revoked"
  | "denied"
  | "superseded"
  | "left"
  | "contract"
  | "effect"
  | "removed_at_target"
  | "abandoned"
  | "unexplained";

/** What a start gave: the target's own name for the holding, and what is delivered to its holder. */
export interface Given {
  /** The target's own name of the holding (a serial, a login, an entry). */
  readonly ref: string;
  readonly until: Instant;
  /** What `brevet credentials` hands over: a certificate, or a secret sealed to the request's key. */
  readonly delivery: Json;
}

/** An admitted request, named by its id: folded from the ledger, never from main. */
export interface Grant {
  readonly id: string;
  readonly subject: string;
  readonly requester: string;
  /** `namespace/resource:role`. */
  readonly entitlement: string;
  readonly requestDigest: Digest;
  readonly effect: Effect;
  readonly effectDigest: Digest;
  readonly publicKey: string | null;
  readonly lease: Lease;
  readonly state: GrantState;
  /** Whether a start of it was ever recorded: from then on, what appears with its effect is ours. */
  readonly begun: boolean;
  readonly emergency: boolean;
  readonly extends: string | null;
  readonly restore: boolean;
  readonly obligations: Decision["obligations"];
  readonly approvals: readonly Approval[];
  /** Who of those that must be told (obligation `notify`) was; left out: nobody. */
  readonly told?: readonly string[];
  /** The first-parent commit that brought it. */
  readonly main: string;
  /** Sequence of the `admitted` event. */
  readonly seq: number;
  readonly given: Given | null;
  /** An end that was asked for before the lease's end (revoked, withdrawn, …): due at once. */
  readonly ending: EndedBecause | null;
  /** When it ended and why, once it has. */
  readonly ended: { readonly at: Instant; readonly because: EndedBecause } | null;
  /** The last failure that was recorded: code, and when. */
  readonly failure: { readonly code: string; readonly at: Instant } | null;
}
