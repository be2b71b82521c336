import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { policyInputSchema } from "../../../../src/core/decision/input.ts";
import { toInput } from "../../../../src/core/decision/to-input.ts";
import type { AgedApproval, Facts } from "../../../../src/core/decision/to-input.ts";
import { digestBytes } from "../../../../src/core/json/digest.ts";
import type { Request } from "../../../../src/core/request/request.ts";
import { after, epochSeconds, instant } from "../../../../src/core/time/instant.ts";
import { catalog, person, resource, role } from "../../../fakes/catalog.ts";
import { approval } from "../../../fakes/decision.ts";

/** Sunday, 22 November 2026, 23:30 UTC: Monday in Berlin, Sunday in New York. */
const now = instant(Date.UTC(2026, 10, 22, 23, 30, 0, 999));

const request: Request = {
  id: "payments/customers-db/2026-11-22-alice",
  resource: "payments/customers-db",
  date: "2026-11-22",
  subject: "alice",
  role: "read-only",
  seconds: 7_200,
  reason: "Find the duplicate invoices",
  ticket: null,
  start: null,
  extends: null,
  emergency: false,
  publicKey: null,
};

function facts(more: Partial<Facts> = {}): Facts {
  return {
    phase: "check",
    now,
    catalog: catalog(),
    traits: { kind: "postgres", expiry: "enforced", endsSessions: true, keeps: ["source_addresses", "notify"] },
    change: { kind: "added", source: "plain", number: null },
    request,
    digest: digestBytes("request"),
    effectDigest: digestBytes("effect"),
    lease: { from: now, until: after(now, 7_200) },
    chain: { seconds: 7_200, links: 1 },
    resource: resource(),
    role: role({ eligible: ["vendor:acme", "team:payments"] }),
    requester: "alice",
    state: { grants: {}, past: [], reviews: {} },
    approvals: [],
    objections: [],
    ...more,
  };
}

function aged(by: string, more: Partial<AgedApproval> = {}): AgedApproval {
  return { ...approval(by), secondsAfterRequest: null, ageAtMost: 900, ...more };
}

const isInput = new Ajv({ strict: true, allowUnionTypes: true }).compile(policyInputSchema);

describe("what a policy is asked", () => {
  it("is all of it", () => {
    expect(toInput(facts())).toEqual({
      phase: "check",
      time: {
        epoch: epochSeconds(now),
        utc: { date: "2026-11-22", weekday: 0, minute: 1_410 },
        subject: { date: "2026-11-22", weekday: 0, minute: 1_110 },
        resource: { date: "2026-11-23", weekday: 1, minute: 30 },
        from: {
          subject: { date: "2026-11-22", weekday: 0, minute: 1_110 },
          resource: { date: "2026-11-23", weekday: 1, minute: 30 },
        },
        until: {
          subject: { date: "2026-11-22", weekday: 0, minute: 1_229 },
          resource: { date: "2026-11-23", weekday: 1, minute: 149 },
        },
      },
      change: { kind: "added", source: "plain", number: null },
      request: {
        id: request.id,
        entitlement: "payments/customers-db:read-only",
        digest: digestBytes("request"),
        effect: digestBytes("effect"),
        seconds: 7_200,
        start: epochSeconds(now),
        reason: "Find the duplicate invoices",
        private: [],
        ticket: null,
        emergency: false,
        extends: null,
        chain: { seconds: 7_200, links: 1 },
      },
      requester: {
        id: "alice",
        kind: "person",
        teams: ["payments"],
        vendor: null,
        manager: "erin",
        suspended: false,
        timezone: "America/New_York",
        attributes: { grade: 3 },
      },
      subject: {
        id: "alice",
        kind: "person",
        teams: ["payments"],
        vendor: null,
        manager: "erin",
        suspended: false,
        verified_until: null,
        owner: null,
        repository: null,
        environment: null,
        timezone: "America/New_York",
        attributes: { grade: 3 },
      },
      vendor: null,
      resource: {
        id: "payments/customers-db",
        title: "Customer database, production",
        tier: "critical",
        data: ["payment", "personal"],
        owners: ["team:payments"],
        timezone: "Europe/Berlin",
        attributes: {},
      },
      role: {
        id: "read-only",
        max: 28_800,
        max_chain: 28_800,
        eligible: ["team:payments", "vendor:acme"],
        attributes: {},
      },
      target: {
        id: "prod-postgres",
        kind: "postgres",
        expiry: "enforced",
        ends_sessions: true,
        keeps: ["notify", "source_addresses"],
      },
      history: {
        overlapping: [],
        same_active: 0,
        requests_1h: 0,
        requests_24h: 0,
        requests_30d: 0,
        grants_24h: 0,
        grants_30d: 0,
        first_in_31d: true,
        resources_24h: 1,
        unused_30d: 0,
        emergencies_30d: 0,
        seconds_30d: 7_200,
        hours: { known: 0, near: 0 },
        vendor: { requests_24h: 0, requests_30d: 0, grants_24h: 0, grants_30d: 0 },
        resource: { requests_24h: 0, requests_30d: 0, grants_24h: 0, grants_30d: 0 },
        approved_for: [],
        overdue_reviews: 0,
        minutes_since_last: null,
      },
      approvals: [],
      evidence: { on_call: null, ticket: null, sources: [] },
      objections: [],
    });
  });

  it.each([
    { name: "a person", more: {} },
    { name: "a vendor's person", more: { request: { ...request, subject: "vera" }, requester: "vera" } },
    { name: "a workload", more: { request: { ...request, subject: "nightly-export" } } },
    { name: "approvals and objections", more: { approvals: [aged("bob")], objections: [{ by: "dana" }] } },
  ])("fits its schema for $name", ({ more }) => {
    expect(isInput(JSON.parse(JSON.stringify(toInput(facts(more)))))).toBe(true);
  });

  it("says of a vendor's person who the vendor is", () => {
    const { subject, vendor } = toInput(facts({ request: { ...request, subject: "vera" } }));
    expect(subject).toMatchObject({ id: "vera", kind: "vendor", vendor: "acme", teams: ["security"] });
    expect(vendor).toEqual({
      id: "acme",
      name: "Acme Support GmbH",
      tier: "high",
      owner: "erin",
      contract_end: 1_814_399_999,
      review_by: null,
      dpa: "DPA-2031",
      country: null,
      data: ["personal"],
      segment: [],
      addresses: [],
      attributes: {},
    });
  });

  it("knows no vendor that the catalog does not", () => {
    const people = { vera: person("vera", { vendor: "toString" }) };
    const asked = facts({ catalog: catalog({ people }), request: { ...request, subject: "vera" }, requester: "vera" });
    expect(toInput(asked)).toMatchObject({ vendor: null, subject: { vendor: "toString", kind: "vendor" } });
  });

  it("says of a workload what it is and whose", () => {
    const { subject, requester, vendor } = toInput(facts({ request: { ...request, subject: "nightly-export" } }));
    expect(subject).toEqual({
      id: "nightly-export",
      kind: "workload",
      teams: [],
      vendor: null,
      manager: null,
      suspended: false,
      verified_until: null,
      owner: "team:payments",
      repository: "acme/exports",
      environment: "production",
      timezone: "UTC",
      attributes: { pager: "yes" },
    });
    expect(requester).toMatchObject({ id: "alice", kind: "person" });
    expect(vendor).toBeNull();
  });

  it("passes on what the request says", () => {
    const start = after(now, 86_400);
    const said = { ticket: "INC-4211", emergency: true, extends: "payments/customers-db/2026-11-21-alice", start };
    const asked = facts({
      request: { ...request, ...said },
      lease: { from: start, until: after(start, 60) },
      phase: "admit",
    });
    expect(toInput(asked)).toMatchObject({ phase: "admit", request: { ...said, start: epochSeconds(start) } });
  });

  it("says of each approval who gave it how, in one order", () => {
    const given = [
      aged("dana", { hardware: true, userVerified: true, secondsAfterRequest: 60, ageAtMost: null }),
      aged("bob", { via: "github" }),
    ];
    const expected = [
      {
        by: "bob",
        teams: ["payments"],
        via: "github",
        hardware: false,
        user_verified: false,
        seconds_after_request: null,
        age_at_most: 900,
      },
      {
        by: "dana",
        teams: ["security"],
        via: "signature",
        hardware: true,
        user_verified: true,
        seconds_after_request: 60,
        age_at_most: null,
      },
    ];
    expect(toInput(facts({ approvals: given })).approvals).toEqual(expected);
    expect(toInput(facts({ approvals: given.toReversed() })).approvals).toEqual(expected);
  });

  it("names who objected, once each, in order", () => {
    const objections = ["dana", "bob", "dana"].map((by) => ({ by }));
    expect(toInput(facts({ objections })).objections).toEqual([{ by: "bob" }, { by: "dana" }]);
  });

  it("remembers what the subject holds, by its entitlement, but not this request", () => {
    const lease = { from: now, until: after(now, 60) };
    const held = { subject: "alice", entitlement: "payments/customers-db:read-only", state: "active", lease };
    const grants = { a: { id: "a", ...held }, [request.id]: { id: request.id, ...held } };
    expect(toInput(facts({ state: { grants, past: [], reviews: {} } })).history.same_active).toBe(1);
  });

  it("says until when it is verified who a person is", () => {
    const people = { ...catalog().people, alice: person("alice", { verifiedUntil: 1_800_000_000 }) };
    expect(toInput(facts({ catalog: catalog({ people }) })).subject.verified_until).toBe(1_800_000_000);
  });

  describe("counts as a vendor's", () => {
    const asked = ["vera", "victor", "bob"].map((subject) => ({
      id: `payments/customers-db/2026-11-22-${subject}-before`,
      subject,
      requester: subject,
      entitlement: "payments/customers-db:read-only",
      at: epochSeconds(now) - 60,
      outcome: "refused" as const,
      emergency: false,
      approvers: [],
      from: null,
      until: null,
    }));
    const people = { ...catalog().people, victor: person("victor", { vendor: "acme" }) };
    const countOf = (subject: string): number =>
      toInput(
        facts({
          catalog: catalog({ people }),
          request: { ...request, subject },
          state: { grants: {}, past: asked, reviews: {} },
        }),
      ).history.vendor.requests_24h;

    it("what all its people asked for", () => {
      expect(countOf("vera")).toBe(2);
    });

    it("nothing where the subject is no vendor's", () => {
      expect(countOf("alice")).toBe(0);
      expect(countOf("bob")).toBe(0);
    });
  });

  it("is asked about no subject that the catalog does not know", () => {
    const asked = facts({ request: { ...request, subject: "ghost" } });
    expect(() => toInput(asked)).toThrow("ghost is no person");
  });

  it("is asked of no requester that the catalog does not know", () => {
    expect(() => toInput(facts({ requester: "ghost" }))).toThrow("ghost");
    expect(() => toInput(facts({ requester: "toString" }))).toThrow("toString");
  });

  it("leaves the catalog as it was", () => {
    const before = facts();
    const copy = structuredClone(before);
    const { subject } = toInput(before);
    Object.assign(subject.attributes, { grade: 99 });
    expect(before).toEqual(copy);
  });
});
