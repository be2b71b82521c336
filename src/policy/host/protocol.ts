/** What a judging thread starts with. */
export interface ThreadStart {
  readonly wasm: Uint8Array;
  /** JSON of `{org, own}`. */
  readonly data: string;
  /** The most that the rules may use. */
  readonly megabytes: number;
}

/** Inputs to judge, each as JSON. */
export interface Question {
  readonly id: number;
  readonly inputs: readonly string[];
}

/** What one input gave: the result set as JSON, or why there is none. */
export type Answer = { readonly result: string } | Failure;

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
