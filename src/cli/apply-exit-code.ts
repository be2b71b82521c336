import type { ApplyReport } from "../core/report/report.ts";
import { exitCode, exitCodeOf, type ExitCode } from "./exit-code.ts";

/** How `apply` ends: an end that failed or an unreachable target is the outside's, and safe to retry. */
export function applyExitCode(report: ApplyReport): ExitCode {
  if (report.ok) return exitCode.agreed;
  const endFailed = report.changes.some((change) => change.action === "end" && change.outcome === "failed");
  const codes = [
    ...report.problems.map((problem) => problem.code),
    ...report.changes.map((change) => change.code ?? ""),
  ];
  const isOutside = endFailed || codes.some((code) => exitCodeOf(code) === exitCode.outside);
  return isOutside ? exitCode.outside : exitCode.refused;
}
