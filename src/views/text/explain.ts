import type { ExplainedClause, ExplainedRule, ExplainedStep, Voice } from "../../core/decision/explanation.ts";
import type { ExplainReport, RequestExplanation } from "../../core/report/people.ts";
import type { Paint, Style } from "./paint.ts";
import { problemsText } from "./problems.ts";
import { shortValue } from "./short-value.ts";
import { visible } from "./visible.ts";

const words: Readonly<Record<Voice, readonly [Style, string]>> = {
  spoke: ["green", "spoke"],
  quiet: ["dim", "had nothing to say"],
  inapplicable: ["dim", "does not apply"],
  silent: ["red", "fell silent"],
};

/** Every rule as a tree, for each request: what became of it, by which conditions, and on which values. */
export function explainText(report: ExplainReport, paint: Paint): string {
  const parts = [
    ...(report.problems.length === 0 ? [] : [problemsText(report.problems, paint)]),
    ...report.requests.map((request) => requestTree(request, paint)),
  ];
  return parts.length === 0 ? "No request is changed here.\n" : parts.join("\n");
}

function requestTree({ id, outcome, problems, rules }: RequestExplanation, paint: Paint): string {
  const head = `${paint("bold", visible(id))}  ${outcome}\n`;
  const told =
    rules === null
      ? "  What the rules made of it is not known.\n"
      : rules.map((rule) => lines(rule, paint).join("\n") + "\n").join("");
  return `${head}${told}${problems.length === 0 ? "" : `\n${problemsText(problems, paint)}`}`;
}

function lines({ rule, code, controls, outcome, clauses }: ExplainedRule, paint: Paint): readonly string[] {
  const [style, word] = words[outcome];
  const serves = outcome === "spoke" && controls.length > 0 ? `  serves ${controls.map(visible).join(", ")}` : "";
  const head = `  ${visible(rule)}  ${paint(style, word)}  ${paint("dim", `${visible(code)}${serves}`)}`;
  return [head, ...clauses.flatMap((clause, index) => branch(clause, index === clauses.length - 1, paint))];
}

function branch(clause: ExplainedClause, isLast: boolean, paint: Paint): readonly string[] {
  const { says, path, line, outcome, steps, said, lost } = clause;
  const [style, word] = words[outcome];
  const [knot, trunk] = isLast ? ["└─", "   "] : ["├─", "│  "];
  const place = paint("dim", `${visible(path)}:${line}`);
  return [
    `  ${knot} ${says}  ${paint(style, word)}  ${place}`,
    ...steps.filter((step) => step.outcome !== "unreached").map((step) => `  ${trunk} ${condition(step, paint)}`),
    ...lost.map((what) => `  ${trunk} ${paint("red", "undefined")}  ${visible(what)}`),
    ...said.map((value) => `  ${trunk} ${paint("green", "said")}  ${visible(shortValue(value))}`),
  ];
}

function condition({ text, outcome, values }: ExplainedStep, paint: Paint): string {
  const sign = outcome === "held" ? paint("green", "yes") : paint("yellow", "no ");
  const read = values.map(({ name, value }) => `${visible(name)} = ${visible(shortValue(value))}`);
  return `${sign} ${visible(text)}${read.length === 0 ? "" : paint("dim", `  [${read.join("; ")}]`)}`;
}
