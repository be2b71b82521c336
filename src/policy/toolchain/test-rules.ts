import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { PolicyTestCase, PolicyTestReport, Uncovered } from "../../core/report/policy-tests.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import type { Trial } from "../../ports/toolchain.ts";
import { isRego, isTested } from "../lock/sources.ts";
import { ask } from "./ask.ts";
import { asked } from "./asked.ts";
import type { ToolchainModule } from "./find-module.ts";
import type { CoveredFile, Question, TestedRule } from "./question.ts";
import { toRegoProblems } from "./rego-problems.ts";
import { tryInvariants, withTrial } from "./try-invariants.ts";

/**
 * Runs every test of the rules, and tells which lines of the rules none of them ran. With a trial, also asks the rules
 * about the rules.
 */
export async function testRules(
  module: ToolchainModule,
  files: PolicyFiles,
  trial: Trial | null,
  options: CallOptions,
): Promise<Result<PolicyTestReport>> {
  const about = asked(files, isRego);
  if (!about.ok) return about;
  const question: Question = { ...about.value, commands: ["test"], coverage: true };
  const answer = await ask(module, trial === null ? question : withTrial(question), options);
  if (!answer.ok) return answer;
  const problems = toRegoProblems(answer.value.problems, about.value.capabilities);
  if (problems.length > 0) return fail(problems);
  const tried = trial === null ? null : await tryInvariants(answer.value, files, trial, options);
  if (tried?.ok === false) return tried;
  const { tests = [], coverage = {} } = answer.value;
  return succeed({ tests: tests.map(toCase), ...toCoverage(coverage), trial: tried?.value ?? null });
}

function toCase(test: TestedRule): PolicyTestCase {
  const { file, line, name, passed, seconds, failed_line = line, failed_text } = test;
  const stopped = passed || failed_text === undefined ? null : { line: failed_line, text: failed_text };
  return {
    package: test.package.replace(/^data\./, ""),
    name,
    path: `policies/${file}`,
    line,
    passed,
    seconds,
    stopped,
  };
}

function toCoverage(files: Readonly<Record<string, CoveredFile>>): Pick<PolicyTestReport, "coverage" | "uncovered"> {
  const rules = Object.entries(files)
    .filter(([file]) => isTested(file))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const uncovered: Uncovered[] = rules.flatMap(([file, { not_covered = [] }]) =>
    not_covered.map(({ start, end }) => ({ path: `policies/${file}`, from: start.row, to: end.row })),
  );
  const sum = (of: (file: CoveredFile) => number): number => rules.reduce((total, [, file]) => total + of(file), 0);
  const covered = sum((file) => file.covered_lines ?? 0);
  const missed = sum((file) => file.not_covered_lines ?? 0);
  return { coverage: covered + missed === 0 ? 0 : (100 * covered) / (covered + missed), uncovered };
}
