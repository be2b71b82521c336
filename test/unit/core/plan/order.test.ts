import { describe, expect, it } from "vitest";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import type { Holding, Observation } from "../../../../src/core/plan/holding.ts";
import type { Planning } from "../../../../src/core/plan/plan.ts";
import {
  active,
  configOf,
  db,
  ended,
  foreign,
  given,
  grant,
  holding,
  id,
  look,
  minutes,
  noon,
  planAt,
  tell,
  writer,
} from "./world.ts";

const over = { from: minutes(-120), until: noon };
const later = { from: minutes(60), until: minutes(120) };
const by = (principal: string, target = "db"): Pick<Grant, "effect"> => ({
  effect: { ...grant("x").effect, principal, target },
});
const config = { ...configOf(), targets: { db, web: { ...db, id: "web" } } };

interface World {
  readonly grants: readonly Grant[];
  readonly db?: readonly Holding[];
  readonly web?: readonly Holding[];
  readonly more?: Partial<Planning>;
}

/** The plan of a world as lines, the same whichever way round everything was listed. */
function told(world: World): string[] {
  const plans = [false, true].map((isReversed) => {
    const turn = <T>(list: readonly T[]): T[] => (isReversed ? list.toReversed() : [...list]);
    const looks: [string, Observation][] = [
      ["db", look(turn(world.db ?? []))],
      ["web", look(turn(world.web ?? []), { target: "web" })],
    ];
    return planAt(turn(world.grants), new Map(turn(looks)), { config, ...world.more });
  });
  expect(plans[1]).toEqual(plans[0]);
  return tell(plans[0]!);
}

describe("a plan is the same in whatever order things are listed", () => {
  it("puts ends in order of target, grant and what is taken away", () => {
    const grants = [
      active("b", { lease: over, ...by("b") }),
      active("a", { lease: over, ...by("a") }),
      active("c", { lease: over, ...by("c", "web") }),
    ];
    const world = {
      grants,
      db: [
        holding("b", { principal: "b" }),
        holding("a2", { principal: "a", grant: id("a") }),
        holding("a", { principal: "a" }),
      ],
      web: [holding("c", { principal: "c", target: "web" })],
    };
    expect(told(world)).toEqual(["end a [a] expired", "end a [a2] expired", "end b [b] expired", "end c [c] expired"]);
  });

  it("puts starts in order of target and grant", () => {
    const grants = [grant("a", by("a", "web")), grant("c", by("c")), grant("b", by("b"))];
    expect(told({ grants })).toEqual([
      "start b (b) admitted until 13:00:00",
      "start c (c) admitted until 13:00:00",
      "start a (a) admitted until 13:00:00",
    ]);
  });

  it("puts adjustments in order of target and grant", () => {
    const shown = (name: string, target = "db"): Holding =>
      holding(name, { principal: name, target, until: minutes(50) });
    const grants = [active("c", by("c")), active("a", by("a", "web")), active("b", by("b"))].map((each) => ({
      ...each,
      given: given(each.effect.principal, minutes(50)),
    }));
    expect(told({ grants, db: [shown("c"), shown("b")], web: [shown("a", "web")] })).toEqual([
      "adjust b (b) [b] extended until 13:00:00",
      "adjust c (c) [c] extended until 13:00:00",
      "adjust a (a) [a] extended until 13:00:00",
    ]);
  });

  it("puts what it tells, holds back and sees in order too", () => {
    const grants = [
      grant("b", { ...by("postgres"), lease: over, begun: true, state: "starting" }),
      grant("d", by("postgres")),
      grant("c", by("postgres")),
      grant("f", { ...by("f"), begun: true, state: "starting" }),
      grant("e", { ...by("e"), begun: true, state: "starting" }),
    ];
    const world = {
      grants,
      db: [
        holding("f", { principal: "f" }),
        holding("e", { principal: "e" }),
        foreign({ principal: "z", ref: "z" }),
        foreign({ principal: "y", ref: "y" }),
      ],
    };
    expect(told(world)).toEqual([
      "end b [] lapsed seen_gone",
      "drift foreign - y [y]",
      "drift foreign - z [z]",
      "held start c ACCOUNT_PRIVILEGED",
      "held start d ACCOUNT_PRIVILEGED",
      "seen e [e] until 13:00:00",
      "seen f [f] until 13:00:00",
    ]);
  });

  it("does so whatever the order of admission", () => {
    const first = { seq: 1 };
    const grants = [
      active("b", { ...by("b"), ...first }),
      active("a", by("a")),
      grant("d", { ...by("postgres"), ...first }),
      grant("c", by("postgres")),
      grant("f", { ...by("f"), begun: true, state: "starting", ...first }),
      grant("e", { ...by("e"), begun: true, state: "starting" }),
    ];
    expect(told({ grants, db: [holding("f", { principal: "f" }), holding("e", { principal: "e" })] })).toEqual([
      "drift missing a a [a]",
      "drift missing b b [b]",
      "held start c ACCOUNT_PRIVILEGED",
      "held start d ACCOUNT_PRIVILEGED",
      "seen e [e] until 13:00:00",
      "seen f [f] until 13:00:00",
      "gone b since 12:00:00",
      "gone a since 12:00:00",
    ]);
  });

  it("puts ends of no grant in order of what is taken away", () => {
    const world = {
      grants: [active("a")],
      db: [
        holding("a"),
        holding("z", { grant: id("a"), until: null }),
        holding("b", { principal: "b", until: noon }),
        holding("c", { principal: "c", until: noon }),
      ],
    };
    expect(told(world).slice(0, 3)).toEqual(["end - [b] unexplained", "end - [c] unexplained", "end - [z] superseded"]);
  });

  it("names suspect targets in order", () => {
    expect(told({ grants: [], more: { suspects: new Set(["web", "db"]) } })).toEqual(["suspect db", "suspect web"]);
  });
});

describe("one assignment of several grants", () => {
  it("is found however its leases are listed, and names its grants in order of admission", () => {
    const grants = [
      grant("c", { lease: { from: minutes(-60), until: minutes(10) } }),
      grant("b", { lease: { from: minutes(20), until: minutes(90) } }),
      grant("a", { lease: { from: minutes(5), until: minutes(30) } }),
    ];
    expect(told({ grants })).toEqual(["start c (a+b+c) admitted until 13:30:00"]);
  });

  it("is held in the name of who was given it", () => {
    const grants = [grant("a"), active("b", { given: given("b", minutes(30)) })];
    expect(told({ grants, db: [holding("b", { until: minutes(30) })] })).toEqual([
      "adjust b (a+b) [b] extended until 13:00:00",
      "seen a [b] until 12:30:00",
    ]);
  });

  it("is started in the name of the first whose lease has begun", () => {
    const grants = [grant("a", { lease: { from: noon, until: minutes(60) } }), grant("b")];
    expect(told({ grants })).toEqual(["start b (a+b) admitted until 13:00:00"]);
  });
});

describe("what is there twice", () => {
  it("is kept as it was recorded, and what reaches further is taken away", () => {
    const shown = [
      holding("a0", { until: minutes(90), grant: id("a") }),
      holding("a"),
      holding("a1", { until: null, grant: id("a") }),
    ];
    expect(told({ grants: [active("a")], db: shown })).toEqual(["end - [a0] superseded", "end - [a1] superseded"]);
  });

  it("is left alone where it ends no later", () => {
    expect(
      told({
        grants: [active("a")],
        db: [holding("a"), holding("a0", { grant: id("a") }), holding("a1", { until: minutes(59), grant: id("a") })],
      }),
    ).toEqual([]);
  });

  it("of two that bear its marker the first by name is it, and the other goes where it reaches further", () => {
    const starting = grant("a", { begun: true, state: "starting" });
    const shown = [holding("r2", { until: minutes(90), grant: id("a") }), holding("r1", { grant: id("a") })];
    expect(told({ grants: [starting], db: shown })).toEqual(["end - [r2] superseded", "seen a [r1] until 13:00:00"]);
  });

  it("of two that bear nothing the first by name is it, and the other is somebody else's", () => {
    const starting = grant("a", { begun: true, state: "starting" });
    const shown = [holding("r2", { grant: null }), holding("r1", { grant: null })];
    expect(told({ grants: [starting], db: shown })).toEqual([
      "drift foreign - alice_w [r2]",
      "seen a [r1] until 13:00:00",
    ]);
  });
});

describe("the next moment", () => {
  it("lies ahead, never now", () => {
    const waiting = grant("a", { lease: { from: noon, until: minutes(60) } });
    expect(planAt([waiting], []).nextAt).toBe(minutes(60));
    expect(planAt([waiting], [], { now: minutes(60) }).nextAt).toBeNull();
  });

  it("is no end of what has ended", () => {
    expect(planAt([ended("a", { lease: later })], []).nextAt).toBeNull();
  });
});

describe("a privileged account", () => {
  it("is one of several", () => {
    const privileged = { ...config, targets: { ...config.targets, db: { ...db, privileged: ["root", "Postgres"] } } };
    expect(told({ grants: [grant("a", by("postgres"))], more: { config: privileged } })).toEqual([
      "held start a ACCOUNT_PRIVILEGED",
    ]);
  });
});

describe("a target whose kind is not known", () => {
  const more = { config: { ...config, targets: { ...config.targets, db: { ...db, kind: "gone" } } } };

  it("compares names as they are written", () => {
    const grants = [grant("a", by("Alice")), grant("b", by("alice")), grant("c", by("postgres"))];
    expect(told({ grants, more })).toEqual([
      "start a (a) admitted until 13:00:00",
      "start b (b) admitted until 13:00:00",
      "start c (c) admitted until 13:00:00",
    ]);
  });

  it("need not show an end", () => {
    expect(told({ grants: [active("a")], db: [holding("a", { until: null })], more })).toEqual([]);
  });
});

it("rights that were changed are shortened, not extended, while nothing may be given", () => {
  const grants = [active("a", { effect: { ...grant("a").effect, rights: writer } })];
  const more = { suspects: new Set(["db"]) };
  expect(told({ grants, db: [holding("a", { until: minutes(30) })], more })).toEqual([
    "adjust a (a) [a] altered until 13:00:00",
    "drift altered a alice_w [a]",
    "suspect db",
  ]);
});
