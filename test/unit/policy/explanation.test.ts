import { expect, it } from "vitest";
import { toExplanation, type ListedClause, type Trail } from "../../../src/policy/host/to-explanation.ts";

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
    { text: "input.vendor != null", line: 13, reads: ["input.vendor"] },
    { text: "input.vendor.end < input.time.epoch", line: 14, reads: ["input.vendor.end", "input.time.epoch"] },
    { text: "result.reason(…)", line: 12, reads: ["result.reason(…)"] },
  ],
};
const nothing: Trail = { reached: [], lost: [], values: [] };
const first = [0, 0, 0, null] as const;
const second = [[0, 1, 1, 9] as const, [0, 1, 0, 5] as const];

it.each([
  {
    name: "does not apply where a condition before its last does not hold",
    trail: { ...nothing, values: [first] },
    outcome: "inapplicable",
    steps: ["failed", "unreached"],
  },
  {
    name: "had nothing to say where its last condition does not hold",
    trail: { ...nothing, reached: [[0, 1]], values: [first, ...second] },
    outcome: "quiet",
    steps: ["held", "failed"],
  },
  {
    name: "spoke where all hold, whatever stopped it for something else",
    trail: {
      reached: [
        [0, 1],
        [0, 2],
        [0, 3],
      ],
      lost: [],
      values: [[0, 2, 0, { code: "LATE" }]],
    },
    outcome: "spoke",
    steps: ["held", "held"],
  },
  {
    name: "fell silent where what it reads is undefined, even if it also spoke",
    trail: { reached: [[0, 3]], lost: [[0, 1, 0]], values: [] },
    outcome: "silent",
    steps: ["held", "held"],
  },
] as const)("a rule $name", ({ trail, outcome, steps }) => {
  const [rule] = toExplanation([clause], trail, annotations);
  expect(rule).toMatchObject({ rule: "lease.late", code: "LATE", title: "Not late", outcome });
  expect(rule?.clauses[0]?.steps.map((step) => step.outcome)).toEqual(steps);
});

it("tells the values that a condition read by the text that reads them, and what the clause said", () => {
  const trail: Trail = { reached: [[0, 3]], lost: [], values: [...second, [0, 2, 0, { code: "LATE" }]] };
  const [told] = toExplanation([clause], trail, annotations)[0]?.clauses ?? [];
  expect(told).toMatchObject({ path: "policies/rules/lease/late/late.rego", line: 12, said: [{ code: "LATE" }] });
  expect(told?.steps[1]?.values).toEqual([
    { name: "input.time.epoch", value: 9 },
    { name: "input.vendor.end", value: 5 },
  ]);
});

it("names what is undefined, and the head as such", () => {
  const trail: Trail = {
    ...nothing,
    lost: [
      [0, 1, 0],
      [0, 2, 0],
    ],
  };
  expect(toExplanation([clause], trail, annotations)[0]?.clauses[0]?.lost).toEqual(["input.vendor.end", "its head"]);
});

it("a rule is as loud as its loudest clause, and rules stand in order of their names", () => {
  const other = { ...clause, rule: "lease.a" };
  const told = toExplanation([clause, { ...clause, says: "bound" }, other], { ...nothing, reached: [[1, 3]] }, {});
  expect(told.map(({ rule, outcome, clauses }) => `${rule} ${outcome} ${clauses.length}`)).toEqual([
    "lease.a inapplicable 1",
    "lease.late spoke 2",
  ]);
});
