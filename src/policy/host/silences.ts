import type { Silence } from "./protocol.ts";
import { follow, type ListedClause } from "./trail.ts";

/** Where clauses fell silent for want of a value, each place once, in order. trees: one for each clause, as `follow` takes it. */
export function toSilences(clauses: readonly ListedClause[], trees: readonly unknown[]): readonly Silence[] {
  const found = clauses.flatMap((clause, index) => {
    const { steps } = follow(clause, trees[index]);
    return steps.flatMap(({ lost }, at) => lost.map((read) => ({ rule: clause.rule, what: lostIn(clause, at, read) })));
  });
  return eachOnce(found);
}

/** The same of rules that were built when `explain.wasm` told the places alone: of a clause, its step, and what that reads. */
export function silencesAt(clauses: readonly ListedClause[], places: readonly unknown[]): readonly Silence[] {
  const found = (places as readonly (readonly [clause: number, step: number, read: number])[]).map(
    ([at, step, read]) => {
      const clause = clauses[at];
      if (clause?.steps[step]?.reads[read] === undefined) throw new TypeError("explain.wasm names a step that is none");
      return { rule: clause.rule, what: lostIn(clause, step, read) };
    },
  );
  return eachOnce(found);
}

function eachOnce(found: readonly Silence[]): readonly Silence[] {
  const byText = new Map(found.map((silence) => [`${silence.rule} ${silence.what}`, silence]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, silence]) => silence);
}

/** What was undefined, as its author wrote it. */
export function lostIn({ steps }: ListedClause, at: number, read: number): string {
  return at === steps.length - 1 ? "its head" : (steps[at]?.reads[read] ?? "").slice(0, 200);
}
