import { problem, type Problem } from "../../core/problem/problem.ts";
import type { ToolchainProblem } from "./question.ts";

/** What the toolchain found, each at its line. */
export function toRegoProblems(found: readonly ToolchainProblem[]): readonly Problem[] {
  return found.map((one) => {
    const fields = one.one_of === undefined ? "" : `; there are ${one.one_of.join(", ")}`;
    return problem("POLICY_SOURCE_WRONG", { what: `${one.message.replaceAll(/\s+/g, " ").trim()}${fields}` }, at(one));
  });
}

function at({ file, line = 0, column = 0 }: ToolchainProblem): { path?: string; line?: number; column?: number } {
  if (file === undefined) return {};
  return { path: `policies/${file}`, ...(line > 0 ? { line } : {}), ...(column > 0 ? { column } : {}) };
}
