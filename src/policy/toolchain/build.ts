import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { annotationsPath, capabilitiesPath, explainPath, lockPath, toLock, wasmPath } from "../lock/policy-lock.ts";
import { isSource } from "../lock/sources.ts";
import { toAnnotations } from "./annotations.ts";
import { ask } from "./ask.ts";
import { asked } from "./asked.ts";
import type { ToolchainModule } from "./find-module.ts";
import { ownDataProblems } from "./own-data-problems.ts";
import { toRegoProblems } from "./rego-problems.ts";

/** What the sources give: the wasm, the one that explains it, the words of its rules, and the lock that binds them. */
export async function build(
  module: ToolchainModule,
  files: PolicyFiles,
  options: CallOptions,
): Promise<Result<PolicyFiles>> {
  const about = asked(files, isSource);
  if (!about.ok) return about;
  const commands = ["inspect", "check", "build", "explain"] as const;
  const answer = await ask(module, { ...about.value, commands }, options);
  if (!answer.ok) return answer;
  const { problems, files: inspected = [], own_reads: reads = [], policy, explain } = answer.value;
  const annotations = toAnnotations(inspected, about.value.files);
  const wrong = [
    ...(annotations.ok ? [] : annotations.problems),
    ...toRegoProblems(problems, about.value.capabilities),
    ...ownDataProblems(reads, files),
  ];
  if (wrong.length > 0 || !annotations.ok || policy === undefined || explain === undefined) return fail(wrong);

  const outputs = new Map([
    [annotationsPath, toJson(annotations.value)],
    [explainPath, Buffer.from(explain, "base64")],
    [wasmPath, Buffer.from(policy, "base64")],
  ]);
  const capabilities = files.get(capabilitiesPath) ?? new Uint8Array();
  return succeed(new Map([...outputs, [lockPath, toJson(toLock(module, capabilities, files, outputs))]]));
}

function toJson(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
