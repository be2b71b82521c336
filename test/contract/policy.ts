import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inputVersion } from "../../src/core/decision/input.ts";
import type { Policy } from "../../src/ports/policy.ts";
import { policyInput } from "../fakes/policy-input.ts";

const options = { signal: AbortSignal.timeout(60_000) };

/** The promises of ports/policy.ts, for any policy that judges by the rules of the pack. */
export function describePolicy(kind: string, open: () => Promise<Policy>): void {
  describe(`${kind} keeps the promises of a policy`, () => {
    let policy: Policy;
    beforeAll(async () => {
      policy = await open();
    });
    afterAll(async () => {
      await policy.close();
    });

    it("gives the same bytes for the same input", async () => {
      const input = policyInput({ request: { seconds: 28_801 } });
      const [first, second] = await policy.judgeAll([input, input], options);
      expect(JSON.stringify(first)).toBe(JSON.stringify(second));
      expect(JSON.stringify(await policy.judge(input, options))).toBe(JSON.stringify(first));
    });

    it("sorts every list and every key", async () => {
      const input = policyInput({ resource: { owners: ["team:z", "team:a"] } });
      const decision = await policy.judge(input, options);
      expect(decision.stages.find(({ name }) => name === "owner")?.from).toEqual(["team:a", "team:z"]);
      expect(decision.considered).toEqual(decision.considered.toSorted());
      expect(Object.keys(decision)).toEqual(Object.keys(decision).toSorted());
    });

    it("answers in the order of the inputs, however many there are", async () => {
      const lengths = Array.from({ length: 300 }, (_, index) => 28_700 + index);
      const inputs = lengths.map((seconds) => policyInput({ request: { seconds } }));
      const decisions = await policy.judgeAll(inputs, options);
      expect(decisions.map(({ reasons }) => reasons.some(({ code }) => code === "LEASE_TOO_LONG"))).toEqual(
        lengths.map((seconds) => seconds > 28_800),
      );
    });

    it("explains every rule that it considered, in the order of the inputs, as it decided", async () => {
      const inputs = [28_800, 28_801, 0].map((seconds) => policyInput({ request: { seconds } }));
      const decisions = await policy.judgeAll(inputs, options);
      const explained = (await policy.explainAll(inputs, options)).map((told) => (told.ok ? told.value : null));
      expect(explained.map((rules) => rules?.map(({ rule }) => rule))).toEqual(decisions.map((one) => one.considered));
      const denied = explained.map((rules) =>
        (rules ?? [])
          .filter(({ clauses }) => clauses.some(({ says, outcome }) => says === "deny" && outcome === "spoke"))
          .map(({ code }) => code)
          .toSorted(),
      );
      expect(denied).toEqual([[], ["LEASE_TOO_LONG"], ["LEASE_OVER", "LEASE_TOO_SHORT"]]);
    });

    it("explains nothing when nothing is asked, and stops when it is told to", async () => {
      expect(await policy.explainAll([], options)).toEqual([]);
      await expect(policy.explainAll([policyInput()], { signal: AbortSignal.abort() })).rejects.toThrow("abort");
    });

    it("answers nothing when nothing is asked", async () => {
      expect(await policy.judgeAll([], options)).toEqual([]);
    });

    it("judges questions that overlap, each with its own answer", async () => {
      const inputs = [28_800, 28_801, 1, 0].map((seconds) => policyInput({ request: { seconds } }));
      const decisions = await Promise.all(inputs.map((input) => policy.judge(input, options)));
      expect(decisions.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
        [],
        ["LEASE_TOO_LONG"],
        [],
        ["LEASE_OVER", "LEASE_TOO_SHORT"],
      ]);
    });

    it("never judges an input with a field missing", async () => {
      const { history: _, ...rest } = policyInput();
      await expect(policy.judge(rest as never, options)).rejects.toThrow("history");
    });

    it("judges what was recorded by the version that it is of, and none that nobody knows", async () => {
      const past = { ...options, version: inputVersion };
      const { history: _, ...rest } = policyInput();
      expect(await policy.judgeAll([policyInput()], past)).toEqual(await policy.judgeAll([policyInput()], options));
      await expect(policy.judgeAll([rest as never], past)).rejects.toThrow("history");
      const newer = { ...options, version: inputVersion + 1 };
      await expect(policy.judgeAll([policyInput()], newer)).rejects.toThrow(`version ${inputVersion + 1}`);
    });

    it("stops when it is told to", async () => {
      await expect(policy.judge(policyInput(), { signal: AbortSignal.abort() })).rejects.toThrow("abort");
      expect((await policy.judge(policyInput(), options)).reasons).toEqual([]);
    });

    it("stops one question and answers those that were asked beside it", async () => {
      const stop = new AbortController();
      const stopped = policy.judge(policyInput(), { signal: stop.signal });
      const others = [0, 1, 2].map((seconds) => policy.judge(policyInput({ request: { seconds } }), options));
      stop.abort(new Error("enough"));
      await expect(stopped).rejects.toThrow("enough");
      expect((await Promise.all(others)).map(({ reasons }) => reasons.length)).toEqual([2, 0, 0]);
    });

    it("can be closed twice", async () => {
      const another = await open();
      await another.close();
      await expect(another.close()).resolves.toBeUndefined();
    });
  });
}
