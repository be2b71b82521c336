import { expect, it } from "vitest";
import { candidatesOf } from "../../../../src/core/decision/seat.ts";
import { catalog } from "../../../fakes/catalog.ts";

it.each([
  { name: "a team's people, none who is suspended", from: ["team:payments"], expected: ["alice", "bob", "carol"] },
  { name: "no vendor's person for being in a team", from: ["team:security"], expected: ["dana"] },
  { name: "a vendor's person who is named", from: ["person:vera"], expected: ["vera"] },
  { name: "a vendor's person who is named barely", from: ["vera"], expected: ["vera"] },
  { name: "a vendor's people where the vendor is named", from: ["vendor:acme"], expected: ["vera", "victor"] },
  { name: "nobody for a workload", from: ["workload:nightly-export"], expected: [] },
  { name: "nobody for a person who is suspended", from: ["person:frank"], expected: [] },
  { name: "nobody for what nobody knows", from: ["team:nobody", "person:toString", "vendor:x"], expected: [] },
  { name: "nobody for an empty team", from: ["team:empty"], expected: [] },
  {
    name: "everybody of several sources, once, in order",
    from: ["team:security", "person:bob", "team:payments"],
    expected: ["alice", "bob", "carol", "dana"],
  },
])("may fill a seat: $name", ({ from, expected }) => {
  expect(candidatesOf(from, catalog())).toEqual(expected);
});

it("S18 a member that the catalog does not know fills no seat", () => {
  const teams = { payments: { id: "payments", members: ["ghost", "toString"], github: null, attributes: {} } };
  expect(candidatesOf(["team:payments"], catalog({ teams }))).toEqual([]);
});
