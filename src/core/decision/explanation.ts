import type { Json } from "../json/value.ts";

/**
 * What became of a rule, or of one clause of it: it spoke; its last condition did not hold, so there was nothing to say;
 * one before that did not, so it is about other requests; or it fell silent because something it reads is undefined.
 */
export type Voice = "spoke" | "quiet" | "inapplicable" | "silent";

/** A value that a condition read, by the text that reads it. */
export interface ReadValue {
  readonly name: string;
  readonly value: Json;
}

/** One condition: whether it held for some of what was looked at, and what it read. */
export interface ExplainedStep {
  readonly text: string;
  readonly line: number;
  readonly outcome: "held" | "failed" | "unreached";
  readonly values: readonly ReadValue[];
}

/** One clause of a rule: `deny contains … if { … }`. */
export interface ExplainedClause {
  readonly says: "deny" | "warn" | "info" | "stage" | "bound" | "obligation";
  readonly path: string;
  readonly line: number;
  readonly outcome: Voice;
  readonly steps: readonly ExplainedStep[];
  /** What it added to the decision. */
  readonly said: readonly Json[];
  /** What it reads that is undefined. */
  readonly lost: readonly string[];
}

/** One rule, asked about one request. */
export interface ExplainedRule {
  /** `lease.limit` */
  readonly rule: string;
  readonly code: string;
  readonly title: string;
  /** What it serves, as its METADATA says: `soc2:CC6.3`. */
  readonly controls: readonly string[];
  readonly outcome: Voice;
  readonly clauses: readonly ExplainedClause[];
}
