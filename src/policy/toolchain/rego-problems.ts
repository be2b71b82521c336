import { problem, type Problem } from "../../core/problem/problem.ts";
import type { ToolchainProblem } from "./question.ts";
import { toRegoWords } from "./rego-words.ts";

/** What the toolchain found, each at its line. capabilities: what rules may use, as OPA writes it. */
export function toRegoProblems(found: readonly ToolchainProblem[], capabilities?: unknown): readonly Problem[] {
  const builtins = namesIn(capabilities);
  return found.map((one) => problem("POLICY_SOURCE_WRONG", toRegoWords(one, builtins), at(one)));
}

function namesIn(capabilities: unknown): readonly string[] {
  const { builtins = [] } = (capabilities ?? {}) as { readonly builtins?: readonly { readonly name?: string }[] };
  return builtins.flatMap(({ name }) => (name === undefined ? [] : [name]));
}

function at({ file, line = 0, column = 0 }: ToolchainProblem): { path?: string; line?: number; column?: number } {
  if (file === undefined) return {};
  return { path: `policies/${file}`, ...(line > 0 ? { line } : {}), ...(column > 0 ? { column } : {}) };
}
