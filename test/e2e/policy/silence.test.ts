import { afterAll, beforeAll, expect, it } from "vitest";
import type { PolicyInput } from "../../../src/core/decision/input.ts";
import { createPolicyHost } from "../../../src/policy/open-policy.ts";
import { createToolchain } from "../../../src/policy/toolchain/wasm-toolchain.ts";
import type { Policy } from "../../../src/ports/policy.ts";
import { policyData } from "../../fakes/policies.ts";
import { policyInput } from "../../fakes/policy-input.ts";
import { quiet, reason, silent, withRules } from "../../fakes/silent-rules.ts";
import { describeWith, toolchain as installed } from "../../needs.ts";

const options = { signal: AbortSignal.timeout(600_000) };
const toolchain = createToolchain();
describeWith([installed], "a rule that falls silent for want of a value", () => {
  let policy: Policy;
  beforeAll(async () => {
    const files = withRules([...silent, ...quiet]);
    const built = await toolchain.build(files, options);
    if (!built.ok) throw new Error(JSON.stringify(built.problems));
    const opened = await createPolicyHost().open(new Map([...files, ...built.value]), policyData, options);
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    policy = opened.value;
  });
  afterAll(() => policy.close());

  /** What of each decision is the engine's own reason for a rule that fell silent. */
  async function silences(inputs: readonly PolicyInput[]): Promise<unknown[][]> {
    const decisions = await policy.judgeAll(inputs, options);
    return decisions.map(({ reasons }) =>
      reasons
        .filter(({ code }) => code === "POLICY_UNDEFINED")
        .map(({ severity, facts }) => `${severity} ${String(facts["rule"])}: ${String(facts["what"])}`),
    );
  }

  it.each(silent)("denies where it $does", async ({ name, what }) => {
    const [found] = await silences([policyInput()]);
    expect(found?.filter((one) => String(one).includes(`own.${name}:`))).toEqual([`deny own.${name}: ${what}`]);
  });

  it.each(quiet)("is none where it $does", async ({ name }) => {
    const [found] = await silences([policyInput()]);
    expect(found?.filter((one) => String(one).includes(`own.${name}:`))).toEqual([]);
  });

  it("is no rule of the pack", async () => {
    const [found] = await silences([policyInput()]);
    expect(found).toHaveLength(silent.length);
  });

  it.each([
    { phase: "admit", denied: 101 },
    { phase: "activate", denied: 101 },
    { phase: "check", denied: 0 },
  ] as const)("denies $denied of 101 that are asked at once to $phase", async ({ phase, denied }) => {
    const found = await silences(Array.from({ length: 101 }, () => policyInput({ phase })));
    expect(found.filter((one) => one.length > 0)).toHaveLength(denied);
  });

  it("is refused at build where its steps only work in another order", async () => {
    const rule = `deny contains ${reason} if {
	most < 3
	most := input.request.seconds
}`;
    const built = await toolchain.build(withRules([{ name: "twisted", rule }]), options);
    const problems = built.ok ? [] : built.problems.map(({ code, path }) => `${code} ${path ?? ""}`);
    expect(problems).toContain("POLICY_SOURCE_WRONG policies/own/twisted/twisted.rego");
  });
});
