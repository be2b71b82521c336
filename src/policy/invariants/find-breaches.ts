import * as fc from "fast-check";
import type { PolicyInput } from "../../core/decision/input.ts";
import type { Reason } from "../../core/decision/decision.ts";

/** An invariant that does not hold for a request. */
export type Breach = Pick<Reason, "code" | "facts">;

/** The plainest request that breaks an invariant. */
export interface Counterexample extends Breach {
  readonly input: PolicyInput;
}

/** How long to look. */
export interface Search {
  readonly runs: number;
  /** Each draws as many requests. */
  readonly seeds: readonly [number, ...number[]];
}

/** Looks for requests that break an invariant, and gives for each that is broken the plainest that was found. */
export function findBreaches(
  inputs: fc.Arbitrary<PolicyInput>,
  breachesOf: (input: PolicyInput) => readonly Breach[],
  { runs, seeds }: Search,
): readonly Counterexample[] {
  const found = new Map<string, Counterexample>();
  const holds = (input: PolicyInput): boolean => breachesOf(input).every(({ code }) => found.has(code));
  for (const seed of seeds) {
    for (;;) {
      const { counterexample } = fc.check(fc.property(inputs, holds), { numRuns: runs, seed });
      if (counterexample === null) break;
      const [input] = counterexample;
      for (const breach of breachesOf(input)) if (!found.has(breach.code)) found.set(breach.code, { ...breach, input });
    }
  }
  return [...found.values()];
}

/** The request that every other shrinks to. */
export function plainest(inputs: fc.Arbitrary<PolicyInput>, seed: number): PolicyInput | null {
  const nothing = fc.property(inputs, (_: PolicyInput) => false);
  return fc.check(nothing, { numRuns: 1, seed }).counterexample?.[0] ?? null;
}
