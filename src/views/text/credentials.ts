import type { CredentialsReport } from "../../core/report/people.ts";
import { moment } from "./moment.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** The certificate or sealed secret itself where it went to no file, and what to type with it. */
export function credentialsText(report: CredentialsReport, paint: Paint): string {
  if (report.file === null) return report.text.endsWith("\n") ? report.text : `${report.text}\n`;
  const lines = [
    `${paint("bold", visible(report.file))} lets ${visible(report.subject)} use ${visible(report.entitlement)} until ${moment(report.until)}.`,
    `  ${visible(report.use)}`,
  ];
  return `${lines.join("\n")}\n`;
}
