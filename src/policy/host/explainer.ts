import type { Annotations } from "../../core/decision/annotation.ts";
import type {
  ExplainedClause,
  ExplainedRule,
  ExplainedStep,
  ReadValue,
  Voice,
} from "../../core/decision/explanation.ts";
import type { Json } from "../../core/json/value.ts";
import { lostIn } from "./silences.ts";
import { sorted } from "./sorted.ts";
import { follow, type Followed, type ListedClause } from "./trail.ts";

interface ListedRule extends Pick<ExplainedRule, "rule" | "code" | "title" | "controls"> {
  readonly clauses: readonly { readonly clause: ListedClause; readonly at: number }[];
}

/** Tells how rules came to their answer, in people's words. */
export class Explainer {
  readonly #rules: readonly ListedRule[];

  constructor(clauses: readonly ListedClause[], annotations: Annotations) {
    const words = new Map(
      Object.entries(annotations).map(([code, { rule, title, controls }]) => [rule, { code, title, controls }]),
    );
    const byRule = Map.groupBy(
      clauses.map((clause, at) => ({ clause, at })),
      ({ clause }) => clause.rule,
    );
    this.#rules = [...byRule]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([rule, of]) => ({ rule, ...(words.get(rule) ?? { code: "", title: rule, controls: [] }), clauses: of }));
  }

  /** Every rule, in order of its name, with what became of each of its clauses. trees: one for each, as `follow` takes it. */
  explain(trees: readonly unknown[]): readonly ExplainedRule[] {
    return this.#rules.map(({ rule, code, title, controls, clauses }) => {
      const told = clauses.map(({ clause, at }) => toClause(clause, follow(clause, trees[at])));
      return { rule, code, title, controls, outcome: loudest(told), clauses: told };
    });
  }
}

function toClause(clause: ListedClause, { reached, steps }: Followed): ExplainedClause {
  const head = clause.steps.length - 1;
  const lost = steps.flatMap((step, at) => step.lost.map((read) => lostIn(clause, at, read)));
  return {
    says: clause.says,
    path: `policies/${clause.file}`,
    line: clause.line,
    outcome: voice(reached, head, lost.length > 0),
    steps: clause.steps.slice(0, head).map(({ text, line, reads }, at) => {
      const outcome = at < reached ? ("held" as const) : at === reached ? ("failed" as const) : ("unreached" as const);
      return { text, line, outcome, values: named(reads, steps[at]?.values ?? []) };
    }),
    said: distinct(steps[head]?.values[0] ?? []),
    lost: [...new Set(lost)].toSorted(),
  };
}

/** In order of their names. */
function named(reads: readonly string[], values: Followed["steps"][number]["values"]): ExplainedStep["values"] {
  const told: ReadValue[] = [];
  for (const [read, name] of reads.entries())
    for (const value of distinct(values[read] ?? [])) told.push({ name, value });
  return told.length < 2 ? told : told.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Each value once, in order. */
function distinct(values: readonly Json[]): readonly Json[] {
  if (values.length < 2) return values.map(sorted);
  const byText = new Map(values.map(sorted).map((value) => [JSON.stringify(value), value]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
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
