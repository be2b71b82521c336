import type { Decision } from "../decision/decision.ts";
import type { EndedBecause } from "../grant/grant.ts";
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
export type Change =
  | {
      readonly action: "start";
      readonly grant: string;
      readonly assignment: Assignment;
      readonly because: "admitted" | "restored" | "secret_lost";
    }
  | {
      readonly action: "adjust";
      readonly grant: string;
      readonly assignment: Assignment;
      readonly holding: Holding;
      readonly until: Instant;
      readonly because: "extended" | "shortened" | "altered";
    }
  /** holding: null where nothing of the grant was ever seen on its target. */
  | {
      readonly action: "end";
      readonly grant: string | null;
      readonly target: string;
      readonly holding: Holding | null;
      readonly because: EndedBecause;
    };

/** A difference that changes nothing by itself, told. */
export interface Drift {
  readonly kind: "missing" | "foreign" | "altered";
  readonly target: string;
  readonly grant: string | null;
  readonly principal: string;
  readonly ref: string | null;
}

/** A start that cannot be made now, with its code (`ALREADY_HELD`, `TARGET_MISMATCH`, …). */
export interface Held {
  readonly grant: string;
  readonly code: string;
}

/** The ordered changes that would bring targets in line: ends first. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
  readonly held: readonly Held[];
  /** The next start or end that is known, for who waits. */
  readonly nextAt: Instant | null;
}
