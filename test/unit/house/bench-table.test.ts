import { expect, it } from "vitest";
import { isMissed, toTable } from "../../../bench/table.ts";

it.each([
  { name: "a ratio at its target is met", ratio: 1.2, target: 1.2, missed: false },
  { name: "a ratio above its target is missed", ratio: 1.21, target: 1.2, missed: true },
  { name: "a ratio that is no number is missed", ratio: Number.NaN, target: 1.2, missed: true },
])("$name", ({ ratio, target, missed }) => {
  expect(isMissed({ what: "a", ours: "1", peer: "1", ratio, target })).toBe(missed);
});

it("a line without a target only informs", () => {
  const line = { what: "start", ours: "200 ms", peer: "40 ms node", ratio: 5 };
  expect(isMissed(line)).toBe(false);
  expect(toTable([line])).toEqual(["what   ours    peer        ratio  target", "start  200 ms  40 ms node  5.00×  –"]);
});
