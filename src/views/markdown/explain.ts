import type { ExplainedClause, ExplainedRule, ExplainedStep, Voice } from "../../core/decision/explanation.ts";
import { lookedUp } from "../../core/decision/looked-up.ts";
import type { ExplainReport, RequestExplanation } from "../../core/report/people.ts";
import type { Json } from "../../core/json/value.ts";
import { code, prose, row } from "./escape.ts";
import { folded } from "./folded.ts";

const order: readonly Voice[] = ["silent", "spoke", "quiet", "inapplicable"];
const words: Readonly<Record<Voice, string>> = {
  silent: "⛔ fell silent",
  spoke: "💬 spoke",
  quiet: "· had nothing to say",
  inapplicable: "– does not apply",
};
const longestValue = 80;

/** Why each request was judged as it was: one folded table a request. Nothing where no rule was asked. */
export function explainMarkdown({ requests }: ExplainReport): string {
  const told = requests.flatMap((request) => explanationMarkdown(request));
  return told.length === 0 ? "" : `${told.join("\n\n")}\n`;
}

/** The same of one request, for whoever puts it under what else is said of it. */
export function explanationMarkdown({ id, rules }: RequestExplanation): readonly string[] {
  if (rules === null) return [];
  const rows = rules
    .toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
    .map((rule) => row(`${code(rule.rule)}<br><sub>${prose(rule.title)}</sub>`, words[rule.outcome], why(rule)));
  const table = [row("Rule", "What became of it", "Why"), row("---", "---", "---"), ...rows].join("\n");
  return [folded(`What each of ${rules.length} rules made of it`, `${code(id)}\n\n${table}`)];
}

/** The clauses that tell most: those of the rule's own outcome. */
function why({ outcome, clauses }: ExplainedRule): string {
  return clauses
    .filter((clause) => clause.outcome === outcome)
    .map((clause) => clauseWords(clause))
    .join("<br>");
}

function clauseWords({ says, outcome, steps, said, lost }: ExplainedClause): string {
  if (outcome === "silent") return `${says}: undefined ${lost.map(code).join(", ")}`;
  if (outcome === "spoke") {
    const because = steps.flatMap((step) => [`${code(step.text)}${values(step)}`]).join(" and ");
    return `${says} ${said.map((value) => code(short(value))).join(", ")}${because === "" ? "" : ` because ${because}`}`;
  }
  const failed = steps.find((step) => step.outcome === "failed");
  return failed === undefined ? says : `${says}: ${code(failed.text)} does not hold${values(failed)}`;
}

function values(step: ExplainedStep): string {
  const shown = lookedUp(step).filter(
    ({ name, value }) => isForAll(name) && (value === null || typeof value !== "object" || isShort(value)),
  );
  if (shown.length === 0) return "";
  return ` (${shown.map(({ name, value }) => `${code(name)} = ${code(short(value))}`).join(", ")})`;
}

/** A comment may be read by more people than the catalog: what an organisation keeps about somebody is left out. */
function isForAll(name: string): boolean {
  return !/attributes|manager|data\.own/.test(name);
}

function isShort(value: Json): boolean {
  return Array.isArray(value) && JSON.stringify(value).length <= longestValue;
}

function short(value: Json): string {
  const text = JSON.stringify(codeOf(value) ?? value);
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`;
}

/** A reason by its code: its words stand above. */
function codeOf(value: Json): Json {
  return value !== null && typeof value === "object" && "code" in value ? (value["code"] ?? null) : null;
}
