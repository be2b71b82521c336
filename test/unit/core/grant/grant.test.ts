import { describe, expect, it } from "vitest";
import { chainOf } from "../../../../src/core/grant/chain.ts";
import type { Tenure } from "../../../../src/core/grant/chain.ts";
import { entitlementOf, resourceOf } from "../../../../src/core/grant/entitlement.ts";
import { extensionFaults } from "../../../../src/core/grant/extension-faults.ts";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import { leaseOf } from "../../../../src/core/grant/lease.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { active, grant, id, minutes, noon, seconds } from "../plan/world.ts";

describe("entitlementOf", () => {
  it("names a role on a resource, from which the resource can be told", () => {
    expect(entitlementOf("payments/customers-db", "read-only")).toBe("payments/customers-db:read-only");
    expect(resourceOf("payments/customers-db:read-only")).toBe("payments/customers-db");
    expect(resourceOf("payments/customers-db:a:b")).toBe("payments/customers-db");
    expect(resourceOf("payments/customers-db")).toBe("payments/customers-db");
  });
});

describe("leaseOf", () => {
  it.each([
    { name: "begins now where no start was asked", start: null, extended: null, from: noon },
    { name: "begins at the start that was asked", start: minutes(5), extended: null, from: minutes(5) },
    { name: "begins at a start that is past", start: minutes(-5), extended: null, from: minutes(-5) },
    { name: "begins at the end of what it extends", start: null, extended: active("a"), from: minutes(60) },
  ])("$name", ({ start, extended, from }) => {
    expect(leaseOf({ start, seconds: 90 }, extended, noon)).toEqual({ from, until: after(from, 90) });
  });

  it("counts a second that has begun, so that it is never longer than asked", () => {
    expect(leaseOf({ start: null, seconds: 90 }, null, after(noon, 0.999))).toEqual({ from: noon, until: seconds(90) });
  });
});

const tenure = (from: number, until: number, more: Partial<Tenure> = {}): Tenure => ({
  subject: "alice",
  entitlement: "payments/customers-db:read-only",
  from: seconds(from),
  until: seconds(until),
  ...more,
});

describe("chainOf", () => {
  const asked = tenure(0, 3600);

  it.each<{ name: string; others: readonly Tenure[]; seconds: number; links: number }>([
    { name: "of one lease is that lease", others: [], seconds: 3600, links: 1 },
    { name: "S68 adds a lease that ends where this one begins", others: [tenure(-60, 0)], seconds: 3660, links: 2 },
    { name: "S68 adds one less than an hour before", others: [tenure(-3659, -3599)], seconds: 3660, links: 2 },
    { name: "does not add one an hour before", others: [tenure(-3660, -3600)], seconds: 3600, links: 1 },
    { name: "S68 adds one less than an hour after", others: [tenure(7199, 7259)], seconds: 3660, links: 2 },
    { name: "does not add one an hour after", others: [tenure(7200, 7260)], seconds: 3600, links: 1 },
    { name: "counts time that two share once", others: [tenure(-60, 1800)], seconds: 3660, links: 2 },
    { name: "counts time within once", others: [tenure(10, 20)], seconds: 3600, links: 2 },
    { name: "counts the same time once", others: [tenure(0, 3600)], seconds: 3600, links: 2 },
    { name: "is as long as the longer of two that begin together", others: [tenure(0, 7200)], seconds: 7200, links: 2 },
    {
      name: "stops at the first gap of an hour",
      others: [tenure(-60, 0), tenure(-3760, -3660), tenure(-10_000, -3700)],
      seconds: 3660,
      links: 2,
    },
    {
      name: "S68 goes on through others, named or not",
      others: [tenure(-10_000, -7000), tenure(-60, 0), tenure(-3700, -3500)],
      seconds: 3600 + 60 + 200 + 3000,
      links: 4,
    },
    {
      name: "does not end a chain at a short link inside a long one",
      others: [tenure(-20_000, -100), tenure(-15_000, -14_000)],
      seconds: 3600 + 19_900,
      links: 3,
    },
    { name: "leaves another subject's", others: [tenure(-60, 0, { subject: "bob" })], seconds: 3600, links: 1 },
    {
      name: "leaves another role",
      others: [tenure(-60, 0, { entitlement: "payments/customers-db:admin" })],
      seconds: 3600,
      links: 1,
    },
  ])("$name", ({ others, seconds: total, links }) => {
    expect(chainOf(asked, others)).toEqual({ seconds: total, links });
    expect(chainOf(asked, others.toReversed())).toEqual({ seconds: total, links });
  });

  it("counts a second that has begun", () => {
    expect(chainOf(asked, [{ ...asked, from: after(noon, -0.001), until: noon }])).toEqual({ seconds: 3601, links: 2 });
  });
});

describe("extensionFaults", () => {
  const asked = {
    extends: id("a"),
    subject: "alice",
    entitlement: "payments/customers-db:read-only",
    target: "db",
    principal: "alice_w",
  };
  const faults = (one: Grant, changes: Partial<typeof asked> = {}): string[] =>
    extensionFaults({ ...asked, ...changes }, { [one.id]: one }, noon).map(
      ({ code, message }) => `${code}: ${message}`,
    );

  it("finds nothing where a grant is active and the same", () => {
    expect(faults(active("a"))).toEqual([]);
  });

  it.each<{ name: string; one: Grant; changes?: Partial<typeof asked>; expected: readonly RegExp[] }>([
    {
      name: "no such grant",
      one: active("a"),
      changes: { extends: id("b") },
      expected: [/^EXTENDS_UNKNOWN: .*b to extend/],
    },
    {
      name: "a name that every object has",
      one: active("a"),
      changes: { extends: "constructor" },
      expected: [/^EXTENDS_UNKNOWN/],
    },
    { name: "a grant that waits", one: grant("a"), expected: [/^EXTENDS_NOT_ACTIVE: .*\(waiting\)/] },
    {
      name: "a grant that has ended",
      one: active("a", { state: "ended" }),
      expected: [/^EXTENDS_NOT_ACTIVE: .*\(ended\)/],
    },
    {
      name: "a grant that could not be ended",
      one: active("a", { state: "end_failed" }),
      expected: [/\(end_failed\)/],
    },
    { name: "a grant that was revoked", one: active("a", { ending: "revoked" }), expected: [/\(ending: revoked\)/] },
    {
      name: "a lease that is over",
      one: active("a", { lease: { from: minutes(-60), until: noon } }),
      expected: [/^EXTENDS_NOT_ACTIVE: .*\(over\)/],
    },
    {
      name: "another subject",
      one: active("a"),
      changes: { subject: "bob" },
      expected: [/^EXTENDS_OTHER: .*another subject/],
    },
    {
      name: "another role",
      one: active("a"),
      changes: { entitlement: "x/y:z" },
      expected: [/^EXTENDS_OTHER: .*another role/],
    },
    { name: "another target", one: active("a"), changes: { target: "web" }, expected: [/another target/] },
    { name: "another account", one: active("a"), changes: { principal: "bob_w" }, expected: [/another account/] },
    {
      name: "everything at once",
      one: grant("a"),
      changes: { subject: "bob", principal: "bob_w" },
      expected: [/^EXTENDS_NOT_ACTIVE/, /another subject/, /another account/],
    },
  ])("finds $name", ({ one, changes, expected }) => {
    const found = faults(one, changes);
    expect(found).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
  });

  it("lets a lease be extended until its last moment", () => {
    expect(faults(active("a", { lease: { from: minutes(-60), until: after(noon, 0.001) } }))).toEqual([]);
  });
});
