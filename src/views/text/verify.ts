import type { VerifyReport } from "../../core/report/report.ts";
import { counted } from "./counted.ts";
import { moment } from "./moment.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Whether the whole chain is intact, or which event is the first that is not. */
export function verifyText(report: VerifyReport, paint: Paint): string {
  const { first_bad: bad, events, head, digest } = report;
  if (bad === null && report.ok) {
    return `${paint("green", "The history is whole.")} ${counted(events, "event")}${spanOf(report)}.\n  head    ${head ?? "none"}\n  digest  ${digest ?? "none"}\n${witnessLine(report)}${decisionsLine(report)}`;
  }
  if (bad === null) return `${paint("red", "The history could not be verified.")}\n`;
  const lines = [
    paint(isUnasked(bad) ? "yellow" : "red", `${faultOf(bad)}: ${bad.code}`),
    `  ${visible(bad.message)}`,
    `  Next: ${visible(bad.next)}`,
    ...(isOfDecision(bad) || bad.commit === "" ? [] : [`  commit  ${visible(bad.commit)}`]),
    ...(isOfDecision(bad) || events === 0
      ? []
      : [`  ${counted(events, "event")} before it ${events === 1 ? "is" : "are"} whole${spanOf(report)}.`]),
  ];
  return `${lines.join("\n")}\n${decisionsLine(report)}`;
}

/** What is wrong, in a few words: that something could not be looked at says nothing against it. */
export function faultOf({ seq, code }: NonNullable<VerifyReport["first_bad"]>): string {
  switch (code) {
    case "LEDGER_MISSING":
      return "The history is not here";
    case "DECISION_DIFFERS":
    case "DECISION_IGNORED":
      return `The chain is whole, but not what event ${seq} decides`;
    case "DECISION_NEWER":
    case "DECISION_TOO_SLOW":
    case "DECISION_UNREADABLE":
      return `The chain is whole, and event ${seq} could not be judged once more`;
    default:
      return `The history is broken at event ${seq}`;
  }
}

function isUnasked({ code }: NonNullable<VerifyReport["first_bad"]>): boolean {
  return code === "DECISION_NEWER" || code === "DECISION_TOO_SLOW" || code === "DECISION_UNREADABLE";
}

/** Whether the chain itself is whole, and something else is not. */
export function isOfDecision({ code }: NonNullable<VerifyReport["first_bad"]>): boolean {
  return code.startsWith("DECISION_");
}

/** From when to when the events are. */
export function spanOf({ from, until }: VerifyReport): string {
  return from === null || until === null ? "" : `, ${moment(from)} to ${moment(until)}`;
}

function witnessLine({ witness }: VerifyReport): string {
  if (witness === undefined) return "";
  return witness.seq === null
    ? "  The witness was told of no event yet.\n"
    : `  The witness was told of event ${witness.seq}: it is here, as it was.\n`;
}

function decisionsLine({ decisions }: VerifyReport): string {
  if (decisions === undefined) return "";
  const { replayed, stopped } = decisions;
  const same = `  ${counted(replayed, "decision")} came out the same, judged once more.\n`;
  if (stopped === 0) return same;
  return `${same}  ${counted(stopped, "denial")} because rules took too long cannot be repeated: here they were quicker.\n`;
}
