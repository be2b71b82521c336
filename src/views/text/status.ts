import type { EngineLife, StatusReport } from "../../core/report/report.ts";
import { expiry } from "./expiry.ts";
import { length } from "./length.ts";
import { moment } from "./moment.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";
import { visible } from "./visible.ts";

/** Who has what, until when, by whose word, and whether it ends by itself; then every target. */
export function statusText(report: StatusReport, paint: Paint): string {
  return [
    ...grantLines(report, paint),
    "",
    ...targetLines(report, paint),
    ...engineLines(report, paint),
    ...overdueLines(report, paint),
    ...reviewLines(report, paint),
    ...driftLines(report, paint),
    "",
  ].join("\n");
}

function grantLines(report: StatusReport, paint: Paint): readonly string[] {
  if (report.grants.length === 0) return [`Nobody has access by Brevet at ${moment(report.at)}.`];
  return [
    paint("bold", `Access at ${moment(report.at)}`),
    ...report.grants.flatMap((grant) => [
      `  ${visible(grant.subject)}  ${visible(grant.entitlement)}  ${grant.state}${grant.emergency ? "  emergency" : ""}`,
      `    ${visible(grant.id)}`,
      `    from ${moment(grant.from)} until ${moment(grant.until)}; ends by itself: ${expiry(grant.expiry)}`,
      `    ${approvedBy(grant.approved_by)}${grant.ended_because === undefined ? "" : `; ended: ${grant.ended_because}`}`,
    ]),
  ];
}

function approvedBy(people: readonly string[]): string {
  return people.length === 0 ? "allowed by policy alone" : `approved by ${people.map(visible).join(", ")}`;
}

function targetLines(report: StatusReport, paint: Paint): readonly string[] {
  if (report.targets.length === 0) return [];
  return [
    paint("bold", "Targets"),
    ...table(
      report.targets.map((target) => [
        `  ${visible(target.id)}`,
        visible(target.kind),
        target.reachable === null ? "not looked at" : target.reachable ? "reachable" : "unreachable",
        `${target.live} live`,
        target.foreign === null ? "" : `${target.foreign} foreign`,
      ]),
    ),
  ];
}

/** Without a new one for so long, an engine is most likely dead: seconds. */
const silentAfter = 60;

function engineLines({ at, heartbeat, runners }: StatusReport, paint: Paint): readonly string[] {
  const lines = [
    ...(heartbeat === null ? [] : [lifeLine("resident engine", heartbeat, at, paint)]),
    ...runners.map(({ runner, heartbeat: life }) => lifeLine(`runner ${visible(runner)}`, life, at, paint)),
  ];
  return lines.length === 0 ? [] : ["", paint("bold", "Engines"), ...lines];
}

function lifeLine(who: string, life: EngineLife | null, at: string, paint: Paint): string {
  if (life === null) return `  ${who}: none says that it is at work`;
  const silent = Math.round((Date.parse(at) - Date.parse(life.at)) / 1000);
  const when = `last sign of life ${length(Math.max(0, silent))} ago`;
  const lost = life.lost.map(({ target, code }) => `; ${visible(target)} does not answer (${visible(code)})`).join("");
  const overdue = life.overdue === 0 ? "" : `; ${life.overdue} overdue`;
  const said = `at work since ${moment(life.since)}, ${silent > silentAfter ? paint("red", when) : when}`;
  return `  ${who}: ${said}${overdue}${lost}`;
}

function overdueLines(report: StatusReport, paint: Paint): readonly string[] {
  if (report.overdue.length === 0) return [];
  return [
    "",
    paint("red", "Overdue: past their end, not seen gone"),
    ...report.overdue.map((id) => `  ${visible(id)}`),
  ];
}

function reviewLines(report: StatusReport, paint: Paint): readonly string[] {
  if (report.reviews.length === 0) return [];
  return [
    "",
    paint("bold", "To be looked at afterwards (brevet review ID)"),
    ...report.reviews.map(({ grant, by, due, overdue }) => {
      const who = by.length === 0 ? "the resource's owners" : by.map(visible).join(" or ");
      return `  ${visible(grant)}  by ${who}, until ${moment(due)}${overdue ? `  ${paint("red", "overdue")}` : ""}`;
    }),
  ];
}

function driftLines(report: StatusReport, paint: Paint): readonly string[] {
  if (report.drift.length === 0) return [];
  return [
    "",
    paint("red", "Otherwise than recorded"),
    ...table(
      report.drift.map(({ kind, target, grant, principal, since }) => [
        `  ${visible(target)}`,
        visible(kind),
        visible(principal),
        `since ${moment(since)}`,
        grant === null ? "" : visible(grant),
      ]),
    ),
  ];
}
