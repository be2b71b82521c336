import type { LogReport } from "../../core/report/report.ts";
import type { Paint } from "./paint.ts";
import { moment } from "./moment.ts";
import { visible } from "./visible.ts";

/** What happened, a line an event, under the grant that it is about where that changes. */
export function logText({ events }: LogReport, paint: Paint): string {
  if (events.length === 0) return "The ledger tells nothing of that.\n";
  const lines: string[] = [];
  let before: string | null = null;
  for (const { at, grant, text } of events) {
    if (grant !== null && grant !== before) lines.push(paint("bold", visible(grant)));
    before = grant;
    lines.push(`  ${moment(at)}  ${visible(text)}`);
  }
  return `${lines.join("\n")}\n`;
}
