import { expect, it } from "vitest";
import { part } from "../../../../src/core/plan/part.ts";

it("knows nothing but what it is told", () => {
  const nothing = { changes: [], drift: [], held: [], seen: [], gone: [], times: [] };
  expect(part({})).toEqual(nothing);
  expect(part({ held: [{ action: "end", grant: "a", code: "GUARD_TRIPPED" }] })).toEqual({
    ...nothing,
    held: [{ action: "end", grant: "a", code: "GUARD_TRIPPED" }],
  });
});
