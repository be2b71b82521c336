import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EndedBecause, Grant } from "../../src/core/grant/grant.ts";
import { canonical } from "../../src/core/json/canonical.ts";
import type { Json } from "../../src/core/json/value.ts";
import type { Change, Plan } from "../../src/core/plan/change.ts";
import { dueEnds } from "../../src/core/plan/due-ends.ts";
import type { Holding } from "../../src/core/plan/holding.ts";
import { plan } from "../../src/core/plan/plan.ts";
import { after } from "../../src/core/time/instant.ts";
import type { Instant } from "../../src/core/time/instant.ts";
import { configOf, foreign, grant, kinds, look, noon, reader, tell, writer } from "../unit/core/plan/world.ts";

const minute = (count: number): Instant => after(noon, count * 60);
const people = ["alice_w", "bob_w"] as const;
const rights: readonly Json[] = [reader, writer];

/** A target and the grants on it, as a run of the engine would leave them. Time is in minutes after noon. */
class World {
  readonly grants = new Map<string, Grant>();
  readonly held = new Map<string, Holding>();
  readonly byHand = new Set<string>();
  goneBefore: ReadonlyMap<string, Instant> = new Map();
  now = 0;

  plan(): Plan {
    const observations = new Map([["db", look([...this.held.values()])]]);
    const { goneBefore } = this;
    const grants = [...this.grants.values()];
    return plan({ grants, observations, now: minute(this.now), config: configOf(), kinds, goneBefore });
  }

  change(id: string, changes: Partial<Grant>): void {
    const known = this.grants.get(id);
    if (known !== undefined && known.state !== "ended") this.grants.set(id, { ...known, ...changes });
  }

  /** Carries out a plan to the letter, and records it. */
  apply({ changes, seen, gone }: Plan): void {
    for (const each of changes) this.carryOut(each);
    for (const { grant: id, given } of seen) this.change(id, { state: "active", begun: true, given });
    this.goneBefore = gone;
  }

  private carryOut(change: Change): void {
    const { assignment } = change as { assignment?: Extract<Change, { action: "start" }>["assignment"] };
    if (change.action === "end") {
      if (change.verified === null && change.holding !== null) this.held.delete(change.holding.ref);
      if (change.grant !== null) this.end(change.grant, change.because);
      return;
    }
    const { principal, rights: wanted, until, target, grants } = assignment!;
    const ref = change.action === "adjust" ? change.holding.ref : `${canonical([principal, wanted])} ${change.grant}`;
    this.held.set(ref, { target, principal, rights: wanted, until, ref, grant: change.grant });
    const given = { ref, until, delivery: null };
    if (change.action === "adjust") this.change(change.grant, { given });
    else
      for (const id of grants)
        if (this.grants.get(id)!.lease.from <= minute(this.now))
          this.change(id, { state: "active", begun: true, given });
  }

  private end(id: string, because: EndedBecause): void {
    this.change(id, { state: "ended", ended: { at: minute(this.now), because } });
  }

  /** Somebody's holdings of ours, which no grant that is not due explains. */
  unexplained(): Holding[] {
    const now = minute(this.now);
    const live = [...this.grants.values()].filter(
      ({ state, ending, lease }) => state !== "ended" && ending === null && lease.from <= now && now < lease.until,
    );
    return [...this.held.values()].filter(
      ({ ref, principal, rights: has }) =>
        !this.byHand.has(ref) &&
        !live.some(({ effect }) => canonical([effect.principal, effect.rights]) === canonical([principal, has])),
    );
  }
}

type Event = (world: World) => void;

let count = 0;
const admit: fc.Arbitrary<Event> = fc
  .record({
    person: fc.constantFrom(...people),
    right: fc.constantFrom(...rights),
    start: fc.integer({ min: 0, max: 30 }),
    length: fc.integer({ min: 1, max: 60 }),
    ends: fc.boolean(),
    restore: fc.boolean(),
  })
  .map(({ person, right, start, length, ends, restore }) => (world) => {
    const made = grant(`g${(count += 1)}`, {
      effect: { ...grant("x").effect, principal: person, rights: right },
      lease: { from: minute(world.now + start), until: minute(world.now + start + length) },
      obligations: ends ? [{ kind: "end_sessions" }] : [],
      restore,
      seq: count,
    });
    world.grants.set(made.id, made);
  });

const some = fc.nat();
const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(1, from.length)];

const revoke: fc.Arbitrary<Event> = fc
  .tuple(some, fc.constantFrom<EndedBecause>("revoked", "left", "contract"))
  .map(([index, ending]) => (world) => {
    const one = pick([...world.grants.values()], index);
    if (one !== undefined) world.change(one.id, { ending });
  });

/** A start whose answer never came, and which may have landed all the same. */
const crash: fc.Arbitrary<Event> = fc.boolean().map((lands) => (world) => {
  const { changes } = world.plan();
  const start = changes.find((change) => change.action === "start");
  if (start === undefined) return;
  const { principal, rights: wanted, until, target, grants } = start.assignment;
  for (const id of grants)
    if (world.grants.get(id)!.lease.from <= minute(world.now)) world.change(id, { state: "starting", begun: true });
  const ref = `${canonical([principal, wanted])} ${start.grant}`;
  if (lands) world.held.set(ref, { target, principal, rights: wanted, until, ref, grant: start.grant });
});

const strip: fc.Arbitrary<Event> = some.map((index) => (world) => {
  const one = pick([...world.held.values()], index);
  if (one !== undefined) world.held.set(one.ref, { ...one, grant: null });
});

const moveEnd: fc.Arbitrary<Event> = fc
  .tuple(some, fc.integer({ min: -60, max: 600 }))
  .map(([index, to]) => (world) => {
    const one = pick([...world.held.values()], index);
    if (one !== undefined && !world.byHand.has(one.ref))
      world.held.set(one.ref, { ...one, until: minute(world.now + to) });
  });

/** Somebody else gives access of the same kind, where ours could not be confused with it. */
const giveByHand: fc.Arbitrary<Event> = fc
  .tuple(fc.constantFrom(...people), fc.constantFrom(...rights))
  .map(([principal, right]) => (world) => {
    const same = [...world.grants.values()].filter(
      ({ begun, effect }) => begun && canonical([effect.principal, effect.rights]) === canonical([principal, right]),
    );
    if (same.some(({ given, state }) => given === null || state === "starting")) return;
    const ref = `by hand ${world.byHand.size}`;
    world.byHand.add(ref);
    world.held.set(ref, foreign({ principal, rights: right, ref }));
  });

const remove: fc.Arbitrary<Event> = some.map((index) => (world) => {
  const one = pick([...world.held.keys()], index);
  if (one !== undefined) world.held.delete(one);
});

interface Step {
  readonly wait: number;
  readonly events: readonly Event[];
}

function steps(...kindsOfEvent: readonly fc.Arbitrary<Event>[]): fc.Arbitrary<Step[]> {
  const events = fc.array(fc.oneof(admit, ...kindsOfEvent), { maxLength: 3 });
  return fc.array(fc.record({ wait: fc.integer({ min: 0, max: 20 }), events }), { minLength: 1, maxLength: 12 });
}

/** Lives through the steps; `see` is shown every plan before and after it was carried out. */
function live(story: readonly Step[], see: (world: World, planned: Plan, rest: Plan) => void): World {
  const world = new World();
  for (const { wait, events } of story) {
    world.now += wait;
    for (const event of events) event(world);
    const planned = world.plan();
    world.apply(planned);
    see(world, planned, world.plan());
  }
  return world;
}

const anything = steps(revoke, crash, strip, moveEnd, remove);
const others = steps(revoke, crash, giveByHand);

describe("plan", () => {
  it("plans nothing once it was carried out", () => {
    fc.assert(
      fc.property(anything, (story) => {
        live(story, (_, __, rest) => {
          expect(rest.changes).toEqual([]);
          expect(rest.seen).toEqual([]);
        });
      }),
      { numRuns: 400 },
    );
  });

  it("ends everything before it starts anything", () => {
    fc.assert(
      fc.property(anything, (story) => {
        live(story, (_, { changes }) => {
          const last = changes.findLastIndex(({ action }) => action === "end");
          expect(changes.slice(0, last + 1).every(({ action }) => action === "end")).toBe(true);
        });
      }),
    );
  });

  it("leaves no lease unended, and gives nothing that no lease explains", () => {
    fc.assert(
      fc.property(anything, (story) => {
        const world = live(story, (at, planned) => {
          expect([at.unexplained().map(({ ref }) => ref), tell(planned)]).toEqual([[], tell(planned)]);
        });
        world.now += 1_000;
        for (const due of dueEnds({ grants: Object.fromEntries(world.grants) }, minute(world.now), kinds))
          if (due.holding !== null) world.held.delete(due.holding.ref);
        world.apply(world.plan());
        expect([...world.held.keys()]).toEqual([]);
        expect([...world.grants.values()].filter(({ state }) => state !== "ended")).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("ends nothing that is not ours", () => {
    fc.assert(
      fc.property(others, (story) => {
        const world = live(story, () => undefined);
        world.now += 1_000;
        world.apply(world.plan());
        expect([...world.held.keys()].sort()).toEqual([...world.byHand].sort());
      }),
      { numRuns: 400 },
    );
  });

  it("starts only what is admitted, begun and not over", () => {
    fc.assert(
      fc.property(anything, (story) => {
        const world = new World();
        for (const { wait, events } of story) {
          world.now += wait;
          for (const event of events) event(world);
          const planned = world.plan();
          const now = minute(world.now);
          for (const change of planned.changes) {
            if (change.action !== "start") continue;
            const one = world.grants.get(change.grant)!;
            expect(one.ending).toBeNull();
            expect(one.state).not.toBe("ended");
            expect(one.lease.from).toBeLessThanOrEqual(now);
            expect(one.lease.until).toBeGreaterThan(now);
          }
          world.apply(planned);
        }
      }),
    );
  });

  it("does not depend on the order of what it is given", () => {
    fc.assert(
      fc.property(anything, fc.array(admit), (story, last) => {
        const world = live(story, () => undefined);
        world.now += 5;
        for (const event of last) event(world);
        const turned = new World();
        turned.now = world.now;
        turned.goneBefore = world.goneBefore;
        for (const [id, one] of [...world.grants].reverse()) turned.grants.set(id, one);
        for (const [ref, one] of [...world.held].reverse()) turned.held.set(ref, one);
        expect(turned.plan()).toEqual(world.plan());
      }),
    );
  });
});
