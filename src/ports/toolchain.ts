import type { Result } from "../core/problem/result.ts";
import type { CallOptions } from "./call-options.ts";
import type { PolicyFiles } from "./policy.ts";

/** One test of a rule. */
export interface PolicyTestCase {
  /** `brevet.rules.lease.limit_test` */
  readonly package: string;
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly passed: boolean;
  readonly seconds: number;
}

/** Lines of a rule that no test ran. */
export interface Uncovered {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

export interface PolicyTestReport {
  readonly tests: readonly PolicyTestCase[];
  /** Percent of the lines of rules, tests left out. */
  readonly coverage: number;
  readonly uncovered: readonly Uncovered[];
}

/**
 * What compiles and tests rules. Files go in and come out as bytes, with paths below `policies/`; the same sources
 * give the same bytes anywhere. Problems stand at file, line and column.
 */
export interface Toolchain {
  /** The version that would be used; `TOOLCHAIN_MISSING` where there is none. */
  version(options: CallOptions): Promise<Result<string>>;
  /** `policy.wasm`, `annotations.json` and `policy.lock.json`, from the sources among these files. */
  build(files: PolicyFiles, options: CallOptions): Promise<Result<PolicyFiles>>;
  test(files: PolicyFiles, options: CallOptions): Promise<Result<PolicyTestReport>>;
}
