import { expect, it } from "vitest";
import type { Outcome } from "../../../../src/core/report/report.ts";
import { strictest } from "../../../../src/core/report/strictest.ts";

it.each<{ outcomes: readonly Outcome[]; expected: Outcome | null }>([
  { outcomes: [], expected: null },
  { outcomes: ["allowed", "allowed"], expected: "allowed" },
  { outcomes: ["allowed", "pending"], expected: "pending" },
  { outcomes: ["pending", "denied", "allowed"], expected: "denied" },
  { outcomes: ["denied", "invalid", "pending"], expected: "invalid" },
])("of $outcomes the answer is $expected", ({ outcomes, expected }) => {
  expect(strictest(outcomes)).toBe(expected);
});
