import type { StatementMade } from "../../core/report/people.ts";
import { checkText } from "./check.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What was signed, by whom, where it went, and how the request stands now. */
export function statementMadeText(report: StatementMade, paint: Paint): string {
  const where =
    report.commit === null
      ? report.do === "thaw"
        ? `pushed as ${visible(report.branch ?? "")}`
        : "written, not committed"
      : `committed on ${visible(report.branch ?? "")} (${report.commit.slice(0, 12)})`;
  const lines = [
    `${paint("green", `${report.do}, signed by ${visible(report.by)}`)} with ${visible(report.key)}`,
    `  ${visible(report.path)}: ${where}`,
    `  brevet lift ${visible(report.digest)} takes back an objection or a standing revocation.`,
  ].filter((line) => report.do === "object" || report.do === "revoke" || !line.includes("brevet lift"));
  return `${lines.join("\n")}\n${report.check === null ? "" : `\n${checkText(report.check, paint)}`}`;
}
