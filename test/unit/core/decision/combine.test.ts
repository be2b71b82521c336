import { describe, expect, it } from "vitest";
import { combine } from "../../../../src/core/decision/combine.ts";
import { decision, reason, review, stage } from "../../../fakes/decision.ts";

describe("two revisions of the rules together", () => {
  it.each([
    {
      name: "deny what either denies, each reason once, in order",
      a: decision({ reasons: [reason({ code: "B_CODE" }), reason({ code: "A_CODE" })] }),
      b: decision({ reasons: [reason({ code: "A_CODE" }), reason({ code: "C_CODE" })] }),
      expected: { reasons: ["A_CODE", "B_CODE", "C_CODE"].map((code) => reason({ code })) },
    },
    {
      name: "keep reasons of one code with different facts apart",
      a: decision({ reasons: [reason({ facts: { max: 2 } })] }),
      b: decision({ reasons: [reason({ facts: { max: 1 } })] }),
      expected: { reasons: [reason({ facts: { max: 1 } }), reason({ facts: { max: 2 } })] },
    },
    {
      name: "S55 ask for the stages of both, the larger count of one that both ask for",
      a: decision({ stages: [stage({ count: 1 }), stage({ name: "security" })] }),
      b: decision({ stages: [stage({ count: 2 })] }),
      expected: { stages: [stage({ count: 2 }), stage({ name: "security" })] },
    },
    {
      name: "S55 allow the shorter lease",
      a: decision({ lease: { max: 3_600, not_after: null } }),
      b: decision({ lease: { max: 7_200, not_after: null } }),
      expected: { lease: { max: 3_600, not_after: null } },
    },
    {
      name: "S55 end at the only bound there is",
      a: decision({ lease: { max: 3_600, not_after: null } }),
      b: decision({ lease: { max: 3_600, not_after: 500 } }),
      expected: { lease: { max: 3_600, not_after: 500 } },
    },
    {
      name: "S55 end at the earlier bound",
      a: decision({ lease: { max: 3_600, not_after: 400 } }),
      b: decision({ lease: { max: 3_600, not_after: 500 } }),
      expected: { lease: { max: 3_600, not_after: 400 } },
    },
    {
      name: "oblige to what either obliges to, as strictly",
      a: decision({ obligations: [review(60), { kind: "end_sessions" }] }),
      b: decision({ obligations: [review(30)] }),
      expected: { obligations: [{ kind: "end_sessions" }, review(30)] },
    },
    {
      name: "have considered what either considered, once, in order",
      a: decision({ considered: ["b.b", "a.a"] }),
      b: decision({ considered: ["c.c", "a.a"] }),
      expected: { considered: ["a.a", "b.b", "c.c"] },
    },
  ])("$name", ({ a, b, expected }) => {
    expect(combine(a, b)).toMatchObject(expected);
    expect(combine(b, a)).toEqual(combine(a, b));
  });
});
