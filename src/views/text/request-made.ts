import type { RequestMade } from "../../core/report/people.ts";
import { checkText } from "./check.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What was asked for, who has to agree, and what to type next. */
export function requestMadeText(report: RequestMade, paint: Paint): string {
  const where = report.pushed ? "pushed" : "in this clone";
  const lines = [
    `${paint("bold", visible(report.path))} is committed on ${visible(report.branch)} (${where}).`,
    ...(report.private_key === null ? [] : [`The private key made for it: ${visible(report.private_key)}`]),
    "",
    checkText(report.check, paint).trimEnd(),
    "",
    paint("bold", "Next"),
    ...next(report).map((line) => `  ${line}`),
  ];
  return `${lines.join("\n")}\n`;
}

function next({ check, id, branch }: RequestMade): readonly string[] {
  if (check.outcome === "invalid" || check.outcome === "denied") {
    return [`Nothing was asked for that can be given. git branch -D ${visible(branch)} takes it back.`];
  }
  const merge = [`git merge --no-ff ${visible(branch)}`, "brevet apply", `brevet credentials ${visible(id)}`];
  if (check.outcome === "allowed") return merge;
  const missing = check.requests.flatMap((request) => request.stages).filter((stage) => stage.missing > 0);
  const whom = missing.map((stage) => `${stage.missing} of ${stage.from.map(visible).join(" or ")}`).join(", and ");
  return [`${whom}: brevet approve ${visible(id)}`, ...merge];
}
