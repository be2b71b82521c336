import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPolicyHost } from "../../../src/policy/open-policy.ts";
import type { Policy } from "../../../src/ports/policy.ts";
import { hostilePolicies, locked, policyData } from "../../fakes/policies.ts";
import { policyInput } from "../../fakes/policy-input.ts";

const options = { signal: AbortSignal.timeout(60_000) };
const asking = (reason: string): ReturnType<typeof policyInput> => policyInput({ request: { reason } });

async function open(deadlineMs: number): Promise<Policy> {
  const opened = await createPolicyHost({ deadlineMs, megabytes: 64, idleMs: 60_000 }).open(
    hostilePolicies(),
    policyData,
    options,
  );
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.value;
}

describe("rules that fail", () => {
  let patient: Policy;
  let hasty: Policy;
  beforeAll(async () => {
    [patient, hasty] = await Promise.all([open(9000), open(800)]);
  });
  afterAll(async () => {
    await Promise.all([patient.close(), hasty.close()]);
  });

  it.each([
    { name: "call a builtin that the host lacks", reason: "builtin", code: "POLICY_BUILTIN_UNKNOWN" },
    { name: "throw", reason: "conflict", code: "POLICY_FAILED" },
    { name: "return nothing", reason: "silence", code: "POLICY_NO_ANSWER" },
    { name: "return rubbish", reason: "rubbish", code: "POLICY_ANSWER_UNFIT" },
    { name: "give a reason with a code of no rule", reason: "unknown code", code: "POLICY_ANSWER_UNFIT" },
    { name: "ask for a stage by a code of no rule", reason: "unknown stage", code: "POLICY_ANSWER_UNFIT" },
    { name: "answer with a number that JSON cannot say", reason: "infinity", code: "POLICY_ANSWER_UNFIT" },
    { name: "eat memory", reason: "memory", code: "POLICY_TOO_BIG" },
    { name: "answer far too much", reason: "flood", code: "POLICY_ANSWER_UNFIT" },
  ])("S44 rules that $name deny with a code of their own", async ({ reason, code }) => {
    const decision = await patient.judge(asking(reason), options);
    expect(decision.reasons.map((each) => `${each.severity} ${each.code}`)).toEqual([`deny ${code}`]);
    expect(decision.stages).toEqual([]);
  });

  it("S44 rules that loop without end deny after the deadline, and the others are judged all the same", async () => {
    const decisions = await hasty.judgeAll(["a plain one", "loop", "conflict", "a plain one"].map(asking), options);
    expect(decisions.map(({ reasons: [first] }) => first?.code ?? "nothing")).toEqual([
      "nothing",
      "POLICY_TOO_SLOW",
      "POLICY_FAILED",
      "nothing",
    ]);
    expect(decisions[1]?.reasons[0]?.facts).toEqual({ seconds: 0.8 });
  });

  it("S44 one request's failure changes nothing for another", async () => {
    const reasons = ["a plain one", "builtin", "a plain one", "conflict", "memory", "a plain one"];
    const decisions = await patient.judgeAll(reasons.map(asking), options);
    expect(decisions.map(({ reasons: [first] }) => first?.code ?? "nothing")).toEqual([
      "nothing",
      "POLICY_BUILTIN_UNKNOWN",
      "nothing",
      "POLICY_FAILED",
      "POLICY_TOO_BIG",
      "nothing",
    ]);
    expect(decisions[1]?.reasons[0]?.facts).toEqual({ builtin: "http.send" });
  });

  it("is stopped in the midst of a loop, and judges on", async () => {
    const stop = new AbortController();
    const looping = patient.judge(asking("loop"), { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(looping).rejects.toThrow("enough");
    expect((await patient.judge(asking("a plain one"), options)).reasons).toEqual([]);
  });
});

describe("wasm that is none", () => {
  it.each([
    { name: "bytes that are no wasm", wasm: new Uint8Array([1, 2, 3]) },
    { name: "a module that is no policy", wasm: new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]) },
  ])("S44 $name are not loaded, even with a lock that fits", async ({ wasm }) => {
    const opened = await createPolicyHost().open(locked(new Map([["policy.wasm", wasm]])), policyData, options);
    expect(opened.ok ? [] : opened.problems.map(({ code }) => code)).toEqual(["POLICY_WASM_UNFIT"]);
  });

  it("S44 a lock that names no wasm gives none", async () => {
    const opened = await createPolicyHost().open(locked(new Map()), policyData, options);
    expect(opened.ok ? [] : opened.problems.map(({ code }) => code)).toEqual(["POLICY_WASM_UNFIT"]);
  });
});
