import type { StatementMade } from "../../core/report/people.ts";
import { checkText } from "./check.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What was signed, by whom, where it went, and how the request stands now. */
export function statementMadeText(report: StatementMade, paint: Paint): string {
  const where =
    report.branch === null
      ? "written, not committed"
      : report.commit === null
        ? `pushed as ${visible(report.branch)}`
        : `committed on ${visible(report.branch)} (${report.commit.slice(0, 12)})`;
  const lines = [
    `${paint("green", `${report.do}, signed by ${visible(report.by)}`)} with ${visible(report.key)}`,
    `  ${visible(report.path)}: ${where}`,
    ...(report.do === "object" || report.do === "revoke"
      ? [`  To take it back: brevet lift ${visible(report.digest)}`]
      : []),
  ];
  return `${lines.join("\n")}\n${report.check === null ? "" : `\n${checkText(report.check, paint)}`}`;
}
