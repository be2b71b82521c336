import type { VerifyReport } from "../../core/report/report.ts";
import { moment } from "../text/moment.ts";
import { code, prose } from "./escape.ts";

/** Whether the whole history is as engines wrote it, for the page of the run: with the digest that stands for it. */
export function verifyMarkdown(report: VerifyReport): string {
  const { first_bad: bad, events, from, until, head, digest } = report;
  const span = from === null || until === null ? "" : `, ${moment(from)} to ${moment(until)}`;
  const lines =
    bad === null && report.ok
      ? [
          `### ✅ The history is whole`,
          `${events} events${span}.`,
          `Head ${code(head ?? "")}, digest ${code(digest ?? "")}`,
        ]
      : [
          `### 🔴 The history ${bad === null ? "could not be verified" : `is broken at event ${bad.seq}`}`,
          ...(bad === null ? [] : [`**${code(bad.code)}** ${prose(bad.message)} Commit ${code(bad.commit)}`]),
          `${events} events before it are whole${span}.`,
        ];
  return `${lines.join("\n\n")}\n`;
}
