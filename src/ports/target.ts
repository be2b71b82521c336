import type { Given } from "../core/grant/grant.ts";
import type { Holding, Observation } from "../core/plan/holding.ts";
import type { Assignment } from "../core/plan/plan.ts";
import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "./call-options.ts";

/** What the ledger recorded as given on this target and not seen gone: how some kinds know their holdings. */
export interface Recorded {
  readonly grant: string;
  readonly principal: string;
  readonly rights: Assignment["rights"];
  readonly given: Given;
}

/** What to look at: everything ours, and what the target tells of others. */
export interface Scope {
  readonly recorded: readonly Recorded[];
  /** Grants whose start may have happened without an answer. */
  readonly starting: readonly { readonly grant: string; readonly principal: string; readonly until: Instant }[];
}

/** Result of ending sessions, its own step with its own result. */
export interface SessionsEnded {
  readonly ended: number | null;
  readonly supported: boolean;
}

export interface TargetReader {
  /** A complete look, or why there was none. Never changes the target. */
  observe(scope: Scope, options: CallOptions): Promise<Observation>;
}

/**
 * One kind of target. Every kind keeps these (test/contract/target.ts):
 * - observe never changes the target, and tells our holdings from others';
 * - ensure and end may be called twice: the second call changes nothing (a secret that was lost: end first);
 * - ending an absent holding succeeds; an unreachable target never does;
 * - nothing secret is returned or thrown.
 */
export interface Target extends TargetReader {
  /** `grant`: the grant in whose name it is marked. Throws BrevetError where it could not. */
  ensure(grant: string, assignment: Assignment, options: CallOptions): Promise<Given>;
  end(holding: Holding, options: CallOptions): Promise<void>;
  endSessions(holding: Holding, options: CallOptions): Promise<SessionsEnded>;
  close(): Promise<void>;
}
