import type { ApplyReport, ChangeReport } from "../../core/report/report.ts";
import { moment } from "../text/moment.ts";
import { code, prose, row } from "./escape.ts";
import { problemsMarkdown } from "./problems.ts";

/** What a reconcile did, for the page of its run. */
export function applyMarkdown(report: ApplyReport): string {
  const { frozen, admitted, refused, changes, drift, problems, next_at } = report;
  const sections = [
    `### ${report.ok ? "✅" : "🔴"} ${titleOf(report)}`,
    ...(frozen === null
      ? []
      : [`**${code(frozen.code)}** ${prose(frozen.message)} Ends go on; nothing is admitted or started.`]),
    ...(admitted.length === 0 ? [] : [`Admitted: ${admitted.map(code).join(", ")}`]),
    ...(refused.length === 0
      ? []
      : [refused.map((one) => `- 🔴 ${code(one.id)} **${code(one.code)}** ${prose(one.message)}`).join("\n")]),
    ...(changes.length === 0
      ? []
      : [table(["What", "Who", "Access", "Target", "Why", "Done"], changes.map(changeRow))]),
    ...(drift.length === 0
      ? []
      : [
          table(
            ["Drift", "Target", "Account", "Grant"],
            drift.map((one) => [one.kind, code(one.target), code(one.principal), code(one.grant ?? "")]),
          ),
        ]),
    ...problemsMarkdown(problems),
    ...(next_at === null ? [] : [`Next change: ${moment(next_at)}`]),
  ];
  return `${sections.join("\n\n")}\n`;
}

function titleOf({ frozen, refused, changes }: ApplyReport): string {
  if (frozen !== null) return "Frozen";
  const failed = changes.filter(({ outcome }) => outcome === "failed").length;
  if (failed > 0) return `${failed} of ${changes.length} changes failed`;
  if (refused.length > 0) return `Refused: ${refused.length}`;
  return changes.length === 0 ? "Nothing to do: targets agree with the ledger" : `Done: ${changes.length}`;
}

function changeRow({
  action,
  subject,
  entitlement,
  target,
  because,
  outcome,
  code: fault,
  message,
}: ChangeReport): readonly string[] {
  const how = fault === undefined ? outcome : `${outcome}: ${code(fault)} ${prose(message ?? "")}`;
  return [action, code(subject ?? "?"), code(entitlement ?? "unexplained"), code(target), code(because), how];
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(...titles), row(...titles.map(() => "---")), ...rows.map((each) => row(...each))].join("\n");
}
