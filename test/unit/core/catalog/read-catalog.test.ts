import { describe, expect, it } from "vitest";
import { readCatalog } from "../../../../src/core/catalog/read-catalog.ts";
import { config, example, exampleCatalog, keyOf, kinds, read } from "./example.ts";

const people = example["policies/catalog/people.yaml"];
const workloads = example["policies/catalog/workloads.yaml"];
const resources = example["policies/catalog/resources/payments.yaml"];
const org = example["policies/catalog/org.yaml"];
const vendor = example["policies/catalog/vendors.yaml"]["acme"]!;
const database = resources["customers-db"]!;

function codesOf(changes: { readonly [path: string]: unknown }): readonly string[] {
  const read_ = read(changes);
  return read_.ok ? [] : read_.problems.map(({ code, path = "" }) => `${code} ${path.replace("policies/", "")}`);
}

const withPeople = (entries: object): object => ({ "policies/catalog/people.yaml": { ...people, ...entries } });
const withWorkloads = (entries: object): object => ({
  "policies/catalog/workloads.yaml": { ...workloads, ...entries },
});
const withResource = (changes: object): object => ({
  "policies/catalog/resources/payments.yaml": { ...resources, "customers-db": { ...database, ...changes } },
});
const withRole = (changes: object): object =>
  withResource({ roles: { ...database.roles, "read-only": { ...database.roles["read-only"], ...changes } } });
const withOrg = (changes: object): object => ({ "policies/catalog/org.yaml": { ...org, ...changes } });

const settings = {
  approvals: { high: { manager: true, max_age: "24h", on_duty: true } },
  limits: { minimum: "5m", links: 4, tiers: { critical: { max: "4h", total_30d: "5d" } } },
  hours: { days: ["fri", "mon"], from: "08:00", to: "24:00", of: "subject", tiers: ["critical"], outside: ["erin"] },
  holidays: ["2026-12-25"],
  freezes: [
    { name: "year end", from: "2026-12-20", until: "2027-01-02", resources: ["payments/*", "payments/customers-db"] },
    { name: "hour", from: "2026-11-27T12:00:00+01:00", until: "2026-11-27T13:00:00+01:00", tiers: ["low"] },
  ],
  emergency: {
    eligible: ["team:payments"],
    tiers: ["critical"],
    max: "1h",
    at_once: true,
    review: ["team:security"],
    notify: ["erin"],
    most_30d: 3,
  },
  tickets: { tiers: ["high"], open: true },
  reasons: { least: 20, boilerplate: ["Need access:  debugging!"], private: false },
  vendors: { check: { tiers: ["high"], from: ["team:security"] } },
  data: { personal: ["team:security"] },
};

describe("readCatalog", () => {
  const catalog = exampleCatalog();

  it("normalises people", () => {
    expect(catalog.people["alice"]).toMatchObject({
      id: "alice",
      github: { login: "alice-gh", id: 1201 },
      timezone: "Europe/London",
      manager: "erin",
      vendor: null,
      suspended: false,
      keys: [{ text: keyOf(1), type: "ssh-ed25519", hardware: null, applications: [] }],
      accounts: { ldap: "alice_w" },
    });
    expect(catalog.people["dana"]).toMatchObject({
      timezone: "Europe/Berlin",
      github: null,
      email: null,
      accounts: {},
    });
  });

  it("normalises vendors: a contract ends with the last second of its last day", () => {
    expect(catalog.vendors["acme"]).toEqual({
      id: "acme",
      name: "Acme Support GmbH",
      tier: "high",
      owner: "erin",
      contractEnd: Date.UTC(2027, 5, 30, 21, 59, 59) / 1000,
      reviewBy: null,
      dpa: "DPA-2031",
      country: null,
      data: [],
      segment: [],
      addresses: [],
      attributes: {},
    });
  });

  it("normalises workloads, teams and resources", () => {
    expect(catalog.workloads["nightly-export"]).toMatchObject({
      repositoryId: 55102,
      owner: "team:payments",
      keys: [],
    });
    expect(catalog.teams["payments"]).toEqual({
      id: "payments",
      members: ["alice"],
      github: "acme/payments",
      attributes: {},
    });
    expect(catalog.resources["payments/customers-db"]).toMatchObject({
      id: "payments/customers-db",
      owners: ["team:payments", "person:erin"],
      target: "ldap",
      timezone: "Europe/Berlin",
      roles: {
        "read-only": { max: 28_800, maxChain: 28_800, openFor: 172_800, restore: false },
        admin: {
          name: "admin",
          rights: { role: "customers_admin" },
          max: 3_600,
          maxChain: 14_400,
          openFor: 86_400,
          restore: true,
          eligible: ["person:alice", "workload:nightly-export"],
        },
      },
    });
  });

  it("normalises the organisation for the engine and for rules", () => {
    expect(catalog.org).toEqual({
      timezone: "Europe/Berlin",
      rules: { from: ["team:security"], count: 1, self: false },
      admissionWindow: 86_400,
      data: {
        timezone: "Europe/Berlin",
        rules: { from: ["team:security"], count: 1, self: false },
        admission_window: 86_400,
        approvals: {
          critical: {
            owners: 0,
            second: ["team:security", "person:erin"],
            need: [],
            manager: false,
            max_age: null,
            on_duty: false,
          },
        },
        toxic_pairs: [["payments/customers-db:read-only", "payments/customers-db:admin"]],
        budgets: {
          requests_24h: null,
          requests_30d: null,
          grants_24h: null,
          grants_30d: null,
          vendor_requests_24h: null,
          vendor_requests_30d: null,
          vendor_grants_24h: null,
          vendor_grants_30d: null,
          resource_requests_24h: null,
          resource_requests_30d: null,
          resource_grants_24h: null,
          resource_grants_30d: null,
        },
        limits: { minimum: 1, links: null, tiers: {}, vendors: {} },
        hours: null,
        holidays: [],
        freezes: [],
        emergency: null,
        tickets: null,
        reasons: { least: 10, boilerplate: [], private: true },
        sources: { tiers: {}, vendors: null },
        data: {},
        vendors: { complete: [], within_data: false, check: null, verified: false },
        anomalies: { from: [], burst: null, resources: null, unused: null, hour: null, first: null },
        reciprocal_days: 7,
        on_call: null,
      },
    });
    expect(catalog.own).toEqual({ ticket: { tiers: ["critical"] } });
  });

  it("normalises what an organisation asks of the pack", () => {
    const asked = read({ ...withOrg(settings) });
    expect(asked.ok ? asked.value.org.data : asked.problems).toMatchObject({
      approvals: { high: { manager: true, max_age: 86_400, on_duty: true } },
      limits: { minimum: 300, links: 4, tiers: { critical: { max: 14_400, total_30d: 432_000 } }, vendors: {} },
      hours: { days: [1, 5], from: 480, to: 1_440, of: "subject", tiers: ["critical"], outside: ["person:erin"] },
      holidays: ["2026-12-25"],
      freezes: [
        {
          name: "year end",
          from: Date.UTC(2026, 11, 19, 23) / 1000,
          until: Date.UTC(2027, 0, 2, 22, 59, 59) / 1000,
          tiers: null,
          resources: ["payments/*", "payments/customers-db"],
        },
        { from: Date.UTC(2026, 10, 27, 11) / 1000, until: Date.UTC(2026, 10, 27, 12) / 1000, tiers: ["low"] },
      ],
      emergency: {
        eligible: ["team:payments"],
        tiers: ["critical"],
        max: 3_600,
        at_once: true,
        review: ["team:security"],
        notify: ["person:erin"],
        most_30d: 3,
      },
      tickets: { tiers: ["high"], pattern: "^[A-Z][A-Z0-9]{1,9}-[0-9]{1,8}$", like: "INC-4211", open: true },
      reasons: { least: 20, boilerplate: ["need access debugging"], private: false },
      vendors: { check: { tiers: ["high"], from: ["team:security"], need: [] } },
      data: { personal: ["team:security"] },
    });
  });

  it("tells the first second after clocks skipped midnight as the first of a day", () => {
    const zone = { timezone: "America/Santiago", freezes: [{ name: "x", from: "2026-09-06", until: "2026-09-06" }] };
    const asked = read({ ...withOrg(zone) });
    const from = Date.UTC(2026, 8, 6, 4) / 1000;
    expect(asked.ok ? asked.value.org.data["freezes"] : asked.problems).toMatchObject([
      { from, until: from + 23 * 3_600 - 1 },
    ]);
  });

  it("finds nothing by a name that every object has", () => {
    const accounts = catalog.people["alice"]?.accounts ?? {};
    const found = [catalog.people, catalog.resources, accounts].filter((names) => "constructor" in names);
    expect(found).toEqual([]);
  });

  it("needs no file but org.yaml", () => {
    const only = new Map([
      ["policies/catalog/org.yaml", new TextEncoder().encode("timezone: UTC\nrules: {from: [team:a]}\n")],
    ]);
    const read_ = readCatalog(only, config, kinds);
    expect(read_.ok ? [] : read_.problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ["NAME_UNKNOWN", 2, 16],
    ]);
  });

  it.each([
    {
      name: "no org.yaml",
      changes: { "policies/catalog/org.yaml": undefined },
      codes: ["ORG_MISSING catalog/org.yaml"],
    },
    {
      name: "a file that is none of it",
      changes: { "policies/catalog/person.yaml": {} },
      codes: ["CATALOG_FILE_UNKNOWN catalog/person.yaml"],
    },
    {
      name: "resources under a name that is none",
      changes: { "policies/catalog/resources/A.yaml": {} },
      codes: ["CATALOG_FILE_UNKNOWN catalog/resources/A.yaml"],
    },
    {
      name: "own data that is no YAML file",
      changes: { "policies/own/data/a.json": {} },
      codes: ["CATALOG_FILE_UNKNOWN own/data/a.json"],
    },
    {
      name: "own data of a name that no rule can say",
      changes: { "policies/own/data/Late-Start.yaml": {} },
      codes: ["OWN_DATA_NAME own/data/Late-Start.yaml"],
    },
    {
      name: "addresses that are none",
      changes: withOrg({ sources: { tiers: { low: ["10.0.0.0/8", "10.0.0.0/33"] }, vendors: ["10.1.0.0/8"] } }),
      codes: ["ADDRESS_INVALID catalog/org.yaml", "ADDRESS_INVALID catalog/org.yaml"],
    },
    {
      name: "a vendor's address that is none",
      changes: { "policies/catalog/vendors.yaml": { acme: { ...vendor, addresses: ["fe80::1::2"] } } },
      codes: ["ADDRESS_INVALID catalog/vendors.yaml"],
    },
    {
      name: "a pattern that is none",
      changes: withOrg({ tickets: { tiers: ["low"], pattern: "^INC-[0-9+$" } }),
      codes: ["PATTERN_INVALID catalog/org.yaml"],
    },
    {
      name: "an unknown manager",
      changes: withPeople({ bob: { manager: "erni" } }),
      codes: ["NAME_UNKNOWN catalog/people.yaml"],
    },
    {
      name: "an unknown employer",
      changes: withPeople({ bob: { vendor: "acne" } }),
      codes: ["NAME_UNKNOWN catalog/people.yaml"],
    },
    {
      name: "an account on an unknown target",
      changes: withPeople({ bob: { accounts: { lapd: "bob" } } }),
      codes: ["NAME_UNKNOWN catalog/people.yaml"],
    },
    {
      name: "an unknown member",
      changes: {
        "policies/catalog/teams.yaml": { ...example["policies/catalog/teams.yaml"], ops: { members: ["alcie"] } },
      },
      codes: ["NAME_UNKNOWN catalog/teams.yaml"],
    },
    {
      name: "an unknown owner of a vendor",
      changes: { "policies/catalog/vendors.yaml": { acme: { ...vendor, owner: "eric" } } },
      codes: ["NAME_UNKNOWN catalog/vendors.yaml"],
    },
    {
      name: "a vendor answering for a vendor",
      changes: { "policies/catalog/vendors.yaml": { acme: { ...vendor, owner: "vera" } } },
      codes: ["VENDOR_OWNER_OUTSIDE catalog/vendors.yaml"],
    },
    {
      name: "a day that does not exist",
      changes: { "policies/catalog/vendors.yaml": { acme: { ...vendor, contract_end: "2027-06-31" } } },
      codes: ["DATE_INVALID catalog/vendors.yaml"],
    },
    {
      name: "an unknown owner of a workload",
      changes: withWorkloads({ job: { repository: "acme/job", id: 1, owner: "team:payment" } }),
      codes: ["NAME_UNKNOWN catalog/workloads.yaml"],
    },
    {
      name: "an unknown target",
      changes: withResource({ target: "ladp" }),
      codes: ["NAME_UNKNOWN catalog/resources/payments.yaml"],
    },
    {
      name: "an unknown owner",
      changes: withResource({ owners: ["team:paymnets"] }),
      codes: ["NAME_UNKNOWN catalog/resources/payments.yaml"],
    },
    {
      name: "a vendor as owner",
      changes: withResource({ owners: ["vendor:acme"] }),
      codes: ["VALUE_INVALID catalog/resources/payments.yaml"],
    },
    {
      name: "an unknown eligible team",
      changes: withRole({ eligible: ["team:x"] }),
      codes: ["NAME_UNKNOWN catalog/resources/payments.yaml"],
    },
    {
      name: "an unknown entitlement",
      changes: withOrg({ toxic_pairs: [["payments/customers-db:admin", "payments/customers-db:read"]] }),
      codes: ["NAME_UNKNOWN catalog/org.yaml"],
    },
    {
      name: "unknown owners of the rules",
      changes: withOrg({ rules: { from: ["team:securty"] } }),
      codes: ["NAME_UNKNOWN catalog/org.yaml"],
    },
    {
      name: "an unknown second stage",
      changes: withOrg({ approvals: { low: { second: ["eve"] } } }),
      codes: ["NAME_UNKNOWN catalog/org.yaml"],
    },
    ...[
      { name: "unknown people outside business hours", setting: { hours: { ...settings.hours, outside: ["eve"] } } },
      { name: "unknown people in emergencies", setting: { emergency: { ...settings.emergency, eligible: ["eve"] } } },
      { name: "unknown people after emergencies", setting: { emergency: { ...settings.emergency, review: ["eve"] } } },
      { name: "unknown people told of them", setting: { emergency: { ...settings.emergency, notify: ["eve"] } } },
      { name: "an unknown team for data", setting: { data: { personal: ["team:x"] } } },
      { name: "unknown people who look at vendors", setting: { vendors: { check: { tiers: [], from: ["eve"] } } } },
      { name: "unknown people for what is unusual", setting: { anomalies: { from: ["eve"] } } },
      {
        name: "a freeze of an unknown namespace",
        setting: { freezes: [{ name: "x", from: "2026-12-20", until: "2026-12-20", resources: ["payment/*"] }] },
      },
    ].map(({ name, setting }) => ({ name, changes: withOrg(setting), codes: ["NAME_UNKNOWN catalog/org.yaml"] })),
    {
      name: "a vendor's segment that is no resource",
      changes: { "policies/catalog/vendors.yaml": { acme: { ...vendor, segment: ["payments/customer-db"] } } },
      codes: ["NAME_UNKNOWN catalog/vendors.yaml"],
    },
    {
      name: "business hours that end before they begin",
      changes: withOrg({ hours: { ...settings.hours, from: "18:00", to: "08:00" } }),
      codes: ["TIME_BACKWARDS catalog/org.yaml"],
    },
    {
      name: "a freeze that ends before it begins",
      changes: withOrg({ freezes: [{ name: "x", from: "2026-12-20", until: "2026-12-19" }] }),
      codes: ["TIME_BACKWARDS catalog/org.yaml"],
    },
    {
      name: "a holiday that does not exist",
      changes: withOrg({ holidays: ["2026-02-30"] }),
      codes: ["DATE_INVALID catalog/org.yaml"],
    },
    {
      name: "an emergency of half a day",
      changes: withOrg({ emergency: { ...settings.emergency, max: "12h" } }),
      codes: ["DURATION_INVALID catalog/org.yaml"],
    },
    {
      name: "a setting that no rule reads",
      changes: withOrg({ budget: { requests_24h: 3 } }),
      codes: ["KEY_UNKNOWN catalog/org.yaml"],
    },
    {
      name: "a time zone that is none",
      changes: withOrg({ timezone: "Europe/Berlim" }),
      codes: ["TIME_ZONE_UNKNOWN catalog/org.yaml"],
    },
    {
      name: "a person's time zone that is an offset",
      changes: withPeople({ bob: { timezone: "+02:00" } }),
      codes: ["TIME_ZONE_UNKNOWN catalog/people.yaml"],
    },
    { name: "no time zone at all", changes: withOrg({ timezone: undefined }), codes: ["KEY_MISSING catalog/org.yaml"] },
    {
      name: "a role without an end",
      changes: withRole({ max: undefined }),
      codes: ["KEY_MISSING catalog/resources/payments.yaml"],
    },
    {
      name: "a role for ever",
      changes: withRole({ max: "0s" }),
      codes: ["DURATION_INVALID catalog/resources/payments.yaml"],
    },
    {
      name: "a chain shorter than a lease",
      changes: withRole({ max_chain: "1h" }),
      codes: ["VALUE_INVALID catalog/resources/payments.yaml"],
    },
    {
      name: "S86 requests that stay open for 32 days",
      changes: withRole({ open_for: "32d" }),
      codes: ["DURATION_INVALID catalog/resources/payments.yaml"],
    },
    {
      name: "an admission window of 32 days",
      changes: withOrg({ admission_window: "32d" }),
      codes: ["DURATION_INVALID catalog/org.yaml"],
    },
    {
      name: "rights that the target's kind does not know",
      changes: withRole({ rights: { rolle: "x" } }),
      codes: ["KEY_MISSING catalog/resources/payments.yaml", "KEY_UNKNOWN catalog/resources/payments.yaml"],
    },
    {
      name: "S30 rights with a quote in them",
      changes: withRole({ rights: { role: 'x"; drop table' } }),
      codes: ["VALUE_INVALID catalog/resources/payments.yaml"],
    },
  ])("refuses $name", ({ changes, codes }) => {
    expect(codesOf(changes as Record<string, unknown>)).toEqual(codes);
  });

  it("tells the problems of every file at once", () => {
    expect(codesOf({ ...withPeople({ bob: { boss: "erin" } }), ...withOrg({ timezone: 1 }) })).toEqual([
      "VALUE_INVALID catalog/org.yaml",
      "KEY_UNKNOWN catalog/people.yaml",
    ]);
  });

  it.each([
    {
      name: "one forge account under two names",
      changes: withPeople({ bob: { github: { login: "other", id: 1201 } } }),
      codes: ["FORGE_ACCOUNT_TWICE catalog/people.yaml"],
    },
    {
      name: "one repository and environment under two workloads",
      changes: withWorkloads({ job: workloads["nightly-export"] }),
      codes: ["FORGE_ACCOUNT_TWICE catalog/workloads.yaml"],
    },
    {
      name: "one key under two people",
      changes: withPeople({ bob: { keys: [{ key: keyOf(1) }] } }),
      codes: ["KEY_TWICE catalog/people.yaml"],
    },
    {
      name: "one key under a person and a workload",
      changes: withWorkloads({ job: { repository: "acme/job", id: 1, owner: "erin", keys: [{ key: keyOf(1) }] } }),
      codes: ["KEY_TWICE catalog/workloads.yaml"],
    },
    {
      name: "one account under two people",
      changes: withPeople({ bob: { accounts: { ldap: "alice_w" } } }),
      codes: ["ACCOUNT_TWICE catalog/people.yaml"],
    },
    {
      name: "one account in another case",
      changes: withPeople({ bob: { accounts: { ldap: "ALICE_W" } } }),
      codes: ["ACCOUNT_TWICE catalog/people.yaml"],
    },
    {
      name: "one account in other letters that the target takes for the same",
      changes: withPeople({ bob: { accounts: { ldap: "\uFF41lice_w" } } }),
      codes: ["ACCOUNT_TWICE catalog/people.yaml"],
    },
    {
      name: "the account that another has by their id",
      changes: withPeople({ bob: { accounts: { gate: "erin" } } }),
      codes: ["ACCOUNT_TWICE catalog/people.yaml"],
    },
    {
      name: "a privileged account",
      changes: withPeople({ bob: { accounts: { ldap: "CN=ADMIN" } } }),
      codes: ["ACCOUNT_PRIVILEGED catalog/people.yaml"],
    },
    {
      name: "a privileged account by one's id",
      changes: withPeople({ root: {} }),
      codes: ["ACCOUNT_PRIVILEGED catalog/people.yaml"],
    },
    {
      name: "a key with options",
      changes: withPeople({ bob: { keys: [{ key: `command="sh" ${keyOf(4)}` }] } }),
      codes: ["KEY_SYNTAX catalog/people.yaml"],
    },
    {
      name: "a CA's key",
      changes: withPeople({ bob: { keys: [{ key: `cert-authority ${keyOf(4)}` }] } }),
      codes: ["KEY_SYNTAX catalog/people.yaml"],
    },
    {
      name: "a person and a workload of one name",
      changes: withWorkloads({ alice: { repository: "acme/job", id: 1, owner: "erin" } }),
      codes: ["SUBJECT_TWICE catalog/workloads.yaml", "ACCOUNT_TWICE catalog/workloads.yaml"],
    },
    {
      name: "hardware vouched of a key that is none",
      changes: withPeople({ bob: { keys: [{ key: keyOf(4), hardware: "vouched" }] } }),
      codes: ["KEY_NOT_HARDWARE catalog/people.yaml"],
    },
  ])("S59 refuses $name", ({ changes, codes }) => {
    expect(codesOf(changes as Record<string, unknown>)).toEqual(codes);
  });

  it("S59 refuses an id twice in one file", () => {
    const bytes = new TextEncoder().encode("alice: {}\nalice: {}\n");
    const files = new Map([["policies/catalog/people.yaml", bytes]]);
    const read_ = readCatalog(files, config, kinds);
    expect(read_.ok ? [] : read_.problems.map(({ code, line }) => [code, line])).toEqual([
      ["ORG_MISSING", undefined],
      ["RULES_SYNTAX", 2],
    ]);
  });

  it("S90 refuses the engine's key as a person's", () => {
    expect(codesOf(withPeople({ bob: { keys: [{ key: keyOf(99) }] } }) as Record<string, unknown>)).toEqual([
      "KEY_IN_TWO_ROLES catalog/people.yaml",
    ]);
  });

  it("S90 refuses the key of a target's CA as a person's", () => {
    const identity = exampleCatalog().people["alice"]?.keys[0]?.fingerprint ?? "";
    const targets = { ...config.targets, gate: { ...config.targets["gate"]!, identity } };
    const bytes = Object.entries(example).map(
      ([path, value]) => [path, new TextEncoder().encode(JSON.stringify(value))] as const,
    );
    const read_ = readCatalog(new Map(bytes), { ...config, targets }, kinds);
    expect(read_.ok ? [] : read_.problems.map(({ code }) => code)).toEqual(["KEY_IN_TWO_ROLES"]);
  });
});
