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
}

/** Lines of a rule that no test ran. */
export interface Uncovered {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** How the tests of the rules went. */
export interface PolicyTestReport {
  readonly tests: readonly PolicyTestCase[];
  /** Percent of the lines of rules, tests left out. */
  readonly coverage: number;
  readonly uncovered: readonly Uncovered[];
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
