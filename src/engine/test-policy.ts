import { problem } from "../core/problem/problem.ts";
import { succeed, type Result } from "../core/problem/result.ts";
import type { PolicyTested } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Toolchain, Trial } from "../ports/toolchain.ts";
import type { Worktree } from "../ports/worktree.ts";
import { workRules } from "./check-work.ts";
import type { JudgePorts } from "./engine-ports.ts";
import { testScenarios } from "./scenario/test-scenarios.ts";
import { policyFiles } from "./policy-files.ts";
import type { Rules } from "./rules/read-rules.ts";

/** The least share of negated conditions that tests have to notice. */
const leastCaught = 0.95;

/**
 * Runs the tests and scenarios of the work tree's rules. A line of a rule that no test runs fails them, and
 * so do rules without a test. mutate: once they pass, also tells what they are worth, by negating every condition in turn. runs: how many requests the rules about the rules are asked about.
 */
export async function testPolicy(
  ports: JudgePorts & { readonly worktree: Worktree; readonly toolchain: Toolchain },
  { mutate, runs }: { readonly mutate: boolean; readonly runs: number },
  options: CallOptions,
): Promise<Result<PolicyTested>> {
  const files = await policyFiles(ports.worktree, options);
  let read: Promise<Result<Rules>> | undefined;
  const rules = (): Promise<Result<Rules>> => (read ??= workRules(ports, options));
  const trial = await trialOf(rules, runs);
  if (!trial.ok) return trial;
  const tested = await ports.toolchain.test(files, trial.value, options);
  if (!tested.ok) return tested;
  const { tests, uncovered } = tested.value;
  const failed = tests.filter((test) => !test.passed);
  const passed = tests.length - failed.length;
  const scenarios = await testScenarios(ports, { files, rules }, options);
  if (!scenarios.ok) return scenarios;
  const isAsExpected = scenarios.value.every((scenario) => scenario.passed);
  const holds = (tested.value.trial?.broken ?? []).length === 0;
  const problems = uncovered.map(({ path, from, to }) =>
    problem("POLICY_LINES_UNTESTED", { from, to }, { path, line: from }),
  );
  const ok = failed.length === 0 && passed > 0 && problems.length === 0 && holds && isAsExpected;
  const report = { ...tested.value, ok, passed, failed, problems, scenarios: scenarios.value, mutation: null };
  if (!mutate || !ok) return succeed(report);
  const mutation = await ports.toolchain.mutate(files, options);
  if (!mutation.ok) return mutation;
  const { caught, negated } = mutation.value;
  return succeed({ ...report, ok: caught >= leastCaught * negated, mutation: mutation.value });
}

/** What the organisation wrote is a part of what is tried. */
async function trialOf(rules: () => Promise<Result<Rules>>, requests: number): Promise<Result<Trial | null>> {
  if (requests === 0) return succeed(null);
  const read = await rules();
  if (!read.ok) return read;
  const { org, own } = read.value.catalog;
  return succeed({ data: { org: org.data, own }, requests });
}
