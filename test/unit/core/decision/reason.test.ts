import { describe, expect, it } from "vitest";
import type { Annotation } from "../../../../src/core/decision/annotation.ts";
import { engineReason } from "../../../../src/core/decision/engine-reason.ts";
import { toWords } from "../../../../src/core/decision/reason.ts";

function rule(more: Partial<Annotation>): { LEASE_TOO_LONG: Annotation } {
  const annotation = {
    rule: "lease.limit",
    title: "",
    description: "",
    message: "",
    next: "",
    facts: {},
    controls: [],
  };
  return { LEASE_TOO_LONG: { ...annotation, ...more } };
}

describe("the words of a rule's reason", () => {
  it.each([
    {
      name: "are its message and next step with the facts",
      message: "{asked} is longer than {max}, the most that {entitlement} allows.",
      facts: { asked: 43_200, max: 28_800, entitlement: "payments/customers-db:read-only" },
      kinds: { asked: "duration", max: "duration" } as const,
      summary: "12h is longer than 8h, the most that payments/customers-db:read-only allows.",
    },
    { name: "name a fact as often as asked", message: "{a} {a}", facts: { a: "x" }, kinds: {}, summary: "x x" },
    {
      name: "show what has no fact as it is written",
      message: "{a} {b}",
      facts: { a: "x" },
      kinds: {},
      summary: "x {b}",
    },
    { name: "take no fact from elsewhere", message: "{toString}", facts: {}, kinds: {}, summary: "{toString}" },
    {
      name: "say a moment in UTC, to the minute",
      message: "until {end}",
      facts: { end: 1_795_341_659 },
      kinds: { end: "instant" } as const,
      summary: "until 2026-11-22 10:00 UTC",
    },
    {
      name: "say a moment beyond all time as its number",
      message: "until {end}",
      facts: { end: 1e15 },
      kinds: { end: "instant" } as const,
      summary: "until 1000000000000000",
    },
    {
      name: "say a negative length of time as such",
      message: "{left}",
      facts: { left: -90 },
      kinds: { left: "duration" } as const,
      summary: "-1m30s",
    },
    { name: "say no time", message: "{left}", facts: { left: 0 }, kinds: { left: "duration" } as const, summary: "0s" },
    {
      name: "say a number as it is where its kind is not told",
      message: "{count}",
      facts: { count: 60 },
      kinds: {},
      summary: "60",
    },
    {
      name: "leave text alone, whatever its kind",
      message: "{when} {long}",
      facts: { when: "noon", long: "an hour" },
      kinds: { when: "instant", long: "duration" } as const,
      summary: "noon an hour",
    },
    {
      name: "list people, or nobody",
      message: "{some}; {none}",
      facts: { some: ["a", "b"], none: [] },
      kinds: { some: "list", none: "list" } as const,
      summary: "a, b; nobody",
    },
    {
      name: "say null, whatever its kind",
      message: "{when} {long}",
      facts: { when: null, long: null },
      kinds: { when: "instant", long: "duration" } as const,
      summary: "null null",
    },
    { name: "say null and false", message: "{a} {b}", facts: { a: null, b: false }, kinds: {}, summary: "null false" },
  ])("$name", ({ message, facts, kinds, summary }) => {
    const annotations = rule({ message, next: `Next: ${message}`, facts: kinds });
    expect(toWords({ code: "LEASE_TOO_LONG", facts }, annotations)).toEqual({ summary, next: `Next: ${summary}` });
  });

  it("S40 facts are filled in once, so that none can name another", () => {
    const annotations = rule({ message: "{a}", next: "", facts: {} });
    expect(toWords({ code: "LEASE_TOO_LONG", facts: { a: "{b}", b: "secret" } }, annotations).summary).toBe("{b}");
  });
});

describe("the words of another reason", () => {
  it("are the catalogue's where the code is the engine's own", () => {
    const { summary } = toWords(engineReason("OBJECTED", { by: "dana" }), {});
    expect(summary).toContain("dana");
    expect(summary).not.toContain("OBJECTED");
  });

  it("are its code and facts where nobody knows it", () => {
    const words = toWords({ code: "NEW_RULE", facts: { a: 1 } }, {});
    expect(words.summary).toBe('NEW_RULE {"a":1}');
    expect(words.next).toContain("METADATA");
  });

  it("are no property that every object has", () => {
    expect(toWords({ code: "toString", facts: {} }, {}).summary).toBe("toString {}");
    expect(toWords({ code: "__proto__", facts: {} }, {}).summary).toBe("__proto__ {}");
  });
});

describe("a reason of the engine", () => {
  it("denies, and is about no field, where nothing else is said", () => {
    expect(engineReason("OBJECTED", { by: "dana" })).toEqual({
      code: "OBJECTED",
      severity: "deny",
      facts: { by: "dana" },
      field: null,
    });
  });

  it("is as severe, and about the field, that is said", () => {
    expect(engineReason("OBJECTED", { by: "dana" }, { severity: "warn", field: "duration" })).toMatchObject({
      severity: "warn",
      field: "duration",
    });
  });
});
