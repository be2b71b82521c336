import type { VerifyReport } from "../../core/report/report.ts";
import { moment } from "./moment.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Whether the whole chain is intact, or which event is the first that is not. */
export function verifyText(report: VerifyReport, paint: Paint): string {
  const span =
    report.from === null || report.until === null ? "" : `, ${moment(report.from)} to ${moment(report.until)}`;
  if (report.first_bad === null && report.ok) {
    return `${paint("green", "The history is whole.")} ${report.events} events${span}.\n  head    ${report.head ?? "none"}\n  digest  ${report.digest ?? "none"}\n${witnessLine(report)}${decisionsLine(report)}`;
  }
  const bad = report.first_bad;
  if (bad === null) return `${paint("red", "The history could not be verified.")}\n`;
  if (bad.code.startsWith("DECISION_")) {
    const head = paint("red", `The chain is whole, but not what event ${bad.seq} decides: ${bad.code}`);
    return `${head}\n  ${visible(bad.message)}\n${decisionsLine(report)}`;
  }
  return (
    `${paint("red", `The history is broken at event ${bad.seq}: ${bad.code}`)}\n` +
    `  ${visible(bad.message)}\n  commit  ${visible(bad.commit)}\n  ${report.events} events before it are whole${span}.\n`
  );
}

function witnessLine({ witness }: VerifyReport): string {
  if (witness === undefined) return "";
  return witness.seq === null
    ? "  The witness was told of no event yet.\n"
    : `  The witness was told of event ${witness.seq}: it is here, as it was.\n`;
}

function decisionsLine({ decisions }: VerifyReport): string {
  return decisions === undefined ? "" : `  ${decisions.replayed} decisions came out the same, judged once more.\n`;
}
