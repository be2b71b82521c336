import type { Catalog } from "../../../../src/core/catalog/catalog.ts";
import { readCatalog } from "../../../../src/core/catalog/read-catalog.ts";
import type { OrgFile } from "../../../../src/core/catalog/org-schema.ts";
import type { PeopleFile } from "../../../../src/core/catalog/people-schema.ts";
import type { ResourcesFile } from "../../../../src/core/catalog/resources-schema.ts";
import type { TeamsFile } from "../../../../src/core/catalog/teams-schema.ts";
import type { VendorsFile } from "../../../../src/core/catalog/vendors-schema.ts";
import type { WorkloadsFile } from "../../../../src/core/catalog/workloads-schema.ts";
import type { Config, Kinds, TargetTraits } from "../../../../src/core/config/config.ts";

/** A kind that compares names as LDAP does, and whose accounts the catalog has to name. */
export const directory: TargetTraits = {
  kind: "directory",
  expiry: "swept",
  endsSessions: false,
  keeps: [],
  publicKey: { required: false, forms: [] },
  accounts: "named",
  optionsSchema: { type: "object" },
  rightsSchema: {
    type: "object",
    additionalProperties: false,
    required: ["role"],
    properties: { role: { type: "string", pattern: "^[a-z_]+$" } },
  },
  pinnedOptions: [],
  comparable: (account) => account.normalize("NFKC").toLowerCase(),
};

/** A kind that issues to a key, and knows every subject by its id. */
export const bastion: TargetTraits = {
  ...directory,
  kind: "bastion",
  publicKey: { required: true, forms: ["ssh", "spki"] },
  accounts: "implied",
  rightsSchema: { type: "object" },
};

export const kinds: Kinds = new Map([
  ["directory", directory],
  ["bastion", bastion],
]);

/** A public key that nobody can have generated twice: its bytes are those of the number. */
export function keyOf(number: number): string {
  const blob = Buffer.alloc(51);
  blob.set([0, 0, 0, 11, ...Buffer.from("ssh-ed25519"), 0, 0, 0, 32]);
  blob.writeUInt32BE(number, 47);
  return `ssh-ed25519 ${blob.toString("base64")}`;
}

const target = { mode: "enforce", runner: null, options: {} } as const;

export const config: Config = {
  repositoryId: "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11",
  forge: { kind: "plain", remote: null },
  branch: "main",
  ledger: { branch: "ledger/1", genesis: null, keys: [keyOf(99)], sign: null, witness: null },
  targets: {
    ldap: { ...target, id: "ldap", kind: "directory", identity: "dc=acme", privileged: ["cn=Admin"] },
    gate: { ...target, id: "gate", kind: "bastion", identity: "SHA256:gate", privileged: ["root"] },
  },
  notify: [],
  evidence: [],
  guards: { maxRemovedByDiff: 0.25 },
};

interface Example {
  readonly "policies/catalog/org.yaml": OrgFile;
  readonly "policies/catalog/people.yaml": PeopleFile;
  readonly "policies/catalog/teams.yaml": TeamsFile;
  readonly "policies/catalog/vendors.yaml": VendorsFile;
  readonly "policies/catalog/workloads.yaml": WorkloadsFile;
  readonly "policies/catalog/resources/payments.yaml": ResourcesFile;
  readonly "policies/own/data/ticket.yaml": object;
}

/** The files of formats.md, as JSON, which is YAML too. */
export const example: Example = {
  "policies/catalog/org.yaml": {
    timezone: "Europe/Berlin",
    rules: { from: ["team:security"] },
    approvals: { critical: { second: ["team:security", "erin"] } },
    toxic_pairs: [["payments/customers-db:read-only", "payments/customers-db:admin"]],
  },
  "policies/catalog/people.yaml": {
    alice: {
      github: { login: "alice-gh", id: 1201 },
      email: "alice@acme.example",
      timezone: "Europe/London",
      manager: "erin",
      keys: [{ key: keyOf(1) }],
      accounts: { ldap: "alice_w" },
    },
    dana: { keys: [{ key: keyOf(2) }] },
    erin: {},
    vera: { vendor: "acme", keys: [{ key: keyOf(3) }] },
  },
  "policies/catalog/teams.yaml": {
    payments: { members: ["alice"], github: "acme/payments" },
    security: { members: ["dana"] },
  },
  "policies/catalog/vendors.yaml": {
    acme: { name: "Acme Support GmbH", tier: "high", owner: "erin", contract_end: "2027-06-30", dpa: "DPA-2031" },
  },
  "policies/catalog/workloads.yaml": {
    "nightly-export": { repository: "acme/exports", id: 55102, environment: "production", owner: "team:payments" },
  },
  "policies/catalog/resources/payments.yaml": {
    "customers-db": {
      title: "Customer database, production",
      tier: "critical",
      data: ["personal", "payment"],
      owners: ["team:payments", "erin"],
      target: "ldap",
      roles: {
        "read-only": { rights: { role: "customers_ro" }, max: "8h", eligible: ["team:payments", "vendor:acme"] },
        admin: {
          rights: { role: "customers_admin" },
          max: "1h",
          max_chain: "4h",
          eligible: ["alice", "workload:nightly-export"],
          open_for: "1d",
          restore: true,
        },
      },
    },
    gateway: {
      title: "Way in",
      tier: "low",
      owners: ["dana"],
      target: "gate",
      roles: { login: { rights: {}, max: "1d", eligible: ["team:payments"] } },
    },
  },
  "policies/own/data/ticket.yaml": { tiers: ["critical"] },
};

type Files = { readonly [path: string]: unknown };

/** The files with some of them replaced; undefined takes one away. */
export function read(changes: Files = {}): ReturnType<typeof readCatalog> {
  const files = Object.entries<unknown>({ ...example, ...changes }).filter(([, value]) => value !== undefined);
  const bytes = files.map(([path, value]) => [path, new TextEncoder().encode(JSON.stringify(value))] as const);
  return readCatalog(new Map(bytes), config, kinds);
}

/** The catalog of the example. */
export function exampleCatalog(changes: Files = {}): Catalog {
  const catalog = read(changes);
  if (!catalog.ok) throw new Error(catalog.problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return catalog.value;
}
