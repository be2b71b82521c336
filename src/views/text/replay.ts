import type { ReplayReport } from "../../core/report/replay.ts";
import { moment } from "./moment.ts";
import type { Paint } from "./paint.ts";
import { problemsText } from "./problems.ts";
import { table } from "./table.ts";
import { visible } from "./visible.ts";

const mostNames = 20;

/** What other rules would have made of the past: in numbers, for whom, and in cases. */
export function replayText(report: ReplayReport, paint: Paint): string {
  const { changed, outcomes, terms, subjects, resources, cases } = report;
  const head = [`${paint("bold", headline(report))}\n`, problemsText(report.problems, paint)];
  if (changed === 0) return shown(head);
  return shown([
    ...head,
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
  ]);
}

/** The answer in one sentence: of those that could be judged. */
export function headline({ same, changed }: ReplayReport): string {
  const judged = same + changed;
  if (judged === 0) return "There is nothing that could be judged.";
  if (changed === 0) return `Nothing changes in ${judged} decisions.`;
  return `${changed} of ${judged} decisions would have been others.`;
}

function shown(sections: readonly string[]): string {
  return sections.filter((section) => section !== "").join("\n");
}

function block(rows: readonly (readonly string[])[]): string {
  return table(rows)
    .map((line) => `  ${line}\n`)
    .join("");
}
