import type { PolicyInput } from "../../core/decision/input.ts";
import type { Counterexample, Search } from "./find-breaches.ts";
import type { Hints } from "./hints.ts";

/** What a trial starts with. */
export interface TrialStart {
  /** Rules and invariants, compiled together. */
  readonly wasm: Uint8Array;
  /** JSON of `{org, own}`. */
  readonly data: string;
  readonly hints: Hints;
  readonly search: Search;
  readonly megabytes: number;
}

/** What it found, with the plainest request of all where it found something; or why it could not look. */
export type TrialEnd =
  { readonly broken: readonly Counterexample[]; readonly plain: PolicyInput | null } | { readonly unfit: string };
