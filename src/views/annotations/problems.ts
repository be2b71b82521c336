import type { Problem } from "../../core/problem/problem.ts";
import { visible } from "../text/visible.ts";

/** Problems as commands to a GitHub runner, which shows each at its line; errors first, for it shows ten of a kind. */
export function problemsAnnotations(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity !== "error");
  return [...errors, ...warnings].map(command).join("");
}

function command({ severity, path, line, column, code, message, next }: Problem): string {
  const named = { file: path, line, col: column, title: code };
  const properties = Object.entries(named)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${severity} ${properties.join(",")}::${data(`${visible(message)}\nNext: ${visible(next)}`)}\n`;
}

/** As the runner's own toolkit escapes it (actions/toolkit, packages/core/src/command.ts). */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(visible(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
