import { describe, expect, it } from "vitest";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import { dueEnds } from "../../../../src/core/plan/due-ends.ts";
import { active, ended, given, grant, id, kinds, line, minutes, noon, reader, seconds } from "./world.ts";

const over = { from: minutes(-120), until: noon };
const due = (grants: readonly Grant[]): string[] =>
  dueEnds({ grants: Object.fromEntries(grants.map((each) => [each.id, each])) }, noon, kinds).map(line);

describe("dueEnds", () => {
  it.each<{ name: string; grants: readonly Grant[]; expected: readonly string[] }>([
    { name: "finds nothing where nothing is due", grants: [active("a")], expected: [] },
    {
      name: "finds what is over at that very moment",
      grants: [active("a", { lease: over })],
      expected: ["end a [a] expired"],
    },
    {
      name: "finds nothing a second before",
      grants: [active("a", { lease: { from: minutes(-60), until: seconds(1) } })],
      expected: [],
    },
    {
      name: "finds what was ordered to end",
      grants: [active("a", { ending: "revoked" })],
      expected: ["end a [a] revoked"],
    },
    {
      name: "leaves what was withdrawn to the plan, whose guard counts such ends, while its lease runs",
      grants: [active("a", { ending: "withdrawn" })],
      expected: [],
    },
    {
      name: "finds what was withdrawn once its lease is over",
      grants: [active("a", { ending: "withdrawn", lease: over })],
      expected: ["end a [a] withdrawn"],
    },
    {
      name: "finds what could not be ended before",
      grants: [active("a", { lease: over, state: "end_failed" })],
      expected: ["end a [a] expired"],
    },
    {
      name: "finds what began without an answer, without a name to it",
      grants: [grant("a", { lease: over, state: "starting", begun: true })],
      expected: ["end a [] lapsed"],
    },
    { name: "leaves what never began to the plan", grants: [grant("a", { lease: over })], expected: [] },
    { name: "leaves what has ended", grants: [ended("a", { lease: over })], expected: [] },
    {
      name: "S28 leaves what another grant explains from now on",
      grants: [active("a", { lease: over }), grant("b", { lease: { from: noon, until: minutes(60) } })],
      expected: [],
    },
    {
      name: "S28 nor what was given to such a grant too, though that one ended before",
      grants: [
        active("a", { lease: { from: minutes(-120), until: minutes(-1) }, given: given("b") }),
        active("b", { lease: over }),
        grant("c", { lease: { from: noon, until: minutes(60) } }),
      ],
      expected: [],
    },
    {
      name: "does not wait for another grant that begins later",
      grants: [active("a", { lease: over }), grant("b", { lease: { from: seconds(1), until: minutes(60) } })],
      expected: ["end a [a] expired"],
    },
    {
      name: "ends at once what is revoked, though a lease that touches its own begins later",
      grants: [active("a", { ending: "revoked" }), grant("b", { lease: { from: minutes(60), until: minutes(90) } })],
      expected: ["end a [a] revoked"],
    },
    {
      name: "leaves what was given for a lease to come",
      grants: [grant("a", { lease: { from: seconds(1), until: minutes(60) }, begun: true, given: given("b") })],
      expected: [],
    },
    {
      name: "finds what began without an answer beside another start without one",
      grants: [
        grant("a", { lease: over, state: "starting", begun: true }),
        grant("b", { state: "starting", begun: true, obligations: [{ kind: "end_sessions" }] }),
      ],
      expected: ["end a [] lapsed"],
    },
    {
      name: "does not take a grant for another that is due too",
      grants: [active("a", { lease: over }), active("b", { ending: "left", given: given("a") })],
      expected: ["end a [a] expired", "end b [a] left"],
    },
    {
      name: "S58 does not take other obligations for the same",
      grants: [active("a", { lease: over, obligations: [{ kind: "end_sessions" }] }), active("b")],
      expected: ["end a [a] expired"],
    },
    {
      name: "does not take the same account on another target for the same",
      grants: [active("a", { lease: over }), active("b", { effect: { ...grant("b").effect, target: "web" } })],
      expected: ["end a [a] expired"],
    },
    {
      name: "nor of another identity",
      grants: [active("a", { lease: over }), active("b", { effect: { ...grant("b").effect, identity: "9999" } })],
      expected: ["end a [a] expired"],
    },
    {
      name: "compares accounts as the target does",
      grants: [active("a", { lease: over }), active("b", { effect: { ...grant("b").effect, principal: "ALICE_W" } })],
      expected: [],
    },
    {
      name: "answers in order",
      grants: [active("b", { lease: over }), active("c", { lease: over }), active("a", { lease: over })],
      expected: ["end a [a] expired", "end b [b] expired", "end c [c] expired"],
    },
  ])("$name", ({ grants, expected }) => {
    expect(due(grants)).toEqual(expected);
  });

  it("says in full what to take away", () => {
    expect(dueEnds({ grants: { [id("a")]: active("a", { lease: over }) } }, noon)).toEqual([
      {
        action: "end",
        grant: id("a"),
        target: "db",
        holding: { target: "db", principal: "alice_w", rights: reader, until: noon, ref: "a", grant: id("a") },
        because: "expired",
        verified: null,
      },
    ]);
  });

  it("compares accounts as they are written where the kind is not known", () => {
    const others = ["ALICE_W", "bob_w"].map((principal, n) =>
      active(`b${n}`, { effect: { ...grant("b").effect, principal } }),
    );
    const grants = Object.fromEntries([active("a", { lease: over }), ...others].map((each) => [each.id, each]));
    expect(dueEnds({ grants }, noon).map(line)).toEqual(["end a [a] expired"]);
  });
});
