import type { Problem } from "../../core/problem/problem.ts";
import { code, prose } from "./escape.ts";

/** What stands against it, and what to do next: a list, or nothing. */
export function problemsMarkdown(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [];
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity !== "error");
  return [[...errors, ...warnings].map(item).join("\n")];
}

function item({ severity, path, line, column, code: name, message, next }: Problem): string {
  const place = [path, line, column].filter((part) => part !== undefined).join(":");
  const where = place === "" ? "" : ` at ${code(place)}`;
  return [
    `- ${severity === "error" ? "🔴" : "🟡"} **${code(name)}**${where}<br>`,
    `  ${prose(message)}<br>`,
    `  **Next:** ${prose(next)}`,
  ].join("\n");
}
