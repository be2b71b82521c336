import { describe, expect, it } from "vitest";
import { nearest } from "../../../../src/core/problem/nearest.ts";

const names = ["read-only", "read-write", "admin"];

describe("nearest", () => {
  it.each([
    { name: "raed-only", found: "read-only", why: "two letters swapped" },
    { name: "readonly", found: "read-only", why: "a letter left out" },
    { name: "adminn", found: "admin", why: "a letter too many" },
    { name: "ADMIN", found: "admin", why: "another case" },
    { name: "read-writ", found: "read-write", why: "the nearer of two" },
    { name: "superuser", found: null, why: "nothing like it" },
    { name: "", found: null, why: "nothing at all" },
  ])("answers $found to $name: $why", ({ name, found }) => {
    expect(nearest(name, names)).toBe(found);
  });
});
