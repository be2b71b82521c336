import type { WitnessConfig } from "../core/config/config.ts";
import type { Digest } from "../core/json/digest.ts";
import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "./call-options.ts";

/** The end of a history, as an engine saw it. */
export interface Mark {
  readonly seq: number;
  readonly digest: Digest;
}

/** What a witness tells. */
export interface Witnessed {
  /** The newest mark of this history; null: none was ever left. */
  readonly mark: Mark | null;
  /** What its own clock shows; null where it has none. */
  readonly clock: Instant | null;
}

/** Which history marks are about: a repository's, on one branch of its ledger. */
export interface HistoryName {
  readonly repository: string;
  readonly branch: string;
}

/**
 * A place where each run leaves the end of the ledger that it saw, and that those who write the ledger cannot rewind.
 * Every kind keeps these (test/contract/witness.ts):
 * - marks go forward alone: none is ever replaced or taken away, and an older one changes nothing;
 * - of two marks with one sequence the first stays, and the other is told as `forked`;
 * - a witness that cannot be asked throws; it is never one without a mark;
 * - a mark of one history is never another's.
 */
export interface Witness {
  look(options: CallOptions): Promise<Witnessed>;
  leave(mark: Mark, options: CallOptions): Promise<"left" | "older" | "forked">;
  close(): Promise<void>;
}

/** Opens the witness that a configuration names. Opening asks nothing of it. */
export interface Witnesses {
  /** The one that the deployment pins: it is asked, whatever the rules name. */
  readonly pinned: WitnessConfig | null;
  open(config: WitnessConfig, history: HistoryName, options: CallOptions): Promise<Witness>;
}
