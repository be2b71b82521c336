import { expect, it } from "vitest";
import { termsOf } from "../../../../src/core/decision/terms-of.ts";
import { decision } from "../../../fakes/decision.ts";

it("says each thing that follows from a decision once, in words that can be compared", () => {
  const reason = { facts: {}, field: null };
  expect(
    termsOf(
      decision({
        reasons: [
          { ...reason, code: "LEASE_TOO_LONG", severity: "deny" },
          { ...reason, code: "UNUSUAL_HOUR", severity: "warn" },
          { ...reason, code: "AUTOMATIC", severity: "info" },
        ],
        stages: [{ name: "owner", count: 2, from: ["team:a", "team:b"], need: ["hardware"], because: "OWNER_AGREES" }],
        lease: { max: 60, not_after: 90 },
        obligations: [{ kind: "end_sessions" }],
      }),
    ),
  ).toEqual([
    "deny LEASE_TOO_LONG",
    "warn UNUSUAL_HOUR",
    "stage owner: 2 of team:a or team:b with hardware",
    "lease of at most 60 s",
    "end by 90",
    'obligation {"kind":"end_sessions"}',
  ]);
});
