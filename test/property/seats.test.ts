import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combine } from "../../src/core/decision/combine.ts";
import type { Decision, Obligation, Stage } from "../../src/core/decision/decision.ts";
import { matchSeats } from "../../src/core/decision/match-seats.ts";
import type { Seats } from "../../src/core/decision/match-seats.ts";
import { settle } from "../../src/core/decision/settle.ts";
import type { SettleContext } from "../../src/core/decision/settle.ts";
import type { Approval, Verdict } from "../../src/core/decision/verdict.ts";
import { digestBytes } from "../../src/core/json/digest.ts";
import { after, instant } from "../../src/core/time/instant.ts";
import { catalog } from "../fakes/catalog.ts";

const noon = instant(1_795_348_800_000);
const people = Object.keys(catalog().people).sort();
const names = ["a", "b", "c", "d", "e"];

/** The most seats that can be filled, by trying everything. */
function most(groups: readonly Seats[], left: readonly string[] = names): number {
  const [person, ...rest] = left;
  if (person === undefined) return 0;
  const seated = groups.map((group, index) =>
    group.count > 0 && group.candidates.includes(person)
      ? 1 + most(groups.with(index, { ...group, count: group.count - 1 }), rest)
      : 0,
  );
  return Math.max(most(groups, rest), ...seated);
}

const groups = fc.array(fc.record({ count: fc.integer({ min: 0, max: 3 }), candidates: fc.subarray(names) }), {
  maxLength: 4,
});

describe("matchSeats", () => {
  it("fills as many seats as trying everything does, nobody twice, each by who may", () => {
    fc.assert(
      fc.property(groups, (asked) => {
        const seated = matchSeats(asked);
        const all = seated.flat();
        expect(all.length).toBe(most(asked));
        expect(new Set(all).size).toBe(all.length);
        for (const [index, by] of seated.entries()) {
          expect(by.length).toBeLessThanOrEqual(asked[index]!.count);
          expect(asked[index]!.candidates).toEqual(expect.arrayContaining(by));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves no group with fewer when one more agrees", () => {
    fc.assert(
      fc.property(groups, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (asked, where) => {
        const before = matchSeats(asked);
        const more = asked.map(({ count, candidates }, index) => ({
          count,
          candidates: where[index] === true ? [...candidates, "z"].sort() : candidates,
        }));
        for (const [index, by] of matchSeats(more).entries())
          expect(by.length).toBeGreaterThanOrEqual(before[index]!.length);
      }),
      { numRuns: 300 },
    );
  });
});

const stage: fc.Arbitrary<Stage> = fc.record({
  name: fc.constantFrom("owner", "second"),
  count: fc.constantFrom(1, 1, 2, 3, 0, 1.5),
  from: fc.subarray(["team:payments", "team:security", "person:erin", "vendor:acme", "team:nobody"]),
  because: fc.constantFrom("TIER_CRITICAL", "OWNER_AGREES"),
  need: fc.subarray<Stage["need"][number]>(["hardware", "user_verified"]),
});

const obligation: fc.Arbitrary<Obligation> = fc.oneof(
  fc.constant<Obligation>({ kind: "end_sessions" }),
  fc.record({ kind: fc.constant("notify" as const), to: fc.constantFrom("team:payments", "team:security") }),
  fc.record({ kind: fc.constant("review" as const), within: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    kind: fc.constant("source_addresses" as const),
    values: fc.subarray(["10.0.0.0/8", "10.1.0.0/16", "192.168.0.0/16", "10.1.2.3"]),
  }),
);

const decision: fc.Arbitrary<Decision> = fc.record({
  reasons: fc.array(
    fc.record({
      code: fc.constantFrom("LEASE_TOO_LONG", "NOT_ELIGIBLE"),
      severity: fc.constantFrom("deny", "warn", "info"),
      facts: fc.constant({}),
      field: fc.constantFrom(null, "duration"),
    }),
    { maxLength: 1 },
  ),
  stages: fc.array(stage, { maxLength: 3 }),
  lease: fc.record({
    max: fc.constantFrom(3600, 7200, 28_800),
    not_after: fc.constantFrom(null, noon / 1000 + 3600, noon / 1000 + 9000),
  }),
  obligations: fc.array(obligation, { maxLength: 2 }),
  considered: fc.subarray(["lease.limit", "approval.owner"]),
});

const approval: fc.Arbitrary<Approval> = fc
  .record({
    by: fc.constantFrom(...people, "nobody"),
    hardware: fc.boolean(),
    userVerified: fc.boolean(),
    nonce: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ by, nonce, ...keys }) => ({ by, via: "signature", proof: digestBytes(`${by} ${nonce}`), ...keys }));

const context: SettleContext = {
  catalog: catalog(),
  lease: { from: noon, until: after(noon, 7200) },
  target: { id: "db", traits: { keeps: ["source_addresses"], endsSessions: true } },
  engineKeeps: ["review", "notify"],
  objections: [],
};

const openSeats = ({ stages }: Verdict): number => stages.reduce((open, { missing }) => open + missing, 0);
const rank: { readonly [outcome in Verdict["outcome"]]: number } = { denied: 0, pending: 1, allowed: 2 };
const excluded = fc.subarray(people).map((some) => new Set(some));

describe("settle", () => {
  it("is never made worse by one more who agrees", () => {
    fc.assert(
      fc.property(decision, fc.array(approval), approval, excluded, (asked, given, more, out) => {
        const before = settle(asked, given, out, context);
        const next = settle(asked, [...given, more], out, context);
        expect(rank[next.outcome]).toBeGreaterThanOrEqual(rank[before.outcome]);
        expect(openSeats(next)).toBeLessThanOrEqual(openSeats(before));
      }),
      { numRuns: 300 },
    );
  });

  it("S10 is never helped by whom nobody may count", () => {
    fc.assert(
      fc.property(decision, fc.array(approval), excluded, (asked, given, out) => {
        const without = given.filter(({ by }) => !out.has(by));
        expect(settle(asked, given, out, context)).toEqual(settle(asked, without, out, context));
      }),
    );
  });

  it("does not depend on the order in which people agreed", () => {
    fc.assert(
      fc.property(decision, fc.array(approval), (asked, given) => {
        const none = new Set<string>();
        expect(settle(asked, given.toReversed(), none, context)).toEqual(settle(asked, given, none, context));
      }),
    );
  });

  it("S17 is denied by one objection of who has a say, whatever was agreed", () => {
    fc.assert(
      fc.property(decision, fc.array(approval), (asked, given) => {
        const objected = { ...context, objections: [{ by: "dana" }] };
        expect(settle(asked, given, new Set(), objected).outcome).toBe("denied");
      }),
    );
  });

  it("S11 seats no human twice", () => {
    fc.assert(
      fc.property(decision, fc.array(approval), (asked, given) => {
        const { stages, counted } = settle(asked, given, new Set(), context);
        const seated = stages.flatMap(({ by }) => by);
        expect(new Set(seated).size).toBe(seated.length);
        expect(counted.map(({ by }) => by).sort()).toEqual(seated.sort());
      }),
    );
  });
});

describe("combine", () => {
  it("does not depend on the order of the two", () => {
    fc.assert(
      fc.property(decision, decision, (a, b) => {
        expect(combine(a, b)).toEqual(combine(b, a));
      }),
    );
  });

  it("adds nothing to itself", () => {
    fc.assert(
      fc.property(decision, (a) => {
        const once = combine(a, a);
        expect(combine(once, once)).toEqual(once);
        expect(combine(once, a)).toEqual(once);
      }),
    );
  });

  it("S55 allows nothing that either alone would not", () => {
    fc.assert(
      fc.property(decision, decision, fc.array(approval), (a, b, given) => {
        const both = rank[settle(combine(a, b), given, new Set(), context).outcome];
        expect(both).toBeLessThanOrEqual(rank[settle(a, given, new Set(), context).outcome]);
        expect(both).toBeLessThanOrEqual(rank[settle(b, given, new Set(), context).outcome]);
      }),
      { numRuns: 300 },
    );
  });
});
