import { describe, expect, it } from "vitest";
import { isCount, mergeStages } from "../../../../src/core/decision/merge-stages.ts";
import { stage } from "../../../fakes/decision.ts";

describe("stages that several rules ask for", () => {
  it.each([
    { name: "are none where none is asked", stages: [], expected: [] },
    {
      name: "of equal name and sources are one, with the larger count",
      stages: [stage({ count: 1 }), stage({ count: 3 }), stage({ count: 2 })],
      expected: [stage({ count: 3 })],
    },
    {
      name: "are one in whatever order and however often the sources are named",
      stages: [stage({ from: ["team:b", "team:a"] }), stage({ from: ["team:a", "team:b", "team:a"] })],
      expected: [stage({ from: ["team:a", "team:b"] })],
    },
    {
      name: "mean a person by a bare name",
      stages: [stage({ from: ["erin"] }), stage({ from: ["person:erin"] })],
      expected: [stage({ from: ["person:erin"] })],
    },
    {
      name: "take agreements no older than any of them does",
      stages: [stage({ max_age: 60 }), stage(), stage({ max_age: 30 })],
      expected: [stage({ max_age: 30 })],
    },
    {
      name: "need everything that any of them needs, once, in order",
      stages: [stage({ need: ["user_verified"] }), stage({ need: ["hardware", "user_verified"] })],
      expected: [stage({ need: ["hardware", "user_verified"] })],
    },
    {
      name: "stand side by side where the name differs, in order",
      stages: [stage({ name: "security" }), stage({ name: "owner" })],
      expected: [stage({ name: "owner" }), stage({ name: "security" })],
    },
    {
      name: "stand side by side where the sources differ, in order",
      stages: [stage({ from: ["team:b"] }), stage({ from: ["team:a"] })],
      expected: [stage({ from: ["team:a"] }), stage({ from: ["team:b"] })],
    },
    {
      name: "are explained by what asks for more",
      stages: [stage({ count: 2, because: "Z" }), stage({ count: 1, because: "A" })],
      expected: [stage({ count: 2, because: "Z" })],
    },
    {
      name: "are explained, of equals, by the first in the alphabet",
      stages: [stage({ because: "B" }), stage({ because: "A" }), stage({ because: "C" })],
      expected: [stage({ because: "A" })],
    },
    {
      name: "S57 keep a count that makes no sense, beside a larger one",
      stages: [stage({ count: 5 }), stage({ count: 0, because: "Z" })],
      expected: [stage({ count: 0, because: "Z" })],
    },
    {
      name: "S57 keep a count that makes no sense, before a larger one",
      stages: [stage({ count: 1.5, because: "Z" }), stage({ count: 5 })],
      expected: [stage({ count: 1.5, because: "Z" })],
    },
    {
      name: "S57 keep the larger of two counts that make no sense",
      stages: [stage({ count: -1 }), stage({ count: 1.5 }), stage({ count: 0 })],
      expected: [stage({ count: 1.5 })],
    },
  ])("$name", ({ stages, expected }) => {
    expect(mergeStages(stages)).toEqual(expected);
    expect(mergeStages(stages.toReversed())).toEqual(expected);
  });

  it("leaves what it was given as it was", () => {
    const given = [stage({ from: ["team:b", "a"], need: ["user_verified", "hardware"] })];
    mergeStages(given);
    expect(given).toEqual([stage({ from: ["team:b", "a"], need: ["user_verified", "hardware"] })]);
  });
});

it.each([
  { count: 1, isOne: true },
  { count: 2, isOne: true },
  { count: 0, isOne: false },
  { count: -1, isOne: false },
  { count: 1.5, isOne: false },
  { count: Number.NaN, isOne: false },
  { count: Number.POSITIVE_INFINITY, isOne: false },
])("$count people can agree: $isOne", ({ count, isOne }) => {
  expect(isCount(count)).toBe(isOne);
});
