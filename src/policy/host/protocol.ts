/** What a judging thread starts with. */
export interface ThreadStart {
  readonly wasm: Uint8Array;
  /** Tells where a rule fell silent; null for rules that were built before there was one. */
  readonly explain: Uint8Array | null;
  /** JSON of `{org, own}`. */
  readonly data: string;
  /** The most that the rules may use. */
  readonly megabytes: number;
}

/** Inputs to judge. */
export interface Question {
  readonly id: number;
  readonly inputs: readonly AskedInput[];
}

/** One input, and what is wanted of it. */
export interface AskedInput {
  readonly json: string;
  /** guarded: a decision, and where a rule fell silent for want of a value. */
  readonly wanted: "decision" | "guarded decision" | "explanation";
}

/** What one input gave, or why it gave nothing. */
export type Answer = Decided | Explained | Failure;

/** The result set as JSON, and where rules fell silent. */
export interface Decided {
  readonly result: string;
  readonly lost: readonly Silence[];
}

/** How the rules came to their answer: the set of results that tells how far each clause got, and JSON of the clauses, which a thread tells once. */
export interface Explained {
  readonly clauses: string | null;
  readonly trees: string;
}

/** A rule that said nothing because what it reads is undefined. */
export interface Silence {
  /** `lease.limit` */
  readonly rule: string;
  readonly what: string;
}

/** A failure of the rules, not of the request: with the code that denies it. */
export interface Failure {
  readonly code: "POLICY_FAILED" | "POLICY_BUILTIN_UNKNOWN" | "POLICY_TOO_BIG" | "POLICY_ANSWER_UNFIT";
  readonly facts: { readonly [name: string]: string | number };
}

/** What the thread says: that it is ready, that it never will be, or answers in the order of the inputs. */
export type Message =
  | { readonly kind: "ready" }
  | { readonly kind: "unfit"; readonly what: string }
  | { readonly kind: "answers"; readonly id: number; readonly answers: readonly Answer[] };
