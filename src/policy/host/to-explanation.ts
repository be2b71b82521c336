import type { Annotations } from "../../core/decision/annotation.ts";
import type { ExplainedClause, ExplainedRule, ExplainedStep, Voice } from "../../core/decision/explanation.ts";
import type { Json } from "../../core/json/value.ts";
import { sorted } from "./sorted.ts";

/** A clause and its steps, as `explain.wasm` lists them; the last step is its head. */
export interface ListedClause {
  readonly rule: string;
  readonly says: ExplainedClause["says"];
  readonly file: string;
  readonly line: number;
  readonly steps: readonly { readonly text: string; readonly line: number; readonly reads: readonly string[] }[];
}

/** What `explain.wasm` says of one request: each clause, step and read by its place in the list. */
export interface Trail {
  readonly reached: readonly (readonly [clause: number, step: number])[];
  readonly lost: readonly (readonly [clause: number, step: number, read: number])[];
  readonly values: readonly (readonly [clause: number, step: number, read: number, value: Json])[];
}

/** Every rule, in order of its name, with what became of each of its clauses. */
export function toExplanation(
  listed: readonly ListedClause[],
  trail: Trail,
  annotations: Annotations,
): readonly ExplainedRule[] {
  const words = new Map(
    Object.entries(annotations).map(([code, annotation]) => [annotation.rule, { code, ...annotation }]),
  );
  const [reached, lost, values] = [byClause(trail.reached), byClause(trail.lost), byClause(trail.values)];
  const told = listed.map((clause, index) => {
    const own = { reached: reached.get(index) ?? [], lost: lost.get(index) ?? [], values: values.get(index) ?? [] };
    return { rule: clause.rule, clause: toClause(clause, own) };
  });
  return [...Map.groupBy(told, ({ rule }) => rule)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, of]) => {
      const clauses = of.map(({ clause }) => clause);
      const { code = "", title = rule, controls = [] } = words.get(rule) ?? {};
      return { rule, code, title, controls, outcome: loudest(clauses), clauses };
    });
}

function byClause<At extends readonly [clause: number, ...unknown[]]>(trail: readonly At[]): Map<number, At[]> {
  return Map.groupBy(trail, ([clause]) => clause);
}

/** trail: of this clause alone. */
function toClause(clause: ListedClause, trail: Trail): ExplainedClause {
  const head = clause.steps.length - 1;
  const reached = Math.max(0, ...trail.reached.map(([, step]) => step));
  const valuesOf = (step: number): ExplainedStep["values"] =>
    trail.values
      .filter(([, where]) => where === step)
      .map(([, , read, value]) => ({ name: clause.steps[step]?.reads[read] ?? "", value: sorted(value) }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const lost = trail.lost.map(([, step, read]) =>
    step === head ? "its head" : (clause.steps[step]?.reads[read] ?? ""),
  );
  const steps = clause.steps.slice(0, head).map(({ text, line }, step) => {
    const outcome =
      step < reached ? ("held" as const) : step === reached ? ("failed" as const) : ("unreached" as const);
    return { text, line, outcome, values: outcome === "unreached" ? [] : valuesOf(step) };
  });
  return {
    says: clause.says,
    path: `policies/${clause.file}`,
    line: clause.line,
    outcome: voice(reached, head, lost.length > 0),
    steps,
    said: reached > head ? valuesOf(head).map(({ value }) => value) : [],
    lost: [...new Set(lost)].toSorted(),
  };
}

function voice(reached: number, head: number, isLost: boolean): Voice {
  if (isLost) return "silent";
  if (reached > head) return "spoke";
  return reached === head - 1 ? "quiet" : "inapplicable";
}

function loudest(clauses: readonly ExplainedClause[]): Voice {
  const order: readonly Voice[] = ["silent", "spoke", "quiet", "inapplicable"];
  return order.find((outcome) => clauses.some((clause) => clause.outcome === outcome)) ?? "inapplicable";
}
