import type { ApplyReport, ChangeReport } from "../../core/report/report.ts";
import { moment } from "./moment.ts";
import type { Paint } from "./paint.ts";
import { problemsText } from "./problems.ts";
import { table } from "./table.ts";
import { visible } from "./visible.ts";

/** What a reconcile did, or would do: admitted, refused, every change with its result, and what is strange. */
export function applyText(report: ApplyReport, paint: Paint): string {
  const sections = [
    report.frozen === null
      ? []
      : [
          paint("red", `Frozen: ${report.frozen.code}`),
          `  ${visible(report.frozen.message)}`,
          "  Ends go on; nothing is admitted or started.",
        ],
    titled(
      "Rules",
      report.rules.map(
        (rules) => `  ${rules.commit.slice(0, 12)}  ${rules.outcome}${rules.code === null ? "" : `  ${rules.code}`}`,
      ),
      paint,
    ),
    titled(
      "Admitted",
      report.admitted.map((id) => `  ${visible(id)}`),
      paint,
    ),
    titled(
      "Refused",
      report.refused.flatMap(({ id, code, message }) => [
        `  ${visible(id)}  ${paint("red", code)}`,
        `    ${visible(message)}`,
      ]),
      paint,
    ),
    titled("Changes", changeLines(report.changes), paint),
    titled(
      "Drift",
      table(
        report.drift.map((drift) => [
          `  ${drift.kind}`,
          visible(drift.target),
          visible(drift.principal),
          visible(drift.grant ?? ""),
        ]),
      ),
      paint,
    ),
    report.problems.length === 0 ? [] : [problemsText(report.problems, paint).trimEnd()],
  ].filter((section) => section.length > 0);
  if (sections.length === 0) sections.push(["Nothing to do: targets agree with the ledger."]);
  if (report.next_at !== null) sections.push([`Next change: ${moment(report.next_at)}`]);
  return sections.map((section) => `${section.join("\n")}\n`).join("\n");
}

function titled(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint("bold", title), ...lines];
}

function changeLines(changes: readonly ChangeReport[]): readonly string[] {
  const rows = table(
    changes.map((change) => [
      `  ${change.action}`,
      change.outcome,
      visible(change.subject ?? "?"),
      visible(change.entitlement ?? "unexplained access"),
      visible(change.target),
      `${visible(change.grant ?? "")} (${change.because})`,
    ]),
  );
  return rows.flatMap((row, index) => {
    const { code, message } = changes[index] ?? {};
    return code === undefined ? [row] : [row, `    ${code}${message === undefined ? "" : `: ${visible(message)}`}`];
  });
}
