import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { PolicyMutation } from "../../core/report/policy-tests.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { isRego, isSource } from "../lock/sources.ts";
import { ask } from "./ask.ts";
import { asked } from "./asked.ts";
import type { ToolchainModule } from "./find-module.ts";
import type { NegatedCondition } from "./question.ts";
import { toRegoProblems } from "./rego-problems.ts";

const filesAtOnce = 4;
/** Each condition is a compilation and a run of tests, on a busy machine perhaps, and one file may hold a hundred. */
const withinMs = 900_000;

/** Negates every condition of the rules, one at a time, and runs the tests that can reach it until one fails. */
export async function mutateRules(
  module: ToolchainModule,
  files: PolicyFiles,
  options: CallOptions,
): Promise<Result<PolicyMutation>> {
  const about = asked(files, isRego);
  if (!about.ok) return about;
  const sources = Object.keys(about.value.files).filter(isSource);
  const negated: NegatedCondition[] = [];
  for (let from = 0; from < sources.length; from += filesAtOnce) {
    const only = sources.slice(from, from + filesAtOnce);
    const answer = await ask(module, { ...about.value, commands: ["mutate"], only }, options, withinMs);
    if (!answer.ok) return answer;
    const problems = toRegoProblems(answer.value.problems, about.value.capabilities);
    if (problems.length > 0) return fail(problems);
    negated.push(...(answer.value.negated ?? []));
  }
  const survived = negated.filter(({ caught }) => !caught);
  return succeed({
    negated: negated.length,
    caught: negated.length - survived.length,
    survived: survived.map(({ file, line, column, text }) => ({ path: `policies/${file}`, line, column, text })),
  });
}
