import type { CodeownersReport } from "../../core/report/people.ts";

/** Whether the file of owners says what the catalog says. */
export function codeownersText(report: CodeownersReport): string {
  if (report.outcome === "written") return `${report.path} written from the catalog.\n`;
  if (report.outcome === "current") return `${report.path} says what the catalog says.\n`;
  return `${report.path} does not say what the catalog says.\n  Next: brevet codeowners\n`;
}
