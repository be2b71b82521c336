import { expect, it } from "vitest";
import { toSilences } from "../../../src/policy/host/silences.ts";
import { follow, isWhole, type ListedClause } from "../../../src/policy/host/trail.ts";

/** Two conditions and a head; the second reads what may be missing without harm. */
const clause: ListedClause = {
  rule: "lease.late",
  says: "deny",
  file: "rules/lease/late/late.rego",
  line: 1,
  steps: [
    { text: "a < b", line: 2, reads: ["a", "b"], needs: [1] },
    { text: "not c", line: 3, reads: ["c"], needs: [] },
    { text: "head", line: 1, reads: ["head"], needs: [0] },
  ],
};
const head = [["said"]];

it.each([
  { name: "stops at its first condition", tree: [[1], [2], []], reached: 0, lost: [[], [], []] },
  { name: "stops at its second", tree: [[1], [2], [[[], []]]], reached: 1, lost: [[], [], []] },
  { name: "speaks", tree: [[1], [2], [[[], [head]]]], reached: 3, lost: [[], [], []] },
  { name: "has no head", tree: [[1], [2], [[[], [[[]]]]]], reached: 2, lost: [[], [], [0]] },
  {
    name: "speaks of one, with no head for another",
    tree: [[1], [2], [[[], [head, [[]]]]]],
    reached: 3,
    lost: [[], [], [0]],
  },
  { name: "wants a value", tree: [[], [], []], reached: 0, lost: [[1], [], []] },
])("follows a clause that $name", ({ tree, reached, lost }) => {
  const followed = follow(clause, tree);
  expect([followed.reached, followed.steps.map((step) => step.lost)]).toEqual([reached, lost]);
});

it("gathers what each read gave, over every way in which the steps before it hold", () => {
  const tree = [
    [1],
    [2],
    [
      [["x"], []],
      [["y"], [head]],
    ],
  ];
  expect(follow(clause, tree).steps.map(({ values }) => values)).toEqual([[[1], [2]], [["x", "y"]], [["said"]]]);
});

it.each([
  { name: "no tree", tree: undefined },
  { name: "too few reads", tree: [[1]] },
  { name: "no list of a read", tree: [1, [2], []] },
  { name: "nothing after a step", tree: [[1], [2]] },
  { name: "a step that is no list", tree: [[1], [2], [3]] },
])("throws at $name", ({ tree }) => {
  expect(() => follow(clause, tree)).toThrow("fits its rules");
});

it.each([
  { name: "stopped with all that it wants", tree: [[]], whole: true },
  { name: "spoke", tree: [[[[[[]]]]]], whole: true },
  { name: "wants a value at once", tree: [], whole: false },
  { name: "wants one later, for one of two", tree: [[[[]], []]], whole: false },
])("a clause that $name is whole: $whole", ({ tree, whole }) => {
  expect(isWhole(tree)).toBe(whole);
});

it("a tree that is none is not taken for whole", () => {
  expect(() => isWhole([true])).toThrow("fits its rules");
});

it("names each silence once, in order, and cuts a long text", () => {
  const long = {
    ...clause,
    rule: "a",
    steps: clause.steps.map((step) => ({ ...step, reads: step.reads.map(() => "x".repeat(300)) })),
  };
  const wanting = [[], [], []];
  expect(toSilences([clause, clause, long], [wanting, [[1], [2], [[[], [[[]]]]]], wanting])).toEqual([
    { rule: "a", what: "x".repeat(200) },
    { rule: "lease.late", what: "b" },
    { rule: "lease.late", what: "its head" },
  ]);
  expect(toSilences([clause, clause], [wanting, wanting])).toHaveLength(1);
});
