import type { WatchNews } from "../../core/report/watch-news.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What a resident engine tells, one line a thing: made to be read in a journal. */
export function watchNewsText(news: WatchNews, paint: Paint): string {
  return linesOf(news, paint)
    .map((line) => `${news.at}  ${line}\n`)
    .join("");
}

function linesOf(news: WatchNews, paint: Paint): readonly string[] {
  switch (news.kind) {
    case "started":
      return ["started"];
    case "stopped":
      return ["stopped"];
    case "target": {
      const { target, answers, code, message } = news;
      if (answers) return [`${visible(target)} answers again`];
      return [paint("red", `${visible(target)} does not answer: ${code ?? ""} ${visible(message ?? "")}`)];
    }
    case "change":
      return [changeLine(news, paint)];
    case "round":
      return roundLines(news, paint);
  }
}

function changeLine({ change, seconds }: Extract<WatchNews, { kind: "change" }>, paint: Paint): string {
  const { action, outcome, subject, entitlement, target, grant, because, code, message } = change;
  const what = `${visible(subject ?? "?")} ${visible(entitlement ?? "unexplained access")} on ${visible(target)}`;
  const which = `${visible(grant ?? "")} (${because})`;
  if (outcome !== "done")
    return paint("red", `${action} failed: ${what}  ${which}  ${code ?? ""} ${visible(message ?? "")}`);
  return `${done[action]}: ${what}  ${which}${seconds === null ? "" : `  ${seconds.toFixed(3)} s after it was due`}`;
}

const done = { start: "given", adjust: "adjusted", end: "ended" } as const;

function roundLines(round: Extract<WatchNews, { kind: "round" }>, paint: Paint): readonly string[] {
  const { frozen } = round;
  return [
    ...round.rules.map(({ commit, outcome, code }) =>
      `rules ${commit.slice(0, 12)} ${outcome}  ${code ?? ""}`.trimEnd(),
    ),
    ...round.admitted.map((id) => `admitted: ${visible(id)}`),
    ...round.refused.map(({ id, code, message }) => `refused: ${visible(id)}  ${code} ${visible(message)}`),
    ...(frozen === null ? [] : [paint("red", `frozen: ${frozen.code} ${visible(frozen.message)} Ends go on.`)]),
    ...round.problems.map(({ code, message, next }) => paint("red", `${code} ${visible(message)} ${visible(next)}`)),
    ...(round.mended ? ["nothing is wrong any more"] : []),
  ];
}
