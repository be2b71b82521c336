import type { Annotations } from "../core/decision/annotation.ts";
import type { Decision } from "../core/decision/decision.ts";
import type { ExplainedRule } from "../core/decision/explanation.ts";
import type { PolicyInput } from "../core/decision/input.ts";
import type { Json } from "../core/json/value.ts";
import type { Result } from "../core/problem/result.ts";
import type { CallOptions } from "./call-options.ts";

/** Files of `policies/`, by path below it: `policy.wasm`, `rules/lease/limit/limit.rego`. */
export type PolicyFiles = ReadonlyMap<string, Uint8Array>;

/** What rules read beside their input: `catalog.org.data` and `catalog.own`. */
export interface PolicyData {
  readonly org: { readonly [key: string]: Json };
  readonly own: { readonly [key: string]: Json };
}

/**
 * The rules of one revision, ready to judge. Every implementation keeps these (test/contract/policy.ts):
 * - the same input gives the same decision, byte for byte: lists are sorted, and so are keys;
 * - rules that fail are no exception but a denial: no answer, an answer of another shape, an unknown builtin, an
 *   error, too much time or memory each deny with a code of the engine's own, within a bound;
 * - one request's failure changes nothing for another.
 */
export interface Policy {
  /** What each code of a rule means. */
  readonly annotations: Annotations;
  judge(input: PolicyInput, options: CallOptions): Promise<Decision>;
  /**
   * Decisions in the order of the inputs; quicker than one by one. version: of the schema that they are of, where they were
   * recorded by it; else they are of the newest.
   */
  judgeAll(
    inputs: readonly PolicyInput[],
    options: CallOptions & { readonly version?: number },
  ): Promise<readonly Decision[]>;
  /** Of each input every rule, with how it came to say what it says; or why that cannot be told. */
  explainAll(
    inputs: readonly PolicyInput[],
    options: CallOptions,
  ): Promise<readonly Result<readonly ExplainedRule[]>[]>;
  close(): Promise<void>;
}

export interface PolicyHost {
  /** Loads rules; not where `policy.wasm` is not what the sources beside it gave (`POLICY_LOCK_MISMATCH`). */
  open(files: PolicyFiles, data: PolicyData, options: CallOptions): Promise<Result<Policy>>;
}
