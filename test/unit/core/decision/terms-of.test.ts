import { expect, it } from "vitest";
import type { Decision } from "../../../../src/core/decision/decision.ts";
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

it("says nothing of what a decision does not ask for", () => {
  const stage = { name: "owner", count: 1, from: ["team:a"], because: "OWNER_AGREES" };
  const stages: Decision["stages"] = [
    { ...stage, need: [] },
    { ...stage, name: "second", need: ["hardware", "user_verified"] },
  ];
  expect(termsOf(decision({ stages, lease: { max: 60, not_after: null } }))).toEqual([
    "stage owner: 1 of team:a",
    "stage second: 1 of team:a with hardware and user_verified",
    "lease of at most 60 s",
  ]);
});
