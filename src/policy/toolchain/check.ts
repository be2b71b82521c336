import { policyInputSchema } from "../../core/decision/input.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { toRegoProblems } from "./rego-problems.ts";
import { run } from "./run.ts";
import type { Stage } from "./stage.ts";

/** The schema that rules are checked against: a field of `input` that does not exist is an error where it is read. */
export const inputSchemaBytes: Uint8Array = new TextEncoder().encode(JSON.stringify(policyInputSchema));

/** What is wrong with the staged Rego: syntax, types, unknown fields of `input`, builtins that are not to be had. */
export async function check(opa: string, staged: Stage, options: CallOptions): Promise<readonly Problem[]> {
  const limits = ["--capabilities", `${staged.beside}/capabilities.json`, "--schema", `${staged.beside}/input.json`];
  const { code, stdout, stderr } = await run(opa, ["check", "--strict", "--format=json", ...limits, "."], {
    cwd: staged.files,
    signal: options.signal,
  });
  if (code === 0) return [];
  const report = [stdout, stderr].find((text) => text.trimStart().startsWith("{"));
  return report === undefined ? [problem("TOOLCHAIN_FAILED", { what: stderr.trim() })] : toRegoProblems(report);
}
