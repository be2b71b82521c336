import type { ExplainedClause, ExplainedRule, ExplainedStep, Voice } from "../../core/decision/explanation.ts";
import { lookedUp } from "../../core/decision/looked-up.ts";
import type { ExplainReport, RequestExplanation } from "../../core/report/people.ts";
import type { Paint, Style } from "./paint.ts";
import { problemsText } from "./problems.ts";
import { saidText } from "./said.ts";
import { shortValue } from "./short-value.ts";
import { visible } from "./visible.ts";

/** In the order of what matters: what fell silent may have denied. */
const groups: readonly (readonly [Voice, Style, string])[] = [
  ["silent", "red", "Fell silent"],
  ["spoke", "green", "Spoke"],
  ["quiet", "dim", "Had nothing to say"],
  ["inapplicable", "dim", "Do not apply"],
];
/** What is longer says less than it hides: a condition, and the name of what it read, which stands in it. */
const longest = { text: 90, name: 40 };
/** So many of the clauses that did not speak are shown of one rule. */
const mostBrief = 2;

/** Every rule as a tree, for each request: those that spoke first, by which conditions and on which values, then what kept the others from it. */
export function explainText(report: ExplainReport, paint: Paint): string {
  const parts = [
    ...(report.problems.length === 0 ? [] : [problemsText(report.problems, paint)]),
    ...report.requests.map((request) => requestTree(request, paint)),
  ];
  return parts.length === 0 ? "No request is changed here.\n" : parts.join("\n");
}

function requestTree({ id, outcome, problems, rules }: RequestExplanation, paint: Paint): string {
  const head = `${paint("bold", visible(id))}  ${outcome}\n`;
  const told = rules === null ? "  What the rules made of it is not known.\n" : groupsOf(rules, paint);
  return `${head}${told}${problems.length === 0 ? "" : `\n${problemsText(problems, paint)}`}`;
}

function groupsOf(rules: readonly ExplainedRule[], paint: Paint): string {
  const told = groups.flatMap(([voice, style, title]) => {
    const of = rules.filter(({ outcome }) => outcome === voice);
    if (of.length === 0) return [];
    const lines = of.flatMap((rule) =>
      voice === "silent" || voice === "spoke" ? whole(rule, paint) : brief(rule, paint),
    );
    return [`\n${paint(style, title)}: ${of.length}\n${lines.join("\n")}\n`];
  });
  return told.join("");
}

/** A rule that was heard, or should have been: each clause, each condition. */
function whole(rule: ExplainedRule, paint: Paint): readonly string[] {
  const { clauses, controls } = rule;
  const told = clauses.filter(({ outcome }) => outcome === rule.outcome);
  const serves = controls.length === 0 ? "" : paint("dim", `  serves ${controls.map(visible).join(", ")}`);
  return [
    `${title(rule, paint)}${serves}`,
    ...told.flatMap((clause, index) => branch(clause, index === told.length - 1, paint)),
  ];
}

/** One that was not: what kept it from speaking. */
function brief(rule: ExplainedRule, paint: Paint): readonly string[] {
  const failed = rule.clauses.flatMap(({ steps }) => steps.filter(({ outcome }) => outcome === "failed").slice(0, 1));
  const told = [...new Set(failed.map((step) => `     ${condition(step, paint)}`))];
  const more = told.length - mostBrief;
  return [
    title(rule, paint),
    ...told.slice(0, mostBrief),
    ...(more > 0 ? [paint("dim", `     and ${more} more`)] : []),
  ];
}

function title({ rule, code }: ExplainedRule, paint: Paint): string {
  return `  ${visible(rule)}  ${paint("dim", visible(code))}`;
}

function branch(
  { says, path, line, steps, said, lost }: ExplainedClause,
  isLast: boolean,
  paint: Paint,
): readonly string[] {
  const [knot, trunk] = isLast ? ["└─", "   "] : ["├─", "│  "];
  return [
    `  ${knot} ${says}  ${paint("dim", `${visible(path)}:${line}`)}`,
    ...steps.filter((step) => step.outcome !== "unreached").map((step) => `  ${trunk} ${condition(step, paint)}`),
    ...lost.map((what) => `  ${trunk} ${paint("red", "undefined")}  ${visible(what)}`),
    ...said.map((value) => `  ${trunk} ${paint("green", "said")}  ${visible(saidText(value))}`),
  ];
}

function condition(step: ExplainedStep, paint: Paint): string {
  const sign = step.outcome === "held" ? paint("green", "yes") : paint("yellow", "no ");
  const read = lookedUp(step).map(({ name, value }) =>
    name === step.text || name.length > longest.name
      ? visible(shortValue(value))
      : `${visible(name)} = ${visible(shortValue(value))}`,
  );
  const text = step.text.length > longest.text ? `${step.text.slice(0, longest.text)}…` : step.text;
  return `${sign} ${visible(text)}${read.length === 0 ? "" : paint("dim", `  [${read.join("; ")}]`)}`;
}
