import { expect, it } from "vitest";
import { Explainer } from "../../../src/policy/host/explainer.ts";
import type { ListedClause } from "../../../src/policy/host/trail.ts";

const annotations = {
  LATE: {
    rule: "lease.late",
    title: "Not late",
    description: "",
    message: "",
    next: "",
    facts: {},
    controls: [],
  },
};
const clause: ListedClause = {
  rule: "lease.late",
  says: "deny",
  file: "rules/lease/late/late.rego",
  line: 12,
  steps: [
    { text: "input.vendor != null", line: 13, reads: ["input.vendor"], needs: [0] },
    {
      text: "input.vendor.end < input.time.epoch",
      line: 14,
      reads: ["input.vendor.end", "input.time.epoch"],
      needs: [0, 1],
    },
    { text: "result.reason(…)", line: 12, reads: ["result.reason(…)"], needs: [0] },
  ],
};
const vendor = [{ id: "acme" }];
const spoken = [vendor, [[[5], [9], [[[{ code: "LATE" }]]]]]];
const stopped = [[null], []];

it.each([
  {
    name: "does not apply where a condition before its last does not hold",
    tree: stopped,
    outcome: "inapplicable",
    steps: ["failed", "unreached"],
  },
  {
    name: "had nothing to say where its last condition does not hold",
    tree: [vendor, [[[9], [5], []]]],
    outcome: "quiet",
    steps: ["held", "failed"],
  },
  {
    name: "spoke where all hold, whatever stopped it for something else",
    tree: [vendor, [[[9], [5], []], ...spoken[1]!]],
    outcome: "spoke",
    steps: ["held", "held"],
  },
  {
    name: "fell silent where what it reads is undefined, even if it also spoke",
    tree: [vendor, [[[], [5], []], ...spoken[1]!]],
    outcome: "silent",
    steps: ["held", "held"],
  },
  {
    name: "fell silent where its head is undefined",
    tree: [vendor, [[[5], [9], [[[]]]]]],
    outcome: "silent",
    steps: ["held", "held"],
  },
] as const)("a rule $name", ({ tree, outcome, steps }) => {
  const [rule] = new Explainer([clause], annotations).explain([tree]);
  expect(rule).toMatchObject({ rule: "lease.late", code: "LATE", title: "Not late", outcome });
  expect(rule?.clauses[0]?.steps.map((step) => step.outcome)).toEqual(steps);
});

it("tells the values that a condition read by the text that reads them, each once, and what the clause said", () => {
  const tree = [vendor, [...spoken[1]!, [[4], [9], []], [[5], [9], []]]];
  const [told] = new Explainer([clause], annotations).explain([tree])[0]?.clauses ?? [];
  expect(told).toMatchObject({ path: "policies/rules/lease/late/late.rego", line: 12, said: [{ code: "LATE" }] });
  expect(told?.steps[1]?.values).toEqual([
    { name: "input.time.epoch", value: 9 },
    { name: "input.vendor.end", value: 4 },
    { name: "input.vendor.end", value: 5 },
  ]);
});

it("names what is undefined, and the head as such, each once", () => {
  const tree = [vendor, [[[], [9], [[[]], [[]]]]]];
  const [told] = new Explainer([clause], annotations).explain([tree])[0]?.clauses ?? [];
  expect(told?.lost).toEqual(["input.vendor.end", "its head"]);
});

it("a rule is as loud as its loudest clause, and rules stand in order of their names", () => {
  const clauses = [clause, { ...clause, says: "bound" as const }, { ...clause, rule: "lease.a" }];
  const told = new Explainer(clauses, {}).explain([stopped, spoken, stopped]);
  expect(told.map(({ rule, outcome, clauses: of }) => `${rule} ${outcome} ${of.length}`)).toEqual([
    "lease.a inapplicable 1",
    "lease.late spoke 2",
  ]);
});
