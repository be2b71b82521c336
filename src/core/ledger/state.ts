import type { Grant } from "../grant/grant.ts";
import type { Digest } from "../json/digest.ts";
import type { Instant } from "../time/instant.ts";
import type { Match } from "../statement/statement.ts";

/** The rules in force: the commit that brought them and their tree digest. */
export interface RulesInForce {
  readonly commit: string;
  readonly digest: Digest;
  /** The event that brought them into force: what was signed before it has served. */
  readonly seq: number;
}

/** A request of the last 31 days, as far as policies may know of it. */
export interface Past {
  readonly id: string;
  readonly subject: string;
  readonly requester: string | null;
  readonly entitlement: string;
  /** Seconds since the epoch. */
  readonly at: number;
  readonly outcome: "admitted" | "refused";
  readonly emergency: boolean;
  /** Who agreed. */
  readonly approvers: readonly string[];
  readonly from: number | null;
  readonly until: number | null;
}

/** What is still to be looked at of a grant that has ended. */
export interface OpenReview {
  readonly subject: string;
  readonly entitlement: string;
  readonly digest: Digest;
  /** The event that ended it: who had not seen that has not looked. */
  readonly seq: number;
  /** Who may not look: who asked, who had it, who agreed. */
  readonly excluded: readonly string[];
  /** The soonest of those below. */
  readonly due: Instant;
  /** By who is to look (reviewerKey), until when. */
  readonly open: { readonly [by: string]: Instant };
}

/** A difference between a target and the ledger that was told, and is not over. */
export interface KnownDrift {
  readonly kind: "missing" | "foreign" | "altered";
  readonly target: string;
  readonly grant: string | null;
  readonly principal: string;
  readonly ref: string | null;
  readonly since: Instant;
}

/** The event that names another branch to go on, the branch that it was on, and the commit before it. */
export interface RolledOver {
  readonly seq: number;
  readonly from: string;
  readonly tip: string;
}

/** Everything the engine knows, folded from the events: a function of them alone. */
export interface State {
  readonly v: 1;
  readonly seq: number;
  readonly digest: Digest;
  readonly at: Instant;
  readonly repository: string;
  readonly genesis: Digest;
  /** The branch that the history went on to, where it is not the first. */
  readonly branch?: string;
  /** Where the branch was rolled over, oldest first: events before `seq` stand below `tip`, on the branch `from`. */
  readonly rolled?: readonly RolledOver[];
  /** Fingerprints of engine keys that a recovery took the trust from. */
  readonly distrusted?: readonly string[];
  /** The event of the last recovery: an order that names an older one has served. */
  readonly recovered?: number;
  /** Fingerprints of engine keys that events named. */
  readonly keys: readonly string[];
  /** The newest first-parent commit of main that an event named. */
  readonly cursor: string;
  readonly rules: RulesInForce;
  /** Rules that were refused: their digest, and the digest of the statements they were judged with. */
  readonly refusedRules: { readonly [to: string]: Digest };
  /** Ids used up within the last two months, with the month of their day. */
  readonly ids: { readonly [id: string]: string };
  /** Requests whose judgement the outside prevented: the merge that brought them and since when. */
  readonly deferred: { readonly [id: string]: { readonly commit: string; readonly since: Instant } };
  readonly frozen: null | {
    readonly code: string;
    readonly at: Instant;
    readonly seq: number;
    readonly main: string | null;
  };
  /** Open objections by request id: who and by which statement. */
  readonly objections: { readonly [request: string]: readonly { readonly by: string; readonly statement: Digest }[] };
  /** Revocations ordered: standing ones refuse until lifted, all refuse approvals older than `seq`. */
  readonly revokes: readonly {
    readonly by: string;
    readonly match: Match;
    readonly statement: Digest;
    readonly seq: number;
    readonly at: Instant;
    readonly standing: boolean;
  }[];
  /** Digests of statements that were lifted: they never count again. */
  readonly lifted: readonly Digest[];
  /** By scope (`subject:x`, …): the sequence of its last lift. An order whose signer had not seen it is a replay. */
  readonly lifts: { readonly [scope: string]: number };
  /** Ended grants that somebody must still look at, by id. */
  readonly reviews: { readonly [grant: string]: OpenReview };
  /** Reviews that were recorded, by statement, and when. */
  readonly reviewed: { readonly [statement: string]: Instant };
  /** Where targets and ledger disagree, by what it is about (driftKey), since it was first seen. */
  readonly drift: { readonly [key: string]: KnownDrift };
  readonly past: readonly Past[];
  /** Grants not ended, or ended less than about a day before `at` (what is over is dropped once an hour). */
  readonly grants: { readonly [id: string]: Grant };
}
