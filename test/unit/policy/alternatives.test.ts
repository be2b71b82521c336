import { expect, it } from "vitest";
import { alternatives } from "../../../src/policy/toolchain/alternatives.ts";

it("makes alternatives of several types, however deep, and leaves one type and a field of that name alone", () => {
  const schema = {
    type: "object",
    properties: { type: { type: "string" }, ticket: { type: ["string", "null"], description: "x" } },
    anyOf: [{ items: { type: ["integer", "null"] } }],
  };
  expect(alternatives(schema)).toEqual({
    type: "object",
    properties: {
      type: { type: "string" },
      ticket: { anyOf: [{ type: "string" }, { type: "null" }], description: "x" },
    },
    anyOf: [{ items: { anyOf: [{ type: "integer" }, { type: "null" }] } }],
  });
});
