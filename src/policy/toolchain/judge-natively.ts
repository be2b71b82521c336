import { decisionSchema, type Decision } from "../../core/decision/decision.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import { validator } from "../../core/json/validator.ts";
import type { Json } from "../../core/json/value.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyData, PolicyFiles } from "../../ports/policy.ts";
import { sorted } from "../host/sorted.ts";
import { isSource } from "../lock/sources.ts";
import { ask } from "./ask.ts";
import { asked } from "./asked.ts";
import type { ToolchainModule } from "./find-module.ts";
import { toRegoProblems } from "./rego-problems.ts";

const decisionFault = validator(decisionSchema);

/** What OPA's own evaluator decides by the sources; null where they give nothing, or something that is no decision. */
export async function judgeNatively(
  module: ToolchainModule,
  files: PolicyFiles,
  { data, inputs }: { readonly data: PolicyData; readonly inputs: readonly PolicyInput[] },
  options: CallOptions,
): Promise<Result<readonly (Decision | null)[]>> {
  const about = asked(files, isSource);
  if (!about.ok) return about;
  const answer = await ask(module, { ...about.value, commands: ["judge"], data, inputs }, options);
  if (!answer.ok) return answer;
  const { decisions, problems } = answer.value;
  if (decisions === undefined) return fail(toRegoProblems(problems, about.value.capabilities));
  return succeed(
    decisions.map((decision) =>
      decisionFault(decision) === null ? (sorted(decision as Json) as unknown as Decision) : null,
    ),
  );
}
