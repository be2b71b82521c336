import type { RequestReport } from "../../core/report/report.ts";
import { expiry } from "../text/expiry.ts";
import { length } from "../text/length.ts";
import { moment } from "../text/moment.ts";
import { code, codes, row } from "./escape.ts";
import { folded } from "./folded.ts";
import { problemsMarkdown } from "./problems.ts";

type Stage = RequestReport["stages"][number];

/** What one request would do, who has agreed and who still has to, what stands against it, and the effect in full, folded. */
export function requestMarkdown(report: RequestReport): string {
  return [
    ...sentence(report),
    ...stagesTable(report.stages),
    ...problemsMarkdown(report.problems),
    ...plan(report),
  ].join("\n\n");
}

function sentence({ outcome, effect, lease, subject, entitlement, requester }: RequestReport): readonly string[] {
  if (effect === null || lease === null) return [];
  const who = requester === null || requester === subject ? "" : ` Asked for by ${code(requester)}.`;
  const from = effect.from === null ? "from the moment it is given" : `from ${moment(effect.from)}`;
  return [
    `**${code(subject ?? "?")}** ${isRefused(outcome) ? "would" : "will"} be able to use **${code(entitlement ?? "?")}** for **${length(lease.seconds)}**, ${from}. ` +
      `${isRefused(outcome) ? "It would end" : "It ends"} by itself: ${expiry(effect.expiry)}.${who}`,
  ];
}

/** What is said of it is then what would be, were it not for the rules. */
function isRefused(outcome: RequestReport["outcome"]): boolean {
  return outcome === "denied" || outcome === "invalid";
}

function stagesTable(stages: readonly Stage[]): readonly string[] {
  if (stages.length === 0) return [];
  const rows = stages.map((stage) => {
    const need =
      stage.need.length === 0 ? "" : `, each by \`brevet approve\` with ${stage.need.map(proof).join(" and ")}`;
    const asked = `${stage.count} of ${codes(stage.from, "or")}${need}<br><sub>${code(stage.name)}, because ${code(stage.because)}</sub>`;
    return row(asked, stage.by.length === 0 ? "nobody yet" : `✅ ${codes(stage.by, "and")}`, stillOpen(stage));
  });
  return [[row("Who has to agree", "Who has", "Still open"), row("---", "---", "---"), ...rows].join("\n")];
}

/** What a signature has to prove beside who gave it. */
function proof(need: string): string {
  if (need === "hardware") return "a hardware key";
  return need === "user_verified" ? "a PIN or a fingerprint" : code(need);
}

function stillOpen({ missing, can }: Stage): string {
  if (missing <= 0) return "–";
  if (can.length === 0) return `${missing}, and nobody is left who could`;
  const shown = can.slice(0, 10);
  const more = can.length > shown.length ? ` or ${can.length - shown.length} others` : "";
  return `${missing}: ${codes(shown, "or")}${more}`;
}

/** Exactly what would happen: what a reviewer agrees to. */
function plan(report: RequestReport): readonly string[] {
  const { outcome, effect, lease, key, usableUntil, obligations, id, subject, requester } = report;
  if (effect === null || lease === null) return [];
  const rows: (readonly [string, string])[] = [
    ["Request", code(id)],
    ["Who gets it", code(subject ?? "?")],
    ["Who asks", requester === null ? "nobody yet" : code(requester)],
    ["Target", code(effect.target)],
    ["Account there", code(effect.principal)],
    ["Rights there", code(JSON.stringify(effect.rights))],
    ["From", effect.from === null ? "when it is given" : moment(effect.from)],
    ["Until", effect.until === null ? `${length(lease.seconds)} later` : moment(effect.until)],
    ["Longest allowed", length(lease.max)],
    ["Ends without Brevet", expiry(effect.expiry)],
    ...(key === null ? [] : [["Bound to the key", code(key)] as const]),
    ...(usableUntil === null || isRefused(outcome) ? [] : [["Can be merged until", moment(usableUntil)] as const]),
    ...obligations.map((obligation) => ["Also", duty(obligation)] as const),
  ];
  const [first = "", ...others] = rows.map((each) => row(...each));
  const title = isRefused(outcome) ? "Exactly what was asked for" : "Exactly what will happen";
  return [folded(title, [first, row("---", "---"), ...others].join("\n"))];
}

function duty(obligation: RequestReport["obligations"][number]): string {
  switch (obligation.kind) {
    case "review": {
      const who = obligation.from === undefined ? "its owners" : codes(obligation.from, "or");
      return `looked at afterwards by ${who}, within ${length(obligation.within)} of its end`;
    }
    case "notify":
      return `${code(obligation.to)} is told`;
    case "source_addresses":
      return `only from ${codes(obligation.values, "and")}`;
    case "end_sessions":
      return "sessions that are open at the end are ended";
  }
}
