import type { Decision } from "../decision/decision.ts";
import type { EndedBecause, Given } from "../grant/grant.ts";
import type { Json } from "../json/value.ts";
import type { Instant } from "../time/instant.ts";
import type { Holding } from "./holding.ts";

/** What should be there: several grants of equal terms may explain one. */
export interface Assignment {
  readonly target: string;
  readonly principal: string;
  readonly rights: Json;
  readonly from: Instant;
  /** The latest end of its grants. */
  readonly until: Instant;
  readonly grants: readonly string[];
  readonly publicKey: string | null;
  readonly obligations: Decision["obligations"];
}

/** A change says what will happen and why. Nothing here can make it happen. */
export type Change = Start | Adjust | End;

/**
 * Access to give. Where an end of the same effect is planned too, it starts only once that was seen. Of `grants`,
 * those whose lease has begun are starting; the others join when theirs does (Plan.seen).
 */
export interface Start {
  readonly action: "start";
  /** In whose name it is given. */
  readonly grant: string;
  readonly assignment: Assignment;
  readonly because: "admitted" | "restored" | "secret_lost";
}

/**
 * A holding of ours to bring in line: its end, or what somebody changed at the target. What it gives is given to
 * every grant of the assignment that has something: none may be left with a name that the target no longer knows.
 */
export interface Adjust {
  readonly action: "adjust";
  /** In whose name it is held. */
  readonly grant: string;
  readonly assignment: Assignment;
  readonly holding: Holding;
  readonly until: Instant;
  readonly because: "extended" | "shortened" | "altered";
}

/** Access that is over. */
export interface End {
  readonly action: "end";
  /** The grant that ends with it; null where none does: what no grant explains, or a grant has twice. */
  readonly grant: string | null;
  readonly target: string;
  /** What to take away; null where it is not known (dueEnds: look for it first) or nothing is to be taken. */
  readonly holding: Holding | null;
  readonly because: EndedBecause;
  /** null: take it away, and look again. Else it is over already, how that is known, and the target is not touched. */
  readonly verified: "never_started" | "seen_gone" | "still_shared" | null;
}

/** A difference that changes nothing by itself, told. */
export interface Drift {
  readonly kind: "missing" | "foreign" | "altered";
  readonly target: string;
  readonly grant: string | null;
  readonly principal: string;
  readonly ref: string | null;
}

/** A change that cannot be made now, with its code (`ALREADY_HELD`, `TARGET_MISMATCH`, `GUARD_TRIPPED`, …). */
export interface Held {
  readonly action: "start" | "end";
  readonly grant: string;
  readonly code: string;
}

/** A grant that is seen held where its events do not say so yet: it is active, whatever it was given before. */
export interface Seen {
  readonly grant: string;
  readonly given: Given;
}

/** The ordered changes that would bring targets in line: ends first. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
  readonly held: readonly Held[];
  readonly seen: readonly Seen[];
  /** Grants that were held and are not there now, and since when: what the next plan takes as `goneBefore`. */
  readonly gone: ReadonlyMap<string, Instant>;
  /** Targets that show too little to be believed: what is taken away there, and not seen, is not known to have ended. */
  readonly suspects: readonly string[];
  /** The next moment that is known to change something, for who waits. */
  readonly nextAt: Instant | null;
}
