import { describe, expect, it } from "vitest";
import { mergeObligations } from "../../../../src/core/decision/merge-obligations.ts";
import type { Obligation } from "../../../../src/core/decision/decision.ts";
import { review } from "../../../fakes/decision.ts";

const notify = (to: string): Obligation => ({ kind: "notify", to });
const sources = (...values: string[]): Obligation => ({ kind: "source_addresses", values });
const endSessions: Obligation = { kind: "end_sessions" };

describe("obligations of several rules", () => {
  it.each([
    { name: "are none where there are none", given: [], expected: [] },
    {
      name: "stand once each, in order",
      given: [notify("team:b"), endSessions, notify("team:a"), endSessions, notify("team:b")],
      expected: [endSessions, notify("team:a"), notify("team:b")],
    },
    {
      name: "ask for the soonest review by the same people",
      given: [review(7_200), review(3_600), review(86_400)],
      expected: [review(3_600)],
    },
    {
      name: "know the same people in any order",
      given: [review(7_200, ["team:b", "team:a"]), review(3_600, ["team:a", "team:b"])],
      expected: [review(3_600, ["team:a", "team:b"])],
    },
    {
      name: "keep reviews by different people apart, and from those by the owners",
      given: [review(60), review(7_200, ["team:a"]), review(3_600, ["team:b"])],
      expected: [review(7_200, ["team:a"]), review(3_600, ["team:b"]), review(60)],
    },
    {
      name: "allow the addresses that all allow",
      given: [sources("10.0.0.0/8", "192.168.0.0/16"), sources("10.1.0.0/16", "172.16.0.0/12")],
      expected: [sources("10.1.0.0/16")],
    },
    {
      name: "narrow addresses by every rule, not only the first two",
      given: [sources("10.0.0.0/8"), sources("10.1.0.0/16", "10.2.0.0/16"), sources("10.2.3.0/24", "10.1.0.0/24")],
      expected: [sources("10.1.0.0/24", "10.2.3.0/24")],
    },
    {
      name: "write addresses in their one form, once, in order",
      given: [sources("192.168.0.1", "10.0.0.1", "10.0.0.1/32", "2001:DB8::/32")],
      expected: [sources("10.0.0.1/32", "192.168.0.1/32", "2001:db8::/32")],
    },
    {
      name: "S57 leave no address where rules agree on none",
      given: [sources("10.0.0.0/8"), sources("11.0.0.0/8")],
      expected: [sources()],
    },
    {
      name: "S57 leave no address where one cannot be read",
      given: [sources("10.0.0.0/8"), sources("10.0.0.0/8", "10.0.0.0/99")],
      expected: [sources()],
    },
    { name: "S57 leave no address where a rule names none", given: [sources()], expected: [sources()] },
  ])("$name", ({ given, expected }) => {
    expect(mergeObligations(given)).toEqual(expected);
    expect(mergeObligations(given.toReversed())).toEqual(expected);
  });

  it("leave what was given as it was", () => {
    const given = [review(60, ["team:b", "team:a"])];
    mergeObligations(given);
    expect(given).toEqual([review(60, ["team:b", "team:a"])]);
  });
});
