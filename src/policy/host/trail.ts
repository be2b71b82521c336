import type { ExplainedClause } from "../../core/decision/explanation.ts";
import type { Json } from "../../core/json/value.ts";

/** A clause and its steps, as `explain.wasm` lists them; the last step is its head. */
export interface ListedClause {
  readonly rule: string;
  readonly says: ExplainedClause["says"];
  readonly file: string;
  readonly line: number;
  readonly steps: readonly ListedStep[];
}

/** needs: the places of the reads without which the rule falls silent. */
export interface ListedStep {
  readonly text: string;
  readonly line: number;
  readonly reads: readonly string[];
  readonly needs: readonly number[];
}

/** How far a clause got with one request. */
export interface Followed {
  /** The last step that it came to; the number of steps where it spoke. */
  readonly reached: number;
  /** What each read of each step gave, and which of those that are needed ever gave nothing. */
  readonly steps: readonly { readonly values: readonly (readonly Json[])[]; readonly lost: readonly number[] }[];
}

/**
 * Follows a clause through the tree that `explain.wasm` tells of it: for each step a list of what each read gave, one value
 * or none, and last the same of the step after it, once for each way in which this one holds. Throws where the tree does
 * not fit the clause.
 */
export function follow({ steps }: ListedClause, tree: unknown): Followed {
  const followed = steps.map(({ reads }) => ({ values: reads.map((): Json[] => []), lost: [] as number[] }));
  let reached = 0;
  const visit = (node: unknown, at: number): void => {
    const [step, here] = [steps[at], followed[at]];
    if (step === undefined || here === undefined) throw unfit();
    if (at > reached) reached = at;
    const told = listIn(node);
    for (const [read, values] of here.values.entries()) {
      const found = listIn(told[read]) as readonly Json[];
      values.push(...found);
      if (found.length === 0 && step.needs.includes(read) && !here.lost.includes(read)) here.lost.push(read);
    }
    const isHead = at === steps.length - 1;
    if (isHead && here.values[0]?.length !== 0) reached = steps.length;
    if (!isHead) for (const next of listIn(told[step.reads.length])) visit(next, at + 1);
  };
  visit(tree, 0);
  for (const { lost } of followed) lost.sort((a, b) => a - b);
  return { reached, steps: followed };
}

/**
 * Whether a clause never fell silent for want of a value, by the tree that `explain.wasm` tells of that alone: a list that is
 * empty where a step wants one, else of one list, of the same of what comes after.
 */
export function isWhole(tree: unknown): boolean {
  const wanted = listIn(tree);
  return wanted.length > 0 && wanted.every((then) => listIn(then).every(isWhole));
}

function listIn(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw unfit();
  return value as readonly unknown[];
}

function unfit(): TypeError {
  return new TypeError("explain.wasm gave no answer that fits its rules");
}
