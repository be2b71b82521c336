import { reportJson } from "./report.ts";

/** One object on one line, for programs that read as it is written; every character is printable. */
export function jsonLine(value: object): string {
  return reportJson(value, 0);
}
