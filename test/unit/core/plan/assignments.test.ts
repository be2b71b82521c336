import { describe, expect, it } from "vitest";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import type { Holding } from "../../../../src/core/plan/holding.ts";
import { active, given, grant, holding, id, minutes, noon, planAt, seconds, tell } from "./world.ts";

const over = { from: minutes(-120), until: noon };
const now = { from: minutes(-60), until: minutes(60) };
const later = { from: minutes(90), until: minutes(120) };
const stronger: Pick<Grant, "obligations"> = { obligations: [{ kind: "end_sessions" }] };

describe("plan: which grants are one assignment", () => {
  it.each<{ name: string; grants: readonly Grant[]; shows?: readonly Holding[]; expected: readonly string[] }>([
    {
      name: "never bridges the time between two leases, though the later was admitted first",
      grants: [grant("a", { lease: later }), grant("b", { lease: now })],
      expected: ["start b (b) admitted until 13:00:00"],
    },
    {
      name: "S58 serves who was admitted first, though the other's terms had been asked for before",
      grants: [grant("a", { lease: later }), grant("b", stronger), grant("c")],
      expected: ["start b (b) admitted until 13:00:00", "held start c TERMS_CONFLICT"],
    },
    {
      name: "S58 takes an assignment for admitted with the first of its grants",
      grants: [grant("a"), grant("b", stronger), grant("c")],
      expected: ["start a (a+c) admitted until 13:00:00", "held start b TERMS_CONFLICT"],
    },
    {
      name: "S58 gives nothing by other terms while it is not known whether the first were taken away",
      grants: [active("a", stronger), grant("b")],
      expected: ["drift missing a alice_w [a]", "held start b TERMS_CONFLICT", "gone a since 12:00:00"],
    },
    {
      name: "takes nothing away for a start without an answer where a grant of equal terms explains what is there",
      grants: [grant("a", { lease: over, begun: true, state: "starting" }), active("b")],
      shows: [holding("b")],
      expected: ["end a [] lapsed still_shared"],
    },
  ])("$name", ({ grants, shows = [], expected }) => {
    expect(tell(planAt(grants, shows))).toEqual(expected);
  });
});

describe("plan: what is there for several grants", () => {
  it("is what was recorded, not what is found beside it", () => {
    const grants = [grant("a", { begun: true, state: "starting" }), active("b")];
    expect(tell(planAt(grants, [holding("a"), holding("b")]))).toEqual(["seen a [b] until 13:00:00"]);
  });

  it("is what any of them was given, though what another was given has gone", () => {
    const grants = [active("a", { given: given("x") }), active("b")];
    expect(tell(planAt(grants, [holding("a"), holding("b")]))).toEqual([]);
  });

  it("is missing where one of them was held, and gone for each whose lease has begun", () => {
    const grants = [active("a"), grant("b"), grant("c", { lease: { from: seconds(1), until: minutes(90) } })];
    expect(tell(planAt(grants, []))).toEqual([
      "drift missing a alice_w [a]",
      "gone a since 12:00:00",
      "gone b since 12:00:00",
    ]);
  });

  it("S69 stays taken away when only a grant is left that was never given anything", () => {
    const goneBefore = new Map([[id("b"), seconds(-60)]]);
    expect(tell(planAt([grant("b")], [], { goneBefore }))).toEqual([
      "end b [] removed_at_target seen_gone",
      "drift missing b alice_w []",
    ]);
  });

  it("is altered in the name of who was given it, where it bears another name than was recorded", () => {
    const grants = [grant("a"), active("b", { given: given("b") })];
    expect(tell(planAt(grants, [holding("renamed", { grant: id("b") })]))).toEqual([
      "drift altered b alice_w [renamed]",
      "seen a [renamed] until 13:00:00",
    ]);
  });

  it("is delivered where any of them got what opens it", () => {
    const grants = [active("a", { publicKey: "age1x" }), grant("b", { publicKey: "age1x" })];
    expect(tell(planAt(grants, [holding("a")]))).toEqual(["seen b [a] until 13:00:00"]);
  });

  it("is not delivered where it bears another name than what was, and so is given anew", () => {
    const shows = [holding("renamed", { grant: id("a") })];
    expect(tell(planAt([active("a", { publicKey: "age1x" })], shows))).toEqual([
      "end - [renamed] unexplained",
      "start a (a) secret_lost until 13:00:00",
    ]);
  });
});
