import type { VerifyReport } from "../../core/report/report.ts";
import { counted } from "../text/counted.ts";
import { faultOf, isOfDecision, spanOf } from "../text/verify.ts";
import { code, prose } from "./escape.ts";

/** Whether the whole history is as engines wrote it, for the page of the run: with the digest that stands for it. */
export function verifyMarkdown(report: VerifyReport): string {
  const { first_bad: bad, events, head, digest } = report;
  const some = counted(events, "event");
  const lines =
    bad === null && report.ok
      ? [
          `### ✅ The history is whole`,
          `${some}${spanOf(report)}.`,
          `Head ${code(head ?? "")}, digest ${code(digest ?? "")}`,
        ]
      : bad === null
        ? [`### 🔴 The history could not be verified`]
        : [
            `### 🔴 ${faultOf(bad)}`,
            `**${code(bad.code)}** ${prose(bad.message)}${bad.commit === "" ? "" : ` Commit ${code(bad.commit)}`}`,
            `**Next:** ${prose(bad.next)}`,
            ...(isOfDecision(bad) || events === 0
              ? []
              : [`${some} before it ${events === 1 ? "is" : "are"} whole${spanOf(report)}.`]),
          ];
  return `${lines.join("\n\n")}\n`;
}
