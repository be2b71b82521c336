import { succeed, fail, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { isRego } from "../lock/sources.ts";
import { toAnnotations } from "./annotations.ts";
import { ask } from "./ask.ts";
import { asked } from "./asked.ts";
import type { ToolchainModule } from "./find-module.ts";
import { ownDataProblems } from "./own-data-problems.ts";
import { toRegoProblems } from "./rego-problems.ts";

/** Everything that is wrong with rules and their tests, compiling nothing. Answers how many files it looked at. */
export async function checkRules(
  module: ToolchainModule,
  files: PolicyFiles,
  options: CallOptions,
): Promise<Result<number>> {
  const about = asked(files, isRego);
  if (!about.ok) return about;
  const answer = await ask(module, { ...about.value, commands: ["inspect", "check"] }, options);
  if (!answer.ok) return answer;
  const annotations = toAnnotations(answer.value.files ?? [], about.value.files);
  const problems = [
    ...(annotations.ok ? [] : annotations.problems),
    ...toRegoProblems(answer.value.problems, about.value.capabilities),
    ...ownDataProblems(answer.value.own_reads ?? [], files),
  ];
  return problems.length > 0 ? fail(problems) : succeed(Object.keys(about.value.files).length);
}
