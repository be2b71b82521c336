import type { Finding } from "../../core/problem/finding.ts";
import type { DoctorReport } from "../../core/report/doctor.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Every finding, the worst first: what it is, what an attacker would do with it, and how to mend it. */
export function doctorText({ findings, mended }: DoctorReport, paint: Paint): string {
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  const blocks = [...errors, ...warnings].map((finding) => block(finding, paint));
  const told = mended.map((code) => `${paint("green", "Mended")}  ${visible(code)}\n`);
  return `${[...told, ...blocks, summary(errors.length, warnings.length, paint)].join("\n")}\n`;
}

function block({ code, severity, about, message, attack, next }: Finding, paint: Paint): string {
  const head = `${paint("bold", visible(about))}  ${paint(severity === "error" ? "red" : "yellow", code)}`;
  return [
    `${head}${severity === "warning" ? " (warning)" : ""}`,
    `  ${visible(message)}`,
    `  An attacker: ${visible(attack)}`,
    `  Fix: ${visible(next)}`,
    "",
  ].join("\n");
}

function summary(errors: number, warnings: number, paint: Paint): string {
  if (errors + warnings === 0) return paint("green", "Nothing is weaker than it has to be.");
  const counts = [counted(errors, "error"), counted(warnings, "warning")].filter((each) => each !== null);
  return paint(errors === 0 ? "yellow" : "red", `Found: ${counts.join(", ")}.`);
}

function counted(count: number, what: string): string | null {
  return count === 0 ? null : `${count} ${what}${count === 1 ? "" : "s"}`;
}
