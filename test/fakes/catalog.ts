import type { Catalog, Person, Resource, Role, Vendor, Workload } from "../../src/core/catalog/catalog.ts";

/** A person without anything special. */
export function person(id: string, more: Partial<Person> = {}): Person {
  return {
    id,
    github: null,
    email: null,
    timezone: "UTC",
    manager: null,
    vendor: null,
    suspended: false,
    verifiedUntil: null,
    keys: [],
    accounts: {},
    attributes: {},
    ...more,
  };
}

/** A role of eight hours that the payments team may ask for. */
export function role(more: Partial<Role> = {}): Role {
  return {
    name: "read-only",
    rights: {},
    max: 28_800,
    maxChain: 28_800,
    eligible: ["team:payments"],
    openFor: 172_800,
    restore: false,
    attributes: {},
    ...more,
  };
}

/** A critical database of the payments team. */
export function resource(more: Partial<Resource> = {}): Resource {
  return {
    id: "payments/customers-db",
    title: "Customer database, production",
    tier: "critical",
    data: ["personal", "payment"],
    owners: ["team:payments"],
    target: "prod-postgres",
    timezone: "Europe/Berlin",
    roles: { "read-only": role() },
    attributes: {},
    ...more,
  };
}

const acme: Vendor = {
  id: "acme",
  name: "Acme Support GmbH",
  tier: "high",
  owner: "erin",
  contractEnd: 1_814_399_999,
  reviewBy: null,
  dpa: "DPA-2031",
  country: null,
  data: ["personal"],
  segment: [],
  addresses: [],
  attributes: {},
};

const nightly: Workload = {
  id: "nightly-export",
  repository: "acme/exports",
  repositoryId: 55_102,
  environment: "production",
  owner: "team:payments",
  timezone: "UTC",
  keys: [],
  accounts: {},
  attributes: { pager: "yes" },
};

/**
 * alice, bob and carol are payments; dana and the vendor's vera are security; frank is suspended and in payments;
 * erin owns the vendor acme, whose people are vera and victor.
 */
export function catalog(more: Partial<Catalog> = {}): Catalog {
  const people = [
    person("alice", { manager: "erin", timezone: "America/New_York", attributes: { grade: 3 } }),
    person("bob"),
    person("carol"),
    person("dana"),
    person("erin"),
    person("frank", { suspended: true }),
    person("vera", { vendor: "acme" }),
    person("victor", { vendor: "acme" }),
  ];
  return {
    people: Object.fromEntries(people.map((each) => [each.id, each])),
    teams: {
      payments: { id: "payments", members: ["alice", "bob", "carol", "frank"], github: null, attributes: {} },
      security: { id: "security", members: ["dana", "vera"], github: null, attributes: {} },
      empty: { id: "empty", members: [], github: null, attributes: {} },
    },
    vendors: { acme },
    workloads: { "nightly-export": nightly },
    resources: { "payments/customers-db": resource() },
    org: {
      timezone: "Europe/Berlin",
      rules: { from: ["team:security"], count: 1, self: false },
      admissionWindow: 86_400,
      data: {},
    },
    own: {},
    ...more,
  };
}
