import type { SecretRef, TargetConfig } from "../core/config/config.ts";
import type { Given } from "../core/grant/grant.ts";
import type { Holding, Observation } from "../core/plan/holding.ts";
import type { Assignment } from "../core/plan/plan.ts";
import type { Finding } from "../core/problem/finding.ts";
import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "./call-options.ts";
import type { Clock } from "./clock.ts";

/**
 * What was given on this target and not seen gone: what the ledger records, and what this run has just been given
 * and not recorded yet. How some kinds know their holdings.
 */
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

/** Result of ending sessions, its own step with its own result. `ended` null: asked for, and not counted. */
export interface SessionsEnded {
  readonly ended: number | null;
  readonly supported: boolean;
}

export interface TargetReader {
  /** A complete look, or why there was none. Never changes the target. */
  observe(scope: Scope, options: CallOptions): Promise<Observation>;
  /** What is weaker there than it has to be: rights, keys, reach. Changes nothing; `brevet doctor` shows it. */
  checks(options: CallOptions): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

/**
 * One kind of target. Every kind keeps these (test/contract/target.ts):
 * - observe never changes the target, and tells our holdings from others';
 * - ensure and end may be called twice: the second call changes nothing (a secret that was lost: end first);
 * - changes of so many different holdings may be asked for at a time as `atOnce` says;
 * - ending an absent holding succeeds; an unreachable target never does;
 * - access never reaches past `until`, and none is built without an end or a principal;
 * - obligations that the target keeps (traits) hold from the moment at which access is there, or none is given;
 * - nothing secret is returned or thrown.
 */
export interface Target extends TargetReader {
  /** So many changes it takes at a time, each of another holding. 1: one after the other. */
  readonly atOnce: number;
  /**
   * Brings about the assignment. `grant`: the grant in whose name it is marked; `replaces`: the holding that an
   * adjustment moves, null for a start. Throws BrevetError where it could not.
   */
  ensure(grant: string, assignment: Assignment, replaces: Holding | null, options: CallOptions): Promise<Given>;
  end(holding: Holding, options: CallOptions): Promise<void>;
  endSessions(holding: Holding, options: CallOptions): Promise<SessionsEnded>;
}

/** What a kind needs to open one configured target. */
export interface OpenContext {
  readonly config: TargetConfig;
  readonly repositoryId: string;
  /** The deployment's own folder, outside any checkout: what relative paths of the options are relative to. */
  readonly folder: string;
  readonly clock: Clock;
  /** Reads a secret of this target, at the time it is needed; it is never kept, returned or thrown. */
  readonly secret: (ref: SecretRef, options: CallOptions) => Promise<string>;
}

/**
 * The code of one kind, loaded when a target of it is first opened. Opening touches neither the target nor a
 * secret; a reader holds nothing that could change the target.
 */
export interface TargetOpener {
  openReader(context: OpenContext): Promise<TargetReader>;
  openTarget(context: OpenContext): Promise<Target>;
}

/** Opens the targets of a configuration for looking only. */
export interface TargetReaders {
  openReader(config: TargetConfig, repositoryId: string): Promise<TargetReader>;
}

/** Opens the targets of a configuration for changing. */
export interface Targets {
  open(config: TargetConfig, repositoryId: string): Promise<Target>;
}
