import { addressesOf } from "../../core/decision/addresses-of.ts";
import type { FilledStage } from "../../core/decision/verdict.ts";
import type { RequestReport } from "../../core/report/report.ts";
import { expiry } from "./expiry.ts";
import { length } from "./length.ts";
import { moment } from "./moment.ts";
import type { Paint, Style } from "./paint.ts";
import { problemsText } from "./problems.ts";
import { visible } from "./visible.ts";

const styles: Readonly<Record<RequestReport["outcome"], Style>> = {
  invalid: "red",
  denied: "red",
  pending: "yellow",
  allowed: "green",
};

/** What one request would do, who has agreed, and who still has to. */
export function requestText(report: RequestReport, paint: Paint): string {
  const lines = [
    `${paint("bold", visible(report.id))}  ${paint(styles[report.outcome], report.outcome)}`,
    ...effectLines(report),
    ...report.stages.map((stage) => `  ${stageLine(stage)}`),
  ];
  const shown = lines.join("\n") + "\n";
  return report.problems.length === 0 ? shown : `${shown}${problemsText(report.problems, paint)}`;
}

/** The effect in one sentence, with what a reader must know to agree to it. */
export function effectLines(report: RequestReport): readonly string[] {
  const { effect, lease, subject, entitlement, requester, outcome } = report;
  if (effect === null || lease === null) return [];
  const isRefused = outcome === "denied" || outcome === "invalid";
  const from = effect.from === null ? "from its admission" : `from ${moment(effect.from)}`;
  const until = effect.until === null ? "" : ` until ${moment(effect.until)},`;
  const lines = [
    `  ${visible(subject ?? "?")} ${isRefused ? "would" : "will"} be able to use ${visible(entitlement ?? "?")} on ${visible(effect.target)} ` +
      `as ${visible(effect.principal)} ${from}${until} for ${length(lease.seconds)}; ends by itself: ${expiry(effect.expiry)}.`,
  ];
  if (requester !== null && requester !== subject) lines.push(`  Asked for by ${visible(requester)}.`);
  const addresses = addressesOf(report.obligations) ?? [];
  if (addresses.length > 0) lines.push(`  It works from ${addresses.join(" or ")} alone.`);
  if (report.key !== null) lines.push(`  It is bound to the key ${visible(report.key)}.`);
  if (report.usableUntil !== null && !isRefused) lines.push(`  It can be merged until ${moment(report.usableUntil)}.`);
  return lines;
}

function stageLine(stage: FilledStage): string {
  const from = stage.from.map(visible).join(" or ") || "nobody";
  const need = stage.need.length === 0 ? "" : `, with ${stage.need.map(visible).join(" and ")}`;
  const agreed = stage.by.length === 0 ? "nobody yet" : stage.by.map(visible).join(", ");
  const missing = stage.missing === 0 ? "complete" : `${stage.missing} still to agree`;
  return `${visible(stage.name)}: ${stage.count} of ${from}${need} (${stage.because}); agreed: ${agreed}; ${missing}`;
}
