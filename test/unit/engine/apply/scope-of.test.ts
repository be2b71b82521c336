import { expect, it } from "vitest";
import { scopeOf } from "../../../../src/engine/apply/scope-of.ts";
import { active, ended, given, grant, id, minutes, reader } from "../../core/plan/world.ts";

it("a look knows what was recorded, what may have begun, and what was just given", () => {
  const grants = [
    active("a"),
    ended("b"),
    ended("c", { given: null }),
    ended("d", { given: null, begun: false }),
    grant("e"),
    grant("f", { state: "starting", begun: true }),
    grant("g", { state: "start_failed" }),
    grant("h", { state: "end_failed", begun: true, given: given("h") }),
  ];
  const assignment = {
    target: "db",
    principal: "new_w",
    rights: reader,
    from: minutes(-60),
    until: minutes(60),
    grants: [id("n")],
    publicKey: null,
    obligations: [],
  };
  const fresh = {
    change: { action: "start", grant: id("n"), because: "admitted", assignment },
    given: given("n"),
  } as const;
  expect(scopeOf(grants, [fresh])).toEqual({
    recorded: [
      { grant: id("a"), principal: "alice_w", rights: reader, given: given("a") },
      { grant: id("h"), principal: "alice_w", rights: reader, given: given("h") },
      { grant: id("n"), principal: "new_w", rights: reader, given: given("n") },
    ],
    starting: ["c", "f", "g"].map((name) => ({ grant: id(name), principal: "alice_w", until: minutes(60) })),
  });
});
