import { expect, it } from "vitest";
import type { Catalog } from "../../../../src/core/catalog/catalog.ts";
import { redactInput } from "../../../../src/core/ledger/redact-input.ts";
import { restoreInput } from "../../../../src/core/ledger/restore-input.ts";
import { policyInput } from "../../../fakes/policy-input.ts";

const alice = { manager: "erin", attributes: { badge: 7 } };
const catalog = {
  people: { alice },
  workloads: { export: { attributes: { cluster: "eu" } } },
  vendors: { acme: { attributes: { score: 3 } } },
  resources: {
    "payments/customers-db": { attributes: { zone: "red" }, roles: { "read-only": { attributes: { level: 1 } } } },
  },
} as unknown as Catalog;
const words = { reason: "Find the duplicate invoices of INC-4211", ticket: "INC-4211" };
const vendor = {
  id: "acme",
  name: "Acme",
  tier: "high",
  owner: "erin",
  contract_end: null,
  dpa: null,
  data: [],
  attributes: { score: 3 },
} as const;
const whole = {
  requester: alice,
  resource: { attributes: { zone: "red" } },
  role: { attributes: { level: 1 } },
};

it.each([
  { name: "a person", patch: { ...whole, subject: alice } },
  { name: "a vendor's person", patch: { ...whole, subject: alice, vendor: { ...vendor, data: [] } } },
  {
    name: "a workload",
    patch: { ...whole, subject: { id: "export", kind: "workload", manager: null, attributes: { cluster: "eu" } } },
  },
] as const)("brings back what events leave out of a request for $name", ({ patch }) => {
  const input = policyInput(patch as Parameters<typeof policyInput>[0]);
  const recorded = redactInput(input);
  expect(JSON.stringify(recorded)).not.toMatch(/badge|cluster|"red"|level|score|duplicate/);
  expect(restoreInput(recorded, words, catalog)).toEqual(input);
});

it("knows nothing of who is not in that catalog", () => {
  const input = policyInput({ requester: { id: "toString" }, subject: { id: "constructor" } });
  const restored = restoreInput(redactInput(input), words, catalog);
  expect(restored.requester).toMatchObject({ manager: null, attributes: {} });
  expect(restored.subject).toMatchObject({ manager: null, attributes: {} });
});

it("knows nothing of a resource that is not in that catalog", () => {
  const input = policyInput({ resource: { id: "payments/gone" } });
  const { resource, role } = restoreInput(redactInput(input), words, catalog);
  expect(resource.attributes).toEqual({});
  expect(role.attributes).toEqual({});
});
