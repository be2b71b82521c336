import type { EvidenceConfig } from "../core/config/config.ts";
import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "./call-options.ts";

/** What a source is asked about. */
export interface Inquiry {
  readonly at: Instant;
  readonly ticket: string | null;
}

/** What a source said: one of the two, the other is none of its business. */
export interface Finding {
  /** E-mail addresses of those on call, in lower case. */
  readonly onCall: readonly string[] | null;
  readonly ticket: "open" | "closed" | "missing" | null;
}

/**
 * Where facts come from that are in no file. Every kind keeps these (test/contract/evidence.test.ts):
 * - it answers what the source said, or throws (EVIDENCE_UNKNOWN) within seconds: a failure is never an answer;
 * - it goes nowhere else, wherever the source points to, and reads no more than a megabyte;
 * - nothing secret is thrown.
 */
export interface EvidenceSource {
  look(about: Inquiry, options: CallOptions): Promise<Finding>;
}

/** Opens the source that a configuration names. Opening asks nothing of it. */
export interface EvidenceSources {
  open(config: EvidenceConfig): Promise<EvidenceSource>;
}
