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
  readonly clauses: readonly ToldClause[];
}

/** A clause, its place in the list, and what is the same for every request. */
interface ToldClause {
  readonly clause: ListedClause;
  readonly at: number;
  readonly path: string;
  /** Its conditions, as they are told where it came to none. */
  readonly unreached: readonly ExplainedStep[];
}

/** Tells how rules came to their answer, in people's words. */
export class Explainer {
  readonly #rules: readonly ListedRule[];

  constructor(clauses: readonly ListedClause[], annotations: Annotations) {
    const words = new Map(
      Object.entries(annotations).map(([code, { rule, title, controls }]) => [rule, { code, title, controls }]),
    );
    const byRule = Map.groupBy(clauses.map(toTold), ({ clause }) => clause.rule);
    this.#rules = [...byRule]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([rule, of]) => ({ rule, ...(words.get(rule) ?? { code: "", title: rule, controls: [] }), clauses: of }));
  }

  /** Every rule, in order of its name, with what became of each of its clauses. trees: one for each, as `follow` takes it. */
  explain(trees: readonly unknown[]): readonly ExplainedRule[] {
    return this.#rules.map(({ rule, code, title, controls, clauses }) => {
      const told = clauses.map((one) => toClause(one, follow(one.clause, trees[one.at])));
      return { rule, code, title, controls, outcome: loudest(told), clauses: told };
    });
  }
}

function toTold(clause: ListedClause, at: number): ToldClause {
  const conditions = clause.steps.slice(0, -1);
  return {
    clause,
    at,
    path: `policies/${clause.file}`,
    unreached: conditions.map(({ text, line }) => ({ text, line, outcome: "unreached", values: [] })),
  };
}

function toClause({ clause, path, unreached }: ToldClause, { reached, steps }: Followed): ExplainedClause {
  const head = clause.steps.length - 1;
  const lost = steps.flatMap((step, at) => step.lost.map((read) => lostIn(clause, at, read)));
  return {
    says: clause.says,
    path,
    line: clause.line,
    outcome: voice(reached, head, lost.length > 0),
    steps: unreached.map((step, at) => {
      if (at > reached) return step;
      const values = named(clause.steps[at]?.reads ?? [], steps[at]?.values ?? []);
      return { ...step, outcome: at < reached ? ("held" as const) : ("failed" as const), values };
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
