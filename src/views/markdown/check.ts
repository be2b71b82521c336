import type { RequestExplanation } from "../../core/report/people.ts";
import type { ReplayReport } from "../../core/report/replay.ts";
import type { CheckReport } from "../../core/report/report.ts";
import { code, prose } from "./escape.ts";
import { explanationMarkdown } from "./explain.ts";
import { problemsMarkdown } from "./problems.ts";
import { headline, signs } from "./headline.ts";
import { replayMarkdown } from "./replay.ts";
import { requestMarkdown } from "./request.ts";

/** What a reader has to know beside the answer itself. */
export interface Judged {
  /** The commit that was judged. */
  readonly head: string;
  /** Digest of the rules that judged it. */
  readonly rules: string;
  /** What happens once it is allowed. */
  readonly then: "merges" | "is queued" | "somebody merges";
  /** Why it does not go on although it is allowed, as the forge says it; null: nothing stops it. */
  readonly stopped: string | null;
  /** What each rule made of each request. */
  readonly explained: readonly RequestExplanation[];
  /** What its rules would have made of the past; null: it changes none, or they cannot judge. */
  readonly replayed: ReplayReport | null;
}

const [whyBegins, whyEnds] = ["<!-- why -->", "<!-- /why -->"];
const anyWhy = new RegExp(`${whyBegins}[^]*?${whyEnds}`, "g");

/** Tells whether two comments give the same answer: the same rules may have come to it on other facts, such as the hour. */
export function isSameAnswer(one: string, other: string): boolean {
  return one.replaceAll(anyWhy, "") === other.replaceAll(anyWhy, "");
}

/** GitHub takes 65,536 characters of a comment. */
const most = 60_000;

/**
 * The answer to a change, for who asked and who has to agree: what it would do in a sentence, who has agreed, what
 * stands against it and what to do next. The same answer is the same text.
 */
export function checkMarkdown(report: CheckReport, judged: Judged): string {
  const isOne = report.requests.length === 1;
  const sections = [
    `### ${headline(report)}`,
    ...(report.outcome === "allowed" ? [thenWords(judged)] : []),
    ...(report.requests.length > 1 ? ["They are one unit: all of them are given, or none."] : []),
    ...problemsMarkdown(report.problems),
    ...report.requests.flatMap((request) => [
      ...(isOne ? [] : [`#### ${signs[request.outcome]} ${code(request.id)}: ${request.outcome}`]),
      requestMarkdown(request),
      ...whyOf(request.id, judged.explained),
    ]),
    ...(judged.replayed === null
      ? []
      : why(["#### What it would have done", replayMarkdown(judged.replayed).trimEnd()])),
  ];
  const end =
    `<sub>Judged at ${code(judged.head.slice(0, 12))} by the rules ${code(judged.rules.slice(0, 19))}. ` +
    `A merge is judged and proved again before anything is given.</sub>`;
  return `${fitting(sections).join("\n\n")}\n\n${end}\n`;
}

function whyOf(id: string, explained: Judged["explained"]): readonly string[] {
  const told = explained.filter((one) => one.id === id).flatMap((one) => explanationMarkdown(one));
  return told.length === 0 ? [] : why(told);
}

/** What changes with the hour, and with what was asked meanwhile. */
function why(told: readonly string[]): readonly string[] {
  return [`${whyBegins}\n\n${told.join("\n\n")}\n\n${whyEnds}`];
}

const nextWords: { readonly [then in Judged["then"]]: string } = {
  merges: "There is nothing left to do: it is merged by itself.",
  "is queued": "There is nothing left to do: it stands in the merge queue, is judged there again, and then merged.",
  "somebody merges": "**Next:** merge it.",
};

function thenWords({ then, stopped }: Judged): string {
  if (stopped !== null) return `It waits for GitHub: ${prose(stopped)}`;
  return nextWords[then];
}

/** As many whole sections as a comment holds. */
function fitting(sections: readonly string[]): readonly string[] {
  let room = most;
  const fits = sections.findIndex((section) => (room -= section.length + 2) < 0);
  if (fits === -1) return sections;
  return [
    ...sections.slice(0, fits),
    `…and more than fits here: ${sections.length - fits} parts are in the job's summary.`,
  ];
}
