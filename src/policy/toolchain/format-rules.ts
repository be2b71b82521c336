import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { isRego, pick } from "../lock/sources.ts";
import { ask } from "./ask.ts";
import { toText } from "./asked.ts";
import type { ToolchainModule } from "./find-module.ts";
import { toRegoProblems } from "./rego-problems.ts";

/** Those of the rules and tests that are written otherwise than all are, as they should be. */
export async function formatRules(
  module: ToolchainModule,
  files: PolicyFiles,
  options: CallOptions,
): Promise<Result<PolicyFiles>> {
  const answer = await ask(module, { commands: ["format"], files: toText(pick(files, isRego)) }, options);
  if (!answer.ok) return answer;
  const problems = toRegoProblems(answer.value.problems);
  if (problems.length > 0) return fail(problems);
  const changed = Object.entries(answer.value.changed ?? {});
  return succeed(new Map(changed.map(([path, text]) => [path, new TextEncoder().encode(text)])));
}
