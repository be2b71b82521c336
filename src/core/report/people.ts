import type { ExplainedRule } from "../decision/explanation.ts";
import type { Problem } from "../problem/problem.ts";
import type { PolicyMutation, PolicyTestCase, PolicyTestReport, ScenarioTested } from "./policy-tests.ts";
import type { CheckReport, Outcome } from "./report.ts";

/** `brevet init --json`. */
export interface InitReport {
  readonly ok: true;
  readonly root: string;
  readonly repository: string;
  readonly person: { readonly id: string; readonly key: string; readonly key_made: boolean };
  readonly branch: string;
  readonly commit: string;
  readonly ledger: { readonly branch: string; readonly genesis: string };
  readonly engine_key: string;
  /** Files written into the work tree. */
  readonly written: readonly string[];
  /** Files that were there and stayed as they were. */
  readonly kept: readonly string[];
  /** Files for another repository, whose workflows hold the power over this one; null: there is none. */
  readonly engine_repo: { readonly repository: string; readonly folder: string } | null;
  /** An entitlement that can be asked for at once. */
  readonly entitlement: string;
}

/** `brevet init --upgrade --json`. */
export interface UpgradeReport {
  readonly ok: true;
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** `brevet request --json`. */
export interface RequestMade {
  readonly ok: boolean;
  readonly id: string;
  readonly path: string;
  readonly branch: string;
  /** null: it could not be given, and nothing was kept. */
  readonly commit: string | null;
  readonly statement: string | null;
  /** Where the private half of a key pair made for it is; null where none was made. */
  readonly private_key: string | null;
  readonly pushed: boolean;
  /** The number of the pull request that was opened; null: none was. */
  readonly change: number | null;
  readonly check: CheckReport;
}

/** `brevet approve --json`, `object`, `lift`, `thaw`, `abandon`, `revoke`, `done`, `review`: what was signed, and where it went. */
export interface StatementMade {
  readonly ok: true;
  readonly do: string;
  readonly by: string;
  readonly key: string;
  readonly path: string;
  /** The digest that names it: what `lift` takes. */
  readonly digest: string;
  readonly branch: string | null;
  readonly commit: string | null;
  readonly check: CheckReport | null;
}

/** `brevet credentials --json`. */
export interface CredentialsReport {
  readonly ok: true;
  readonly id: string;
  readonly subject: string;
  readonly entitlement: string;
  readonly target: string;
  readonly until: string;
  readonly kind: string;
  readonly text: string;
  readonly file: string | null;
  readonly private_key: string | null;
  /** What to type with it. */
  readonly use: string;
}

/** `brevet codeowners --json`. */
export interface CodeownersReport {
  readonly ok: boolean;
  readonly path: string;
  readonly outcome: "written" | "current" | "stale";
}

/** `brevet prune --json`. */
export interface PruneReport {
  readonly ok: true;
  /** Request files that the change deletes. */
  readonly removed: readonly string[];
  /** Where the change is; null where there was nothing to delete. */
  readonly branch: string | null;
  readonly commit: string | null;
}

/** `brevet policy build --json`. */
export interface PolicyBuilt {
  readonly ok: true;
  /** Files that were not already as they are now. */
  readonly written: readonly string[];
}

/** `brevet policy check --json`. */
export interface PolicyChecked {
  readonly ok: true;
  /** How many rules and tests were looked at. */
  readonly files: number;
  /** What stands in no rule's way, and is hardly meant. */
  readonly warnings: readonly Problem[];
}

/** `brevet policy new --json`. */
export interface RuleBegun {
  readonly ok: true;
  /** `own.weekend` */
  readonly rule: string;
  readonly code: string;
  readonly written: readonly string[];
}

/** `brevet policy fmt --json`. */
export interface PolicyFormatted {
  readonly ok: boolean;
  readonly outcome: "written" | "current" | "stale";
  readonly paths: readonly string[];
}

/** `brevet policy test --json`. */
export interface PolicyTested extends PolicyTestReport {
  readonly ok: boolean;
  readonly passed: number;
  readonly failed: readonly PolicyTestCase[];
  /** Of every line of a rule that no test runs. */
  readonly problems: readonly Problem[];
  /** Of `test/scenario/`. */
  readonly scenarios: readonly ScenarioTested[];
  /** With `--mutate`, once every test passes: what the tests are worth. */
  readonly mutation: PolicyMutation | null;
}

/** `brevet policy explain --json`. */
export interface ExplainReport {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly requests: readonly RequestExplanation[];
}

/** How the rules came to their answer to one request. */
export interface RequestExplanation {
  readonly id: string;
  readonly path: string;
  readonly outcome: Outcome;
  /** What stands against it, rules included. */
  readonly problems: readonly Problem[];
  /** Null: the rules were not asked, or could not tell; a problem says why. */
  readonly rules: readonly ExplainedRule[] | null;
}
