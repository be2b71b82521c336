import type { ApplyReport, CheckReport, RequestReport } from "../../core/report/report.ts";
import { code, prose } from "./escape.ts";

/**
 * What became of a change that the gate merged, under the answer to it. applied: what the reconcile did after the merge;
 * null: an engine elsewhere does it.
 */
export function givenMarkdown(report: CheckReport, commit: string, applied: ApplyReport | null): string {
  const merged = `### 🔑 Merged as ${code(commit.slice(0, 12))}`;
  if (applied === null) return `${merged}\n\nThe engine gives it within its next round.\n`;
  return `${merged}\n\n${report.requests.map((request) => line(request, applied)).join("\n")}\n`;
}

function line(
  { id, subject, entitlement }: RequestReport,
  { admitted, refused, changes, frozen }: ApplyReport,
): string {
  const what = `${code(subject ?? "?")}, ${code(entitlement ?? "?")}`;
  const no = refused.find((one) => one.id === id);
  if (no !== undefined) return `- 🔴 ${what}: refused, **${code(no.code)}** ${prose(no.message)}`;
  const start = changes.find((change) => change.grant === id && change.action !== "end");
  if (start?.outcome === "done") return `- ✅ ${what}: given. Type \`brevet credentials ${id}\``;
  if (start !== undefined)
    return `- 🟡 ${what}: admitted, not given yet: **${code(start.code ?? start.outcome)}** ${prose(start.message ?? "")} It is tried again.`;
  if (admitted.includes(id)) return `- ✅ ${what}: admitted. It begins when it is due.`;
  return `- 🟡 ${what}: waits${frozen === null ? "" : `: **${code(frozen.code)}** ${prose(frozen.message)}`}`;
}
