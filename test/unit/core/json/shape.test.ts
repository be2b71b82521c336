import { expect, it } from "vitest";
import { shapeOfSchema, shapeOfValue } from "../../../../src/core/json/shape.ts";

it("keeps the names that a schema knows, and leaves open what stands behind them", () => {
  const schema = {
    type: "object",
    additionalProperties: false,
    properties: {
      timezone: { type: "string" },
      budgets: { type: "object", properties: { requests: { type: "integer" } } },
      limits: { $ref: "#/$defs/limits" },
    },
    $defs: { limits: { type: "array", items: { type: "string" } } },
  };
  expect(shapeOfSchema(schema)).toEqual({
    type: "object",
    additionalProperties: false,
    properties: {
      timezone: {},
      budgets: { type: "object", additionalProperties: {}, properties: { requests: {} } },
      limits: { type: "array", items: {} },
    },
  });
});

it("knows of a value its names, and what kind they hold", () => {
  expect(shapeOfValue({ tiers: ["high"], like: null, by: { acme: 3 } })).toEqual({
    type: "object",
    additionalProperties: false,
    properties: {
      tiers: { type: "array", items: {} },
      like: {},
      by: { type: "object", additionalProperties: false, properties: { acme: { "x-kind": "number" } } },
    },
  });
});
