import type { Decision } from "../core/decision/decision.ts";
import type { PolicyInput } from "../core/decision/input.ts";
import type { Digest } from "../core/json/digest.ts";
import type { Result } from "../core/problem/result.ts";
import type { PolicyMutation, PolicyTestReport, PolicyTrial } from "../core/report/policy-tests.ts";
import type { CallOptions } from "./call-options.ts";
import type { PolicyData, PolicyFiles } from "./policy.ts";

/** Over what the rules about the rules are tried: what the organisation wrote, and how many requests. */
export interface Trial {
  readonly data: PolicyData;
  readonly requests: number;
  /** Draws as many again, others than everybody knows beforehand; the same for the same lot. */
  readonly lot?: Digest;
}

/**
 * What compiles, checks, formats and tests rules. Files go in and come out as bytes, with paths below `policies/`; the same sources
 * give the same bytes anywhere. Problems stand at file, line and column.
 */
export interface Toolchain {
  /** The version that would be used; `TOOLCHAIN_MISSING` where there is none. */
  version(options: CallOptions): Promise<Result<string>>;
  /** `policy.wasm`, `explain.wasm`, `annotations.json` and `policy.lock.json`, from the sources among these files. */
  build(files: PolicyFiles, options: CallOptions): Promise<Result<PolicyFiles>>;
  /** Everything that is wrong with rules and tests, or how many files they are. */
  check(files: PolicyFiles, options: CallOptions): Promise<Result<number>>;
  /** The rules and tests that are not written as all are, as they should be. */
  format(files: PolicyFiles, options: CallOptions): Promise<Result<PolicyFiles>>;
  /** Runs the tests; with a trial, asks every invariant about so many requests too. */
  test(files: PolicyFiles, trial: Trial | null, options: CallOptions): Promise<Result<PolicyTestReport>>;
  /** Asks every invariant among these files about so many requests, and runs no test. */
  tryInvariants(files: PolicyFiles, trial: Trial, options: CallOptions): Promise<Result<PolicyTrial>>;
  /** Negates every condition of the rules, one at a time, and tells which of that no test notices. */
  mutate(files: PolicyFiles, options: CallOptions): Promise<Result<PolicyMutation>>;
  /** Decisions of the sources by OPA's own evaluator: in the order of the inputs, null where there is none. */
  judge(
    files: PolicyFiles,
    data: PolicyData,
    inputs: readonly PolicyInput[],
    options: CallOptions,
  ): Promise<Result<readonly (Decision | null)[]>>;
}
