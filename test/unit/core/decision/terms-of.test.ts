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
        lease: { max: 5400, not_after: 1_795_341_600 },
        obligations: [{ kind: "end_sessions" }],
      }),
    ),
  ).toEqual([
    "deny LEASE_TOO_LONG",
    "warn UNUSUAL_HOUR",
    "stage owner: 2 of team:a or team:b with hardware",
    "lease of at most 1h30m",
    "end by 2026-11-22T10:00:00Z",
    "open sessions are ended",
  ]);
});

it.each<{ obligation: Decision["obligations"][number]; term: string }>([
  { obligation: { kind: "end_sessions" }, term: "open sessions are ended" },
  { obligation: { kind: "notify", to: "team:a" }, term: "team:a is told" },
  { obligation: { kind: "review", within: 86_400 }, term: "review by the resource's owners within 1d" },
  {
    obligation: { kind: "review", within: 3600, from: ["team:a", "person:b"] },
    term: "review by team:a or person:b within 1h",
  },
  {
    obligation: { kind: "source_addresses", values: ["10.0.0.0/8", "192.0.2.0/24"] },
    term: "only from 10.0.0.0/8 or 192.0.2.0/24",
  },
  { obligation: { kind: "source_addresses", values: [] }, term: "only from nowhere" },
])("says of an obligation: $term", ({ obligation, term }) => {
  expect(termsOf(decision({ obligations: [obligation] })).at(-1)).toBe(term);
});

it.each([
  { max: 1, term: "lease of at most 1s" },
  { max: 0, term: "lease of at most 0 s" },
  { max: -90_000, term: "lease of at most -90000 s" },
])("keeps apart what rules may say of a lease: $term", ({ max, term }) => {
  expect(termsOf(decision({ lease: { max, not_after: null } }))).toEqual([term]);
});

it.each([
  { not_after: 253_402_300_799, term: "end by 9999-12-31T23:59:59Z" },
  { not_after: 253_402_300_800, term: "end by 253402300800 s" },
  { not_after: 0, term: "end by 1970-01-01T00:00:00Z" },
  { not_after: -1, term: "end by -1 s" },
])("says when it has to end, where that is a date: $term", ({ not_after, term }) => {
  expect(termsOf(decision({ lease: { max: 60, not_after } })).at(-1)).toBe(term);
});

it("says nothing of what a decision does not ask for", () => {
  const stage = { name: "owner", count: 1, from: ["team:a"], because: "OWNER_AGREES" };
  const stages: Decision["stages"] = [
    { ...stage, need: [] },
    { ...stage, name: "second", need: ["hardware", "user_verified"] },
    { ...stage, name: "fresh", need: [], max_age: 7200 },
  ];
  expect(termsOf(decision({ stages, lease: { max: 60, not_after: null } }))).toEqual([
    "stage owner: 1 of team:a",
    "stage second: 1 of team:a with hardware and user_verified",
    "stage fresh: 1 of team:a, not older than 2h",
    "lease of at most 1m",
  ]);
});
