import type { ReplayReport } from "../../core/report/replay.ts";
import { moment } from "../text/moment.ts";
import { headline, names } from "../text/replay.ts";
import { code, row } from "./escape.ts";
import { folded } from "./folded.ts";
import { problemsMarkdown } from "./problems.ts";

/** What a change of the rules would have made of the past, for the comment on it: numbers first, the cases folded. */
export function replayMarkdown(report: ReplayReport): string {
  const { changed, outcomes, terms, subjects, resources, cases } = report;
  const parts = [`**${headline(report)}**`, ...problemsMarkdown(report.problems)];
  if (changed > 0) {
    parts.push(
      table(
        ["Was", "Would be", "Decisions"],
        outcomes.map(({ was, now, count }) => [was, was === now ? `${now}, on other terms` : now, String(count)]),
      ),
      table(
        ["Says", "more often", "less often"],
        terms.map(({ term, gained, lost }) => [code(term), String(gained), String(lost)]),
      ),
      `For ${names(subjects, code)}; on ${names(resources, code)}.`,
      folded(
        cases.length < changed ? `${cases.length} of ${changed} cases` : "The cases",
        table(
          ["When", "Request", "Was", "Would be", "Why"],
          cases.map((one) => [moment(one.at), code(one.request), one.was, one.now, why(one)]),
        ),
      ),
    );
  }
  return `${parts.join("\n\n")}\n`;
}

function why({ gained, lost }: ReplayReport["cases"][number]): string {
  return [...gained.map((term) => `+ ${code(term)}`), ...lost.map((term) => `− ${code(term)}`)].join("<br>");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(...head), row(...head.map(() => "---")), ...rows.map((cells) => row(...cells))].join("\n");
}
