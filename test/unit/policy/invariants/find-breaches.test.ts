import { expect, it } from "vitest";
import type { PolicyInput } from "../../../../src/core/decision/input.ts";
import { differences } from "../../../../src/policy/invariants/differences.ts";
import { findBreaches, plainest, type Breach } from "../../../../src/policy/invariants/find-breaches.ts";
import { policyInputs } from "../../../../src/policy/invariants/policy-inputs.ts";

const inputs = policyInputs({ numbers: [], words: [] });
const search = { runs: 300, seeds: [3] as const };
const breach = (code: string): Breach => ({ code, facts: {} });

function found(breachesOf: (input: PolicyInput) => readonly Breach[]): readonly string[] {
  const plain = plainest(inputs, search.seeds[0]);
  return findBreaches(inputs, breachesOf, search).map(
    ({ code, input }) => `${code} ${JSON.stringify(differences(plain, input))}`,
  );
}

it("finds nothing where nothing breaks", () => {
  expect(found(() => [])).toEqual([]);
});

it("shrinks to what it takes, and to nothing else", () => {
  const isVendorsOfHighTier = ({ vendor, resource }: PolicyInput): boolean =>
    vendor !== null && resource.tier === "high";
  expect(found((input) => (isVendorsOfHighTier(input) ? [breach("A")] : []))).toEqual([
    expect.stringMatching(/^A .*"subject.kind","value":"vendor".*"resource.tier","value":"high"/),
  ]);
});

it("S46 finds what only requests of another lot show", () => {
  const ofLot = (seed: number): string[] => {
    const asked: string[] = [];
    findBreaches(inputs, (input) => (asked.push(JSON.stringify(input)), []), { runs: 300, seeds: [seed] });
    return asked;
  };
  const known = new Set(ofLot(3));
  const planted = ofLot(4).find((input) => !known.has(input));
  const breachesOf = (input: PolicyInput): readonly Breach[] =>
    JSON.stringify(input) === planted ? [breach("PLANTED")] : [];
  expect(planted).toBeDefined();
  expect(findBreaches(inputs, breachesOf, search)).toEqual([]);
  const more = { ...search, seeds: [3, 4] as const };
  expect(findBreaches(inputs, breachesOf, more).map(({ code }) => code)).toEqual(["PLANTED"]);
});

it("finds each of several, however one hides the other", () => {
  const all = found(({ request, resource }) => [
    ...(resource.tier === "critical" ? [breach("A")] : []),
    ...(request.emergency ? [breach("B")] : []),
  ]);
  expect(all.toSorted()).toEqual([
    'A [{"field":"resource.tier","value":"critical"}]',
    'B [{"field":"request.emergency","value":true}]',
  ]);
});
