import { expect, it } from "vitest";
import type { Catalog } from "../../../../src/core/catalog/catalog.ts";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import { instant } from "../../../../src/core/time/instant.ts";
import { endsEarly } from "../../../../src/engine/apply/early-ends.ts";
import { catalog, person, resource, role } from "../../../fakes/catalog.ts";
import { grant, noon } from "../../core/plan/world.ts";

const contractEnd = 1_814_399_999;
const open = {
  ...catalog().resources["payments/customers-db"]!.roles["read-only"]!,
  eligible: ["vendor:acme", "team:payments", "workload:nightly-export"],
};
const wide = (more: Partial<Catalog> = {}): Catalog =>
  catalog({ resources: { "payments/customers-db": resource({ roles: { "read-only": open } }) }, ...more });

it.each<{ name: string; of: Partial<Grant>; by?: Catalog; at?: number; expected: string | null }>([
  { name: "nothing, while all is as it was", of: {}, expected: null },
  { name: "what was ordered already", of: { ending: "revoked" }, expected: "revoked" },
  { name: "that nobody knows its subject", of: { subject: "zoe" }, expected: "left" },
  { name: "that its subject is suspended", of: { subject: "frank" }, expected: "left" },
  { name: "that its subject may not have it any more", of: { subject: "dana" }, expected: "left" },
  { name: "that its role is gone", of: { entitlement: "payments/customers-db:admin" }, expected: "left" },
  { name: "that its resource is gone", of: { entitlement: "payments/gone:read-only" }, expected: "left" },
  { name: "nothing for a workload that may have it", of: { subject: "nightly-export" }, by: wide(), expected: null },
  { name: "that a workload may not have it", of: { subject: "nightly-export" }, expected: "left" },
  { name: "nothing for a vendor's person under contract", of: { subject: "vera" }, by: wide(), expected: null },
  {
    name: "nothing in the last second of the contract",
    of: { subject: "vera" },
    by: wide(),
    at: contractEnd * 1000,
    expected: null,
  },
  {
    name: "that the contract is over, a second later",
    of: { subject: "vera" },
    by: wide(),
    at: (contractEnd + 1) * 1000,
    expected: "contract",
  },
  { name: "nothing of a contract for one's own people", of: {}, at: (contractEnd + 1) * 1000, expected: null },
  { name: "that the vendor is gone", of: { subject: "vera" }, by: wide({ vendors: {} }), expected: "contract" },
  {
    name: "that nobody knows a subject who asked for a role of everybody's",
    of: { subject: "zoe" },
    by: wide({ people: {} }),
    expected: "left",
  },
  {
    name: "the leaver before the vendor",
    of: { subject: "vera" },
    by: wide({ vendors: {}, people: { vera: person("vera", { vendor: "acme", suspended: true }) } }),
    expected: "left",
  },
])("a grant ends early because of $name", ({ of, by = catalog(), at = noon, expected }) => {
  expect(role().name).toBe("read-only");
  expect(endsEarly(grant("a", of), by, instant(at))).toBe(expected);
});
