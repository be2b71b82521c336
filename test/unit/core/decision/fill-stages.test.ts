import { describe, expect, it } from "vitest";
import { fillStages, shortBy } from "../../../../src/core/decision/fill-stages.ts";
import type { Stage } from "../../../../src/core/decision/decision.ts";
import type { Approval } from "../../../../src/core/decision/verdict.ts";
import { catalog } from "../../../fakes/catalog.ts";
import { approval, stage } from "../../../fakes/decision.ts";

const owner = stage();
const security = stage({ name: "security", from: ["team:security"] });
const nobody = new Set<string>();

function seats(stages: readonly Stage[], approvals: readonly Approval[], excluded = nobody): string[] {
  const { stages: filled } = fillStages(stages, approvals, excluded, catalog());
  return filled.map(({ name, by, missing }) => `${name}: ${by.join(" ")} -${missing}`);
}

describe("seats", () => {
  it.each([
    { name: "stay open where nobody agreed", stages: [owner], approvals: [], expected: ["owner:  -1"] },
    {
      name: "are filled by who may",
      stages: [owner, security],
      approvals: [approval("bob"), approval("dana")],
      expected: ["owner: bob -0", "security: dana -0"],
    },
    {
      name: "are not filled by who may not",
      stages: [owner],
      approvals: [approval("dana"), approval("mallory"), approval("frank")],
      expected: ["owner:  -1"],
    },
    {
      name: "S10 are not filled by who is excluded, whatever they signed",
      stages: [owner],
      approvals: [approval("alice")],
      excluded: new Set(["alice"]),
      expected: ["owner:  -1"],
    },
    {
      name: "S11 are not filled twice by one person with two signatures",
      stages: [stage({ count: 2 })],
      approvals: [approval("bob"), approval("bob", { via: "github" })],
      expected: ["owner: bob -1"],
    },
    {
      name: "S11 of two stages are not both filled by one person",
      stages: [owner, stage({ name: "second" })],
      approvals: [approval("bob")],
      expected: ["owner: bob -0", "second:  -1"],
    },
    {
      name: "are as many as are asked, not more",
      stages: [stage({ count: 2 })],
      approvals: [approval("carol"), approval("bob"), approval("alice")],
      expected: ["owner: alice bob -0"],
    },
    {
      name: "are none where a count makes no sense",
      stages: [stage({ count: 1.5 }), stage({ name: "second" })],
      approvals: [approval("bob"), approval("carol")],
      expected: ["owner:  -0", "second: bob -0"],
    },
    {
      name: "never miss less than none",
      stages: [stage({ count: -2 })],
      approvals: [approval("bob")],
      expected: ["owner:  -0"],
    },
    {
      name: "S70 that need hardware are not filled by another key",
      stages: [stage({ need: ["hardware"] })],
      approvals: [approval("bob", { userVerified: true })],
      expected: ["owner:  -1"],
    },
    {
      name: "that need hardware are filled by such a key",
      stages: [stage({ need: ["hardware"] })],
      approvals: [approval("bob", { hardware: true })],
      expected: ["owner: bob -0"],
    },
    {
      name: "that need touch and PIN are not filled by touch alone",
      stages: [stage({ need: ["hardware", "user_verified"] })],
      approvals: [approval("bob", { hardware: true })],
      expected: ["owner:  -1"],
    },
    {
      name: "that need touch and PIN are filled by both",
      stages: [stage({ need: ["hardware", "user_verified"] })],
      approvals: [approval("bob", { hardware: true, userVerified: true })],
      expected: ["owner: bob -0"],
    },
  ])("$name", ({ stages, approvals, excluded, expected }) => {
    expect(seats(stages, approvals, excluded)).toEqual(expected);
  });

  it.each([
    { name: "as old as may be", approval: { ageAtMost: 3_600 }, by: ["bob"] },
    { name: "a second older", approval: { ageAtMost: 3_601 }, by: [] },
    { name: "of an age that nobody knows", approval: { ageAtMost: null }, by: [] },
    { name: "without an age", approval: {}, by: [] },
  ])("that ask for fresh agreements get $by from one $name", ({ approval: more, by }) => {
    const asked = [stage({ max_age: 3_600 })];
    const { stages } = fillStages(asked, [approval("bob", more)], nobody, catalog());
    expect(stages[0]?.by).toEqual(by);
  });

  it("that need people on duty are filled by those on call alone", () => {
    const asked = [stage({ need: ["on_duty"] })];
    const given = [approval("bob"), approval("carol")];
    expect(fillStages(asked, given, nobody, catalog(), ["carol"]).stages[0]?.by).toEqual(["carol"]);
    expect(fillStages(asked, given, nobody, catalog()).stages[0]?.by).toEqual([]);
  });

  it("S18 that need what nobody knows are never filled", () => {
    const unknown = stage({ need: ["blessing" as "hardware"] });
    expect(seats([unknown], [approval("bob", { hardware: true, userVerified: true })])).toEqual(["owner:  -1"]);
  });

  it("say which approval filled them: the one that fits, in order of who agreed", () => {
    const plain = approval("bob", { via: "github" });
    const hard = approval("bob", { hardware: true });
    const { counted } = fillStages(
      [stage({ need: ["hardware"] }), security],
      [approval("dana"), plain, hard, approval("carol")],
      nobody,
      catalog(),
    );
    expect(counted).toEqual([hard, approval("dana")]);
  });

  it("say of each seat the approval of who sits there", () => {
    const given = [approval("alice"), approval("bob")];
    expect(fillStages([owner, stage({ name: "second" })], given, nobody, catalog()).counted).toEqual(given);
  });

  it("are filled alike in whatever order people agreed", () => {
    const given = [approval("carol"), approval("alice"), approval("bob")];
    expect(seats([owner], given)).toEqual(seats([owner], given.toReversed()));
  });

  it("count, of two approvals that fit, the same one in any order", () => {
    const given = [approval("bob", { proof: "sha256-b" }), approval("bob", { proof: "sha256-a" })];
    for (const order of [given, given.toReversed()]) {
      expect(fillStages([owner], order, nobody, catalog()).counted).toEqual([given[1]]);
    }
  });

  it.each([
    { name: "a key of hardware", better: { hardware: true }, other: { via: "github" as const } },
    {
      name: "a PIN",
      better: { hardware: true, userVerified: true },
      other: { hardware: true, proof: "sha256-" as const },
    },
  ])("count, of two approvals that fit, the one by $name", ({ better, other }) => {
    const given = [approval("bob", other), approval("bob", better)];
    expect(fillStages([owner], given, nobody, catalog()).counted).toEqual([given[1]]);
  });

  it("leave approvals as they were given", () => {
    const given = [approval("carol"), approval("alice")];
    fillStages([owner], given, nobody, catalog());
    expect(given).toEqual([approval("carol"), approval("alice")]);
  });
});

describe("seats that would stay open if everybody agreed who could", () => {
  it.each([
    { name: "are none where there are enough people", stages: [stage({ count: 3 })], excluded: [], short: 0 },
    { name: "are those beyond who is there", stages: [stage({ count: 5 })], excluded: [], short: 2 },
    { name: "grow with who is excluded", stages: [stage({ count: 3 })], excluded: ["alice", "bob"], short: 2 },
    {
      name: "are counted over all stages, each person once",
      stages: [stage({ count: 2 }), stage({ name: "second", count: 2 })],
      excluded: [],
      short: 1,
    },
    { name: "ask nobody for hardware first", stages: [stage({ need: ["hardware"] })], excluded: [], short: 0 },
  ])("$name", ({ stages, excluded, short }) => {
    expect(shortBy(stages, new Set(excluded), catalog())).toBe(short);
  });
});
