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
    case "listening": {
      const { address, message } = news;
      if (address !== null) return [`metrics at ${visible(address)}/metrics`];
      return [paint("red", `no metrics yet: ${visible(message ?? "")}; ends go on`)];
    }
    case "helm":
      return [news.held ? "admits and starts" : "stands by: another engine admits and starts; ends go on here too"];
    case "target": {
      const { target, answers, code, message } = news;
      if (answers) return [`${visible(target)} answers again`];
      return [paint("red", `${visible(target)} does not answer: ${code ?? ""} ${visible(message ?? "")}`)];
    }
    case "change":
      return [changeLine(news, paint)];
    case "decided":
      return decidedLines(news);
    case "trouble":
      return troubleLines(news, paint);
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

function decidedLines({ rules, admitted, refused }: Extract<WatchNews, { kind: "decided" }>): readonly string[] {
  return [
    ...rules.map(({ commit, outcome, code }) => `rules ${commit.slice(0, 12)} ${outcome}  ${code ?? ""}`.trimEnd()),
    ...admitted.map((id) => `admitted: ${visible(id)}`),
    ...refused.map(({ id, code, message }) => `refused: ${visible(id)}  ${code} ${visible(message)}`),
  ];
}

function troubleLines({ problems, frozen }: Extract<WatchNews, { kind: "trouble" }>, paint: Paint): readonly string[] {
  const lines = [
    ...(frozen === null ? [] : [paint("red", `frozen: ${frozen.code} ${visible(frozen.message)} Ends go on.`)]),
    ...problems.map(({ code, message, next }) => paint("red", `${code} ${visible(message)} ${visible(next)}`)),
  ];
  return lines.length === 0 ? ["nothing is wrong any more"] : lines;
}
