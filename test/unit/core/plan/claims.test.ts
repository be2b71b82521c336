import { expect, it } from "vitest";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import type { Holding } from "../../../../src/core/plan/holding.ts";
import { active, ended, foreign, given, holding, id, minutes, noon, planAt, tell } from "./world.ts";

it.each<{ name: string; grants: readonly Grant[]; shows: readonly Holding[]; expected: readonly string[] }>([
  {
    name: "S79 leaves another account that bears the name which was recorded",
    grants: [active("a")],
    shows: [foreign({ principal: "bob_w", ref: "a" })],
    expected: ["drift missing a alice_w [a]", "drift foreign - bob_w [a]", "gone a since 12:00:00"],
  },
  {
    name: "S79 leaves another account that bears a marker of ours, though the end it bears is over",
    grants: [active("a")],
    shows: [holding("a"), holding("z", { grant: id("a"), principal: "bob_w", until: noon })],
    expected: ["drift foreign a bob_w [z]"],
  },
  {
    name: "S33 leaves what somebody else gave, though the end it bears is over",
    grants: [],
    shows: [foreign({ until: minutes(-1) })],
    expected: ["drift foreign - alice_w [by hand]"],
  },
  {
    name: "S69 ends what lands after its grant has ended, though another one of that access has ended too",
    grants: [ended("a"), ended("b")],
    shows: [holding("a")],
    expected: ["end - [a] unexplained", "drift foreign a alice_w [a]"],
  },
  {
    name: "takes no offence at the marker of a grant that has ended and shared what is there",
    grants: [ended("a"), active("b", { given: given("a") })],
    shows: [holding("a")],
    expected: [],
  },
])("$name", ({ grants, shows, expected }) => {
  expect(tell(planAt(grants, shows))).toEqual(expected);
});
