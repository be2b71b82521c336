import type { RequestMade } from "../../core/report/people.ts";
import { checkText } from "./check.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What was asked for, who has to agree, and what to type next. */
export function requestMadeText(report: RequestMade, paint: Paint): string {
  const { commit, branch, path, pushed, private_key: key, check } = report;
  const made = `${paint("bold", visible(path))} is committed on ${visible(branch)} (${pushed ? "pushed" : "in this clone"}).`;
  const lines = [
    ...(commit === null ? [] : [made]),
    ...(commit === null || key === null ? [] : [`The private key made for it: ${visible(key)}`]),
    ...(commit === null ? [] : [""]),
    checkText(check, paint).trimEnd(),
    ...(commit === null ? ["Nothing was kept of it."] : ["", paint("bold", "Next"), ...next(report)]),
  ];
  return `${lines.join("\n")}\n`;
}

function next({ check, id, branch, change }: RequestMade): readonly string[] {
  const merge = [`  git merge --no-ff ${visible(branch)}`, "  brevet apply", `  brevet credentials ${visible(id)}`];
  const missing = check.requests.flatMap((request) => request.stages).filter((stage) => stage.missing > 0);
  const whom = missing.map((stage) => `${stage.missing} of ${stage.from.map(visible).join(" or ")}`).join(", and ");
  if (change !== null) {
    const agree = missing.length === 0 ? "nobody has to agree" : `${whom} have to agree there in a review`;
    return [`  Pull request #${change} is open: ${agree}.`, `  brevet credentials ${visible(id)}`];
  }
  if (missing.length === 0) return merge;
  return [`  ${whom}: brevet approve ${visible(id)}`, ...merge];
}
