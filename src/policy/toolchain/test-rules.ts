import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { PolicyTestCase, PolicyTestReport, Uncovered } from "../../core/report/policy-tests.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { isRego, isSource } from "../lock/sources.ts";
import { ask } from "./ask.ts";
import { asked } from "./asked.ts";
import type { ToolchainModule } from "./find-module.ts";
import type { CoveredFile, TestedRule } from "./question.ts";
import { toRegoProblems } from "./rego-problems.ts";

/** Runs every test of the rules, and tells which lines of the rules none of them ran. */
export async function testRules(
  module: ToolchainModule,
  files: PolicyFiles,
  options: CallOptions,
): Promise<Result<PolicyTestReport>> {
  const about = asked(files, isRego);
  if (!about.ok) return about;
  const answers = await ask(
    module,
    [
      { ...about.value, command: "check" },
      { ...about.value, command: "test", coverage: true },
    ],
    options,
  );
  if (!answers.ok) return answers;
  const problems = toRegoProblems(answers.value.flatMap((answer) => answer.problems));
  if (problems.length > 0) return fail(problems);
  const { tests = [], coverage = {} } = answers.value[1] ?? {};
  return succeed({ tests: tests.map(toCase), ...toCoverage(coverage) });
}

function toCase(test: TestedRule): PolicyTestCase {
  const { file, line, name, passed, seconds } = test;
  return { package: test.package.replace(/^data\./, ""), name, path: `policies/${file}`, line, passed, seconds };
}

function toCoverage(files: Readonly<Record<string, CoveredFile>>): Pick<PolicyTestReport, "coverage" | "uncovered"> {
  const rules = Object.entries(files)
    .filter(([file]) => isSource(file))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const uncovered: Uncovered[] = rules.flatMap(([file, { not_covered = [] }]) =>
    not_covered.map(({ start, end }) => ({ path: `policies/${file}`, from: start.row, to: end.row })),
  );
  const sum = (of: (file: CoveredFile) => number): number => rules.reduce((total, [, file]) => total + of(file), 0);
  const covered = sum((file) => file.covered_lines ?? 0);
  const missed = sum((file) => file.not_covered_lines ?? 0);
  return { coverage: covered + missed === 0 ? 0 : (100 * covered) / (covered + missed), uncovered };
}
