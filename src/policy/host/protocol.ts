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

/** One input. */
export interface AskedInput {
  readonly json: string;
  /** Whether to ask too where a rule fell silent for want of a value. */
  readonly guarded: boolean;
  /** Whether to tell how each rule came to its answer. */
  readonly explained?: boolean;
}

/** What one input gave: the result set as JSON and where rules fell silent, or why there is none. */
export type Answer =
  { readonly result: string; readonly lost: readonly Silence[]; readonly explanation?: Explanation } | Failure;

/** How the rules came to their answer: JSON of how far each clause got, and of the clauses, which a thread tells once. */
export interface Explanation {
  readonly clauses: string | null;
  readonly trail: string;
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
