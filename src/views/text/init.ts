import type { InitReport, UpgradeReport } from "../../core/report/people.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What was made, who is who in it, and what to type next. */
export function initText(report: InitReport, paint: Paint): string {
  const { person, entitlement } = report;
  const lines = [
    paint("bold", `${visible(report.root)} is an access repository.`),
    `  You are ${visible(person.id)}, and you own it: ${person.key_made ? "with a new signing key" : "with your signing key"} ${person.key}.`,
    `  The engine signs the ledger with ${report.engine_key}; its private half and the door's CA stay in .git/brevet.`,
    `  ${report.written.length} files written and committed on ${visible(report.branch)}; the history begins on ${visible(report.ledger.branch)}.`,
    ...report.kept.map((path) => `  ${visible(path)} was there and stayed as it was.`),
    ...(report.engine_repo === null
      ? []
      : [
          `  Take what is in ${visible(report.engine_repo.folder)} to ${visible(report.engine_repo.repository)}, and nothing else there: its workflows hold the power.`,
        ]),
    "",
    paint("bold", "Next"),
    `  cd ${visible(report.root)}`,
    `  brevet request ${visible(entitlement)} --for 10m --reason "Try the door once"`,
    "  README.md has every step from there to a certificate that opens the door.",
  ];
  return `${lines.join("\n")}\n`;
}

/** What an upgrade of the policy pack changed. */
export function upgradeText(report: UpgradeReport, paint: Paint): string {
  if (report.written.length + report.removed.length === 0) return "The policy pack is the newest already.\n";
  const lines = [
    paint("bold", "The policy pack was replaced; your own rules were not touched."),
    ...report.written.map((path) => `  wrote    ${visible(path)}`),
    ...report.removed.map((path) => `  removed  ${visible(path)}`),
    "  Next: brevet policy test, then commit it and let its owners agree (brevet approve --rules).",
  ];
  return `${lines.join("\n")}\n`;
}
