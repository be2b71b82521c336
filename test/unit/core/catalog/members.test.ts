import { describe, expect, it } from "vitest";
import { isEligible } from "../../../../src/core/catalog/is-eligible.ts";
import { members } from "../../../../src/core/catalog/members.ts";
import { rulesReachable } from "../../../../src/core/catalog/rules-reachable.ts";
import { example, exampleCatalog } from "./example.ts";

const catalog = exampleCatalog();
const people = example["policies/catalog/people.yaml"];

describe("members", () => {
  it.each([
    { ref: "person:alice", ids: ["alice"] },
    { ref: "team:payments", ids: ["alice"] },
    { ref: "vendor:acme", ids: ["vera"] },
    { ref: "workload:nightly-export", ids: [] },
    { ref: "person:nobody", ids: [] },
    { ref: "team:constructor", ids: [] },
  ])("of $ref are $ids", ({ ref, ids }) => {
    expect([...members(ref, catalog)]).toEqual(ids);
    expect([...members(ref, catalog)]).toEqual(ids);
  });
});

describe("isEligible", () => {
  const roles = catalog.resources["payments/customers-db"]!.roles;

  it.each([
    { subject: "alice", role: "read-only", is: true },
    { subject: "vera", role: "read-only", is: true },
    { subject: "dana", role: "read-only", is: false },
    { subject: "nightly-export", role: "read-only", is: false },
    { subject: "alice", role: "admin", is: true },
    { subject: "nightly-export", role: "admin", is: true },
    { subject: "vera", role: "admin", is: false },
  ])("says $is of $subject and $role", ({ subject, role, is }) => {
    expect(isEligible(subject, roles[role]!, catalog)).toBe(is);
  });
});

describe("rulesReachable", () => {
  const reachable = (rules: object, dana: object = {}): boolean =>
    rulesReachable(
      exampleCatalog({
        "policies/catalog/org.yaml": { timezone: "UTC", rules },
        "policies/catalog/people.yaml": { ...people, dana: { ...people["dana"], ...dana } },
      }),
    );

  it.each([
    { name: "enough owners have keys", rules: { from: ["team:security"] }, dana: {}, is: true },
    { name: "two of two have keys", rules: { from: ["dana", "alice"], count: 2 }, dana: {}, is: true },
    { name: "fewer than count have keys", rules: { from: ["dana", "erin"], count: 2 }, dana: {}, is: false },
    { name: "one owner is named twice", rules: { from: ["dana", "team:security"], count: 2 }, dana: {}, is: false },
    { name: "the owner has no key", rules: { from: ["team:security"] }, dana: { keys: [] }, is: false },
    { name: "the owner is suspended", rules: { from: ["team:security"] }, dana: { suspended: true }, is: false },
    { name: "the owner works for a vendor", rules: { from: ["vera"] }, dana: {}, is: false },
  ])("is $is when $name", ({ rules, dana, is }) => {
    expect(reachable(rules, dana)).toBe(is);
  });
});
