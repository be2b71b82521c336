import type { ReplayReport } from "../../core/report/replay.ts";
import { moment } from "./moment.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";
import { visible } from "./visible.ts";

const mostNames = 20;

/** What other rules would have made of the past: in numbers, for whom, and in cases. */
export function replayText(report: ReplayReport, paint: Paint): string {
  const { changed, outcomes, terms, subjects, resources, cases } = report;
  const head = `${paint("bold", headline(report))}\n`;
  if (changed === 0) return head;
  const sections = [
    head,
    block(
      outcomes.map(({ was, now, count }) => [
        String(count),
        was === now ? `${was}, on other terms` : `${was} → ${now}`,
      ]),
    ),
    block(terms.map(({ term, gained, lost }) => [`+${gained}`, `-${lost}`, visible(term)])),
    block(
      [...subjects.slice(0, mostNames), ...resources.slice(0, mostNames)].map(({ id, count }) => [
        String(count),
        visible(id),
      ]),
    ),
    ...cases.map((one) => {
      const lines = [
        ...one.gained.map((term) => `    + ${visible(term)}`),
        ...one.lost.map((term) => `    - ${visible(term)}`),
      ];
      const what = one.was === one.now ? one.now : paint("yellow", `${one.was} → ${one.now}`);
      return `  ${moment(one.at)}  ${visible(one.request)}  ${what}\n${lines.join("\n")}\n`;
    }),
    cases.length < changed ? `  …and ${changed - cases.length} more.\n` : "",
  ];
  return sections.filter((section) => section !== "").join("\n");
}

/** The answer in one sentence. */
export function headline({ decisions, changed, unreadable }: ReplayReport): string {
  const missing = unreadable === 0 ? "" : ` ${unreadable} could not be read.`;
  if (changed === 0) return `Nothing changes in ${decisions} decisions.${missing}`;
  return `${changed} of ${decisions} decisions would have been others.${missing}`;
}

function block(rows: readonly (readonly string[])[]): string {
  return table(rows)
    .map((line) => `  ${line}\n`)
    .join("");
}
