import { afterAll, beforeAll, expect, it } from "vitest";
import type { PolicyInput } from "../../../src/core/decision/input.ts";
import { createPolicyHost } from "../../../src/policy/open-policy.ts";
import { createToolchain } from "../../../src/policy/toolchain/wasm-toolchain.ts";
import type { Policy } from "../../../src/ports/policy.ts";
import { ownPolicies, policyData } from "../../fakes/policies.ts";
import { policyInput } from "../../fakes/policy-input.ts";
import { describeWith, toolchain as installed } from "../../needs.ts";

const options = { signal: AbortSignal.timeout(600_000) };
const toolchain = createToolchain();
const reason = "result.reason(rego.metadata.chain(), {})";

/** Rules of an organisation's own, by name, and the value that each falls silent for. */
const silent = [
  {
    name: "unwritten",
    does: "compares with what the organisation did not write",
    rule: `deny contains ${reason} if input.request.seconds > data.org.limits.seconds`,
    what: "data.org.limits.seconds",
  },
  {
    name: "unfound",
    does: "compares with what a helper does not find",
    rule: `deny contains ${reason} if input.request.seconds > _most\n_most := data.org.limits.seconds`,
    what: "_most",
  },
  {
    name: "headless",
    does: "has a head that reads what is not there",
    rule: `deny contains result.reason(rego.metadata.chain(), {"tier": input.vendor.id}) if input.request.seconds > 1`,
    what: "its head",
  },
  {
    name: "several",
    does: "loses one of several heads",
    rule: `deny contains result.reason(rego.metadata.chain(), {"tier": pair[2]}) if {
	some pair in [[1, 2, "a"], [1, 2]]
}`,
    what: "its head",
  },
  {
    name: "strict",
    does: "asks a yes or no of what the organisation did not write",
    rule: `deny contains ${reason} if data.org.strict`,
    what: "data.org.strict",
  },
  {
    name: "listless",
    does: "goes through a list that is not there",
    rule: `deny contains ${reason} if {
	some name in data.org.names
	name == input.subject.id
}`,
    what: "data.org.names",
  },
  {
    name: "partner",
    does: "asks for a stage of nobody",
    rule: `stage contains result.stage(rego.metadata.chain(), "partner", data.org.partner)`,
    what: "its head",
  },
];

/** Rules that say nothing, as they mean to. */
const quiet = [
  { name: "short", does: "says no", rule: `deny contains ${reason} if input.request.seconds > 100000` },
  {
    name: "helped",
    does: "asks a helper that says no",
    rule: `deny contains ${reason} if _late\n_late if input.request.seconds < 0`,
  },
  {
    name: "nobody",
    does: "goes through an empty list",
    rule: `deny contains ${reason} if {
	some one in input.objections
	one.by == "x"
}`,
  },
  {
    name: "careful",
    does: "asks first",
    rule: `deny contains ${reason} if {
	input.vendor != null
	input.vendor.contract_end < 5
}`,
  },
  {
    name: "negative",
    does: "asks whether something is not so",
    rule: `deny contains ${reason} if {
	not data.org.relaxed
	input.request.seconds < 0
}`,
  },
];

/** The repository's policies, and these rules beside the organisation's own. */
function withRules(rules: readonly { readonly name: string; readonly rule: string }[]): Map<string, Uint8Array> {
  const files = ownPolicies();
  const like = new TextDecoder().decode(files.get("own/ticket/ticket.rego")).split("deny contains")[0] ?? "";
  for (const { name, rule } of rules) {
    const head = like.replace("own.ticket", `own.${name}`).replace("TICKET_MISSING", `OWN_${name.toUpperCase()}`);
    files.set(`own/${name}/${name}.rego`, new TextEncoder().encode(`${head}${rule}\n`));
  }
  return files;
}

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
