import { describe, expect, it } from "vitest";
import { matchSeats } from "../../../../src/core/decision/match-seats.ts";

describe("matchSeats", () => {
  it.each([
    { name: "fills nothing where nobody agreed", groups: [{ count: 1, candidates: [] }], expected: [[]] },
    {
      name: "S11 seats one human of two groups once",
      groups: [
        { count: 1, candidates: ["bob"] },
        { count: 1, candidates: ["bob"] },
      ],
      expected: [["bob"], []],
    },
    {
      name: "seats one person once in a group, however many seats it has",
      groups: [{ count: 2, candidates: ["bob"] }],
      expected: [["bob"]],
    },
    {
      name: "moves somebody to a seat that only they can fill",
      groups: [
        { count: 1, candidates: ["bob", "carol"] },
        { count: 1, candidates: ["bob"] },
      ],
      expected: [["carol"], ["bob"]],
    },
    {
      name: "moves people along a chain of three groups",
      groups: [
        { count: 1, candidates: ["a", "b"] },
        { count: 1, candidates: ["a", "c"] },
        { count: 1, candidates: ["a"] },
      ],
      expected: [["b"], ["c"], ["a"]],
    },
    {
      name: "fills the first group before the second where both cannot be",
      groups: [
        { count: 2, candidates: ["a", "b"] },
        { count: 1, candidates: ["a", "b"] },
      ],
      expected: [["a", "b"], []],
    },
    {
      name: "fills what is left where one group cannot be filled",
      groups: [
        { count: 3, candidates: ["a"] },
        { count: 1, candidates: ["b"] },
      ],
      expected: [["a"], ["b"]],
    },
    {
      name: "names people in order, whoever was seated first",
      groups: [{ count: 2, candidates: ["b", "a"] }],
      expected: [["a", "b"]],
    },
    { name: "fills no seat of a group that has none", groups: [{ count: 0, candidates: ["a"] }], expected: [[]] },
  ])("$name", ({ groups, expected }) => {
    expect(matchSeats(groups)).toEqual(expected);
  });
});
