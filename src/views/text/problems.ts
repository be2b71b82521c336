import type { Problem } from "../../core/problem/problem.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What is wrong, where, and what to do next: one block a problem, as editors can follow it (`path:line:column`). */
export function problemsText(problems: readonly Problem[], paint: Paint): string {
  return problems.map((problem) => block(problem, paint)).join("\n");
}

function block(problem: Problem, paint: Paint): string {
  const place = [problem.path === undefined ? undefined : visible(problem.path), problem.line, problem.column]
    .filter((part) => part !== undefined)
    .join(":");
  const code = paint(problem.severity === "error" ? "red" : "yellow", problem.code);
  const head = `${place === "" ? "" : `${paint("bold", place)}  `}${code}${problem.severity === "warning" ? " (warning)" : ""}`;
  return `${head}\n  ${visible(problem.message)}\n  Next: ${visible(problem.next)}\n`;
}
