import type { PolicyInput } from "../decision/input.ts";
import type { Json } from "../json/value.ts";

/** One test of a rule. */
export interface PolicyTestCase {
  /** `brevet.rules.lease.limit_test` */
  readonly package: string;
  readonly name: string;
  /** `policies/…` */
  readonly path: string;
  readonly line: number;
  readonly passed: boolean;
  readonly seconds: number;
  /** Where it failed: the step that did not hold, or what went wrong in it. */
  readonly stopped: { readonly line: number; readonly text: string } | null;
}

/** Lines of a rule that no test ran. */
export interface Uncovered {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** A rule about the rules that does not hold, with the plainest request that shows it. */
export interface BrokenInvariant {
  readonly code: string;
  /** The rule that is meant, where one is; else the invariant. */
  readonly path: string;
  readonly message: string;
  readonly next: string;
  /** What it takes: whatever else the request says does not matter. */
  readonly where: readonly { readonly field: string; readonly value: Json }[];
  readonly input: PolicyInput;
}

/** How the rules about the rules fared. */
export interface PolicyTrial {
  readonly invariants: number;
  /** Requests that each of them was asked about. */
  readonly requests: number;
  readonly broken: readonly BrokenInvariant[];
}

/** How the tests of the rules went. */
export interface PolicyTestReport {
  readonly tests: readonly PolicyTestCase[];
  /** Percent of the lines of rules, tests left out. */
  readonly coverage: number;
  readonly uncovered: readonly Uncovered[];
  /** Null where invariants were not asked for. */
  readonly trial: PolicyTrial | null;
}

/** A condition of a rule whose contrary no test notices. */
export interface UnnoticedCondition {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** How many conditions of the rules were negated, one at a time, and how many of that some test noticed. */
export interface PolicyMutation {
  readonly negated: number;
  readonly caught: number;
  readonly survived: readonly UnnoticedCondition[];
}

/** A scenario of `test/scenario/`, and in what it came to something else than it expects. */
export interface ScenarioTested {
  readonly path: string;
  readonly name: string;
  readonly passed: boolean;
  readonly wrong: readonly string[];
}
