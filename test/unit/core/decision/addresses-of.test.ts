import { expect, it } from "vitest";
import { addressesOf } from "../../../../src/core/decision/addresses-of.ts";
import type { Obligation } from "../../../../src/core/decision/decision.ts";

it.each<{ name: string; obligations: Obligation[]; expected: string[] | null }>([
  { name: "nothing is said", obligations: [], expected: null },
  { name: "something else is said", obligations: [{ kind: "end_sessions" }], expected: null },
  {
    name: "blocks are named, in order and each in its one text",
    obligations: [
      { kind: "end_sessions" },
      { kind: "source_addresses", values: ["192.0.2.7", "2001:DB8:0::/32", "10.0.0.0/8"] },
    ],
    expected: ["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32"],
  },
  {
    name: "blocks are named twice, those that both allow",
    obligations: [
      { kind: "source_addresses", values: ["10.0.0.0/8"] },
      { kind: "source_addresses", values: ["10.1.0.0/16", "192.0.2.0/24"] },
    ],
    expected: ["10.1.0.0/16"],
  },
  {
    name: "one cannot be read, none",
    obligations: [{ kind: "source_addresses", values: ["10.0.0.1/8"] }],
    expected: [],
  },
])("addressesOf, where $name", ({ obligations, expected }) => {
  expect(addressesOf(obligations)).toEqual(expected);
});
