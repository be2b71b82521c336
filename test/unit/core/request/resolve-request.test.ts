import { describe, expect, it } from "vitest";
import type { Kinds } from "../../../../src/core/config/config.ts";
import { effectDigest, requestDigest } from "../../../../src/core/request/digests.ts";
import type { ReadRequest } from "../../../../src/core/request/read-request.ts";
import type { Request } from "../../../../src/core/request/request.ts";
import { resolveRequest } from "../../../../src/core/request/resolve-request.ts";
import { usableWindow } from "../../../../src/core/request/usable-window.ts";
import { formatInstant } from "../../../../src/core/time/format-instant.ts";
import { instant } from "../../../../src/core/time/instant.ts";
import { bastion, config, directory, example, exampleCatalog, keyOf, kinds } from "../catalog/example.ts";

const catalog = exampleCatalog();
const people = example["policies/catalog/people.yaml"];

const request: Request = {
  id: "payments/customers-db/2026-11-22-alice",
  resource: "payments/customers-db",
  date: "2026-11-22",
  subject: "alice",
  role: "read-only",
  seconds: 7200,
  reason: "Find the duplicate invoices",
  ticket: null,
  start: null,
  extends: null,
  emergency: false,
  publicKey: null,
};

/** A request whose keys stand at columns that name them. */
function written(changes: Partial<Request> = {}): ReadRequest {
  return { request: { ...request, ...changes }, placeOf: (key) => ({ path: key }) };
}

function resolve(changes: Partial<Request> = {}, by: Kinds = kinds): ReturnType<typeof resolveRequest> {
  return resolveRequest(written(changes), catalog, config, by);
}

function faultsOf(resolved: ReturnType<typeof resolveRequest>): readonly string[] {
  return resolved.ok ? [] : resolved.problems.map(({ code, next }) => `${code}: ${next}`);
}

describe("resolveRequest", () => {
  it("works out what a request would do", () => {
    const resolved = resolve();
    expect(resolved.ok ? resolved.value.effect : null).toEqual({
      target: "ldap",
      kind: "directory",
      identity: "dc=acme",
      principal: "alice_w",
      rights: { role: "customers_ro" },
    });
    expect(
      resolved.ok ? [resolved.value.subject.id, resolved.value.role.name, resolved.value.traits.kind] : [],
    ).toEqual(["alice", "read-only", "directory"]);
  });

  it("knows of its target what the target's options let it keep", () => {
    const options = { source_addresses: true };
    const ldap = config.targets["ldap"];
    const targets = { ...config.targets, ...(ldap === undefined ? {} : { ldap: { ...ldap, options } }) };
    const able = new Map([["directory", { ...directory, keepsIf: { source_addresses: "source_addresses" } }]]);
    for (const [by, keeps] of [
      [{ ...config, targets }, ["source_addresses"]],
      [config, []],
    ] as const)
      expect(resolveRequest(written(), catalog, by, able)).toMatchObject({ ok: true, value: { traits: { keeps } } });
  });

  it("takes the subject's id for the account where the kind says so", () => {
    const resolved = resolve({ resource: "payments/gateway", role: "login", publicKey: keyOf(7) });
    expect(resolved).toMatchObject({ ok: true, value: { effect: { target: "gate", principal: "alice" } } });
  });

  it.each([
    { name: "subject", changes: { subject: "alcie" }, fault: "NAME_UNKNOWN: Did you mean alice?" },
    { name: "workload", changes: { subject: "nightly-exports" }, fault: "NAME_UNKNOWN: Did you mean nightly-export?" },
    {
      name: "resource",
      changes: { resource: "payments/customer-db" },
      fault: "NAME_UNKNOWN: Did you mean payments/customers-db?",
    },
    { name: "role", changes: { role: "readonly" }, fault: "NAME_UNKNOWN: Did you mean read-only?" },
    {
      name: "name that every object has",
      changes: { subject: "constructor" },
      fault: "NAME_UNKNOWN: Add it to policies/catalog, or ask its owners.",
    },
    {
      name: "role that every object has",
      changes: { role: "constructor" },
      fault: "NAME_UNKNOWN: Add it to policies/catalog, or ask its owners.",
    },
  ])("knows no such $name", ({ changes, fault }) => {
    expect(faultsOf(resolve(changes))).toEqual([fault]);
  });

  it("tells everything that is unknown at once", () => {
    expect(faultsOf(resolve({ subject: "eve", role: "root" }))).toHaveLength(2);
  });

  it("refuses a subject without an account where the catalog has to name it", () => {
    expect(faultsOf(resolve({ subject: "dana" }))).toEqual([
      "ACCOUNT_MISSING: Add accounts: {ldap: …} to the entry of dana.",
    ]);
  });

  it("refuses who is suspended", () => {
    const suspended = { ...people, alice: { ...people["alice"], suspended: true } };
    const without = exampleCatalog({ "policies/catalog/people.yaml": suspended });
    const resolved = resolveRequest(written(), without, config, kinds);
    expect(resolved.ok ? [] : resolved.problems.map(({ code }) => code)).toEqual(["SUBJECT_SUSPENDED"]);
  });

  it.each([
    { name: "is missing", publicKey: null, codes: ["PUBLIC_KEY_MISSING"] },
    { name: "is age, where SSH and SPKI are wanted", publicKey: `age1${"q".repeat(58)}`, codes: ["PUBLIC_KEY_FORM"] },
    { name: "is SSH", publicKey: keyOf(7), codes: [] },
    { name: "is SSH with a comment", publicKey: `${keyOf(7)} alice@laptop`, codes: [] },
    { name: "is SPKI", publicKey: Buffer.concat([Buffer.of(0x30, 2), Buffer.alloc(2)]).toString("base64"), codes: [] },
    {
      name: "is SPKI cut short",
      publicKey: Buffer.concat([Buffer.of(0x30, 3), Buffer.alloc(2)]).toString("base64"),
      codes: ["PUBLIC_KEY_FORM"],
    },
    { name: "is SSH of a type that does not count", publicKey: "ssh-dss AAAA", codes: ["PUBLIC_KEY_FORM"] },
  ])("judges the public key that $name", ({ publicKey, codes }) => {
    const resolved = resolve({ resource: "payments/gateway", role: "login", publicKey });
    expect(resolved.ok ? [] : resolved.problems.map(({ code }) => code)).toEqual(codes);
  });

  it("refuses a public key where the kind has no use for one", () => {
    const resolved = resolve({ publicKey: keyOf(7) });
    expect(resolved.ok ? [] : resolved.problems.map(({ code }) => code)).toEqual(["PUBLIC_KEY_UNUSED"]);
  });
});

describe("digests", () => {
  const base = requestDigest(request, "a");
  const effect = {
    target: "ldap",
    kind: directory.kind,
    identity: "dc=acme",
    principal: "alice_w",
    rights: { role: "x" },
  };

  it.each<Partial<Request>>([
    { id: "payments/customers-db/2026-11-22-alice2" },
    { subject: "bob" },
    { role: "admin" },
    { seconds: 7201 },
    { reason: "Find the duplicate invoices." },
    { ticket: "INC-1" },
    { start: instant(1_795_341_600_000) },
    { extends: "payments/customers-db/2026-11-21-alice" },
    { emergency: true },
    { publicKey: keyOf(1) },
  ])("of requests differ with %o", (changes) => {
    expect(requestDigest({ ...request, ...changes }, "a")).not.toBe(base);
  });

  it("S56 of requests differ with the access repository", () => {
    expect(requestDigest(request, "b")).not.toBe(base);
  });

  it.each([
    { target: "gate" },
    { kind: bastion.kind },
    { identity: "dc=evil" },
    { principal: "root" },
    { rights: { role: "y" } },
  ])("S51 of effects differ with %o", (changes) => {
    expect(effectDigest({ ...effect, ...changes }, base)).not.toBe(effectDigest(effect, base));
  });

  it("S51 of effects differ with the request", () => {
    expect(effectDigest(effect, requestDigest({ ...request, seconds: 1 }, "a"))).not.toBe(effectDigest(effect, base));
  });
});

describe("usableWindow", () => {
  const role = catalog.resources["payments/customers-db"]!.roles;

  it.each([
    { role: "read-only", zone: "UTC", from: "2026-11-21T00:00:00Z", until: "2026-11-25T00:00:00Z" },
    { role: "admin", zone: "UTC", from: "2026-11-21T00:00:00Z", until: "2026-11-24T00:00:00Z" },
    { role: "admin", zone: "Europe/Berlin", from: "2026-11-20T23:00:00Z", until: "2026-11-23T23:00:00Z" },
  ])("S86 of $role in $zone ends $until", ({ role: name, zone, from, until }) => {
    const window = usableWindow(request, role[name]!, zone);
    expect([formatInstant(window.from), formatInstant(window.until)]).toEqual([from, until]);
  });
});
