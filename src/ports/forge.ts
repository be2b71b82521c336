import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "./call-options.ts";
import type { ChangedPath, ObjectId, WalkedCommit } from "./git.ts";

/** Somebody named on a commit or push: whoever it is in the catalog may fill no seat for what it touched. */
export interface Contributor {
  readonly as: "author" | "co-author" | "committer" | "pusher";
  readonly name: string;
  readonly email: string | null;
  /** The forge's numeric id, where the forge vouches for it. */
  readonly forgeId: number | null;
}

/** An opinion given on the forge by a person who may write there, as evidence (none on the plain forge). */
export interface Review {
  /** The forge's own number of it. */
  readonly id: number;
  readonly byForgeId: number;
  readonly commit: ObjectId;
  readonly said: "approved" | "changes_requested";
  /** What was written with it; empty where nothing was. */
  readonly text: string;
  readonly at: Instant;
  /** When it was dismissed; null where it stands. */
  readonly dismissedAt: Instant | null;
}

/** What the organisation agreed to in one first-parent commit of main: one change. */
export interface Proof {
  readonly ok: true;
  readonly source: "plain" | "github";
  readonly number: number | null;
  readonly commit: ObjectId;
  /** The first parent: main as it was before. */
  readonly before: ObjectId;
  readonly base: ObjectId;
  readonly head: ObjectId;
  /** Paths that the change itself changed: merge base to head. */
  readonly paths: readonly ChangedPath[];
  /** By path: everybody named on a commit that touched it. */
  readonly contributors: ReadonlyMap<string, readonly Contributor[]>;
  /** The forge's id of who opened the change; null on the plain forge, where statements alone speak. */
  readonly openedBy: number | null;
  /** When it was opened, as the forge vouches; null on the plain forge. */
  readonly openedAt: Instant | null;
  /** In the order in which they were given. */
  readonly reviews: readonly Review[];
  /** When it was merged, as the forge vouches; null on the plain forge. */
  readonly mergedAt: Instant | null;
  /** The merge commit's own date: may refuse, never allows. */
  readonly claimedAt: Instant;
}

/** Not a change that anybody agreed to: pushed, merged past the forge's own rules, or with another content. */
export interface Refusal {
  readonly ok: false;
  readonly code: "DIRECT_PUSH" | "RULES_BYPASSED" | "MERGE_ALTERED" | "CHANGE_UNBOUNDED";
  readonly commit: ObjectId;
}

/** What was asked of a forge that counts. */
export interface CallsSpent {
  readonly made: number;
  /** Of which nothing had changed since they were asked before: they cost nothing. */
  readonly unchanged: number;
  /** How many more the forge answers before it makes one wait; null: it has not said yet. */
  readonly left: number | null;
}

/**
 * Where changes are reviewed. Every forge keeps these (test/contract/forge.ts):
 * - `prove` answers from facts that the pull request's author cannot write;
 * - what cannot be known is thrown as an error of the outside, never answered.
 */
export interface Forge {
  readonly kind: "plain" | "github";
  prove(commit: WalkedCommit, options: CallOptions): Promise<Proof | Refusal>;
  /** The same facts of a change that is not merged: base and head. */
  propose(base: ObjectId, head: ObjectId, options: CallOptions): Promise<Omit<Proof, "ok" | "commit">>;
  /** What was asked of it so far, where that counts. */
  spent?(): CallsSpent;
}
