import type { Heartbeat } from "../core/ledger/heartbeat.ts";
import type { CallOptions } from "./call-options.ts";
import type { ObjectId } from "./git.ts";

/** What stands there, and what it says: null where no trusted engine's key signed it. */
export interface Standing {
  readonly id: ObjectId | null;
  readonly heartbeat: Heartbeat | null;
}

/** The signs of life of the engine that admits (no runner), of a runner's, or of one that serves a target alone. */
export type RunStates = (of: { readonly runner: string | null; readonly target: string | null }) => RunState;

/** The same, of each that serves one target alone, by the target; those that stand there now. */
export type TargetRunStates = (options: CallOptions) => Promise<ReadonlyMap<string, RunState>>;

/** What stands there now. */
export type Written = { readonly outcome: "written"; readonly id: ObjectId } | { readonly outcome: "moved" };

/**
 * The engines' signs of life, one at a time. Every implementation keeps these (test/contract/run-state.ts):
 * - only what a trusted engine's key signed says anything;
 * - it is replaced from exactly what stood there, or `moved`.
 */
export interface RunState {
  read(options: CallOptions): Promise<Standing>;
  /** Puts this in the place of that (null: of nothing). */
  write(old: ObjectId | null, heartbeat: Heartbeat, options: CallOptions): Promise<Written>;
  /** Takes away exactly that; where something else stands there, nothing. */
  clear(old: ObjectId, options: CallOptions): Promise<void>;
}
