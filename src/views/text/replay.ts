import type { ReplayReport } from "../../core/report/replay.ts";
import { counted } from "./counted.ts";
import { moment } from "./moment.ts";
import type { Paint } from "./paint.ts";
import { problemsText } from "./problems.ts";
import { table } from "./table.ts";
import { visible } from "./visible.ts";

const mostNames = 10;

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
    `  For ${names(subjects, visible)}; on ${names(resources, visible)}.\n`,
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

/** The answer in one sentence: by which rules, and of those that could be judged. */
export function headline({ policy, since, decisions, same, changed }: ReplayReport): string {
  const span = since === null ? "" : ` since ${moment(since)}`;
  if (decisions === 0) return `No decision was recorded${span}.`;
  const judged = same + changed;
  if (judged === 0) return `None of ${counted(decisions, "decision")}${span} could be judged once more.`;
  const rules = policy === null ? "the rules of the work tree" : `the rules of ${policy.slice(0, 12)}`;
  if (changed === 0) return `By ${rules} nothing changes in ${counted(judged, "decision")}${span}.`;
  const others = changed === 1 ? "another" : "others";
  return `By ${rules} ${changed} of ${counted(judged, "decision")}${span} would have been ${others}.`;
}

/** Those with the most, each with how many. */
export function names(counts: ReplayReport["subjects"], shown: (id: string) => string): string {
  const first = counts.slice(0, mostNames).map(({ id, count }) => `${shown(id)} (${count})`);
  const more = counts.length > first.length ? ` and ${counts.length - first.length} more` : "";
  return `${first.join(", ")}${more}`;
}

function shown(sections: readonly string[]): string {
  return sections.filter((section) => section !== "").join("\n");
}

function block(rows: readonly (readonly string[])[]): string {
  return table(rows)
    .map((line) => `  ${line}\n`)
    .join("");
}
