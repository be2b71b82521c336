import { describe, expect, it } from "vitest";
import type { Annotations } from "../../../../src/core/decision/annotation.ts";
import { toWords } from "../../../../src/core/decision/reason.ts";

const annotations: Annotations = {
  LEASE_TOO_LONG: {
    rule: "lease.limit",
    title: "Lease within the role's limit",
    description: "A grant may not last longer than its role allows.",
    message: "{asked} is longer than {max}, the most that {entitlement} allows.",
    next: "Set duration to {max} or less.",
    facts: { asked: "duration", max: "duration", entitlement: "text" },
    controls: [],
  },
  OTHER: {
    rule: "own.other",
    title: "Other",
    description: "Every kind of fact.",
    message: "{at} {from} {count} {yes} {nothing} {missing}",
    next: "{constructor}",
    facts: { at: "instant", from: "list", count: "number" },
    controls: [],
  },
};

describe("a reason in words", () => {
  it("is the rule's message and next step, filled with its facts", () => {
    const facts = { asked: 43_200, max: 28_800, entitlement: "payments/customers-db:read-only" };
    expect(toWords({ code: "LEASE_TOO_LONG", facts }, annotations)).toEqual({
      summary: "12h is longer than 8h, the most that payments/customers-db:read-only allows.",
      next: "Set duration to 8h or less.",
    });
  });

  it.each([
    { facts: { at: 1_795_341_600 }, expected: "2026-11-22 10:00 UTC {from} {count} {yes} {nothing} {missing}" },
    { facts: { at: 1e300 }, expected: "1e+300 {from} {count} {yes} {nothing} {missing}" },
    { facts: { from: ["team:a", "person:b"] }, expected: "{at} team:a, person:b {count} {yes} {nothing} {missing}" },
    { facts: { from: [] }, expected: "{at} nobody {count} {yes} {nothing} {missing}" },
    { facts: { count: 3, yes: true, nothing: null }, expected: "{at} {from} 3 true null {missing}" },
    { facts: { count: "{at}", at: 0 }, expected: "1970-01-01 00:00 UTC {from} {at} {yes} {nothing} {missing}" },
  ])("words each kind of fact: $expected", ({ facts, expected }) => {
    expect(toWords({ code: "OTHER", facts }, annotations)).toEqual({ summary: expected, next: "{constructor}" });
  });

  it("shows a negative length as one", () => {
    const facts = { asked: -7200, max: 0, entitlement: "a/b:c" };
    expect(toWords({ code: "LEASE_TOO_LONG", facts }, annotations).summary).toMatch(/^-2h is longer than 0s,/);
  });

  it("is the catalogue's where the code is the engine's own", () => {
    expect(toWords({ code: "POLICY_TOO_SLOW", facts: { seconds: 1 } }, annotations).summary).toContain("within 1 s");
  });

  it.each(["GONE_RULE", "constructor", "__proto__"])("shows the facts of a code that nobody knows: %s", (code) => {
    expect(toWords({ code, facts: { a: 1 } }, annotations).summary).toBe(`${code} {"a":1}`);
  });
});
