import { afterEach, beforeEach, expect, it } from "vitest";
import { toLock } from "../../../src/policy/lock/policy-lock.ts";
import { isSource, pick } from "../../../src/policy/lock/sources.ts";
import { createToolchain } from "../../../src/policy/toolchain/wasm-toolchain.ts";
import type { PolicyFiles } from "../../../src/ports/policy.ts";
import { Company } from "../../fakes/company.ts";
import { ownPolicies } from "../../fakes/policies.ts";
import { describeWith, toolchain as installed } from "../../needs.ts";

const limit = "rules/lease/limit/limit.rego";

/** The company's rules with a limit of twice as much, and what was built from them. */
async function loosened(): Promise<{ readonly sources: PolicyFiles; readonly built: PolicyFiles }> {
  const sources = ownPolicies();
  const text = new TextDecoder().decode(sources.get(limit)).replace("> input.role.max", "> input.role.max * 2");
  sources.set(limit, new TextEncoder().encode(text));
  const built = await createToolchain().build(sources, { signal: AbortSignal.timeout(60_000) });
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  return { sources, built: built.value };
}

function below(files: PolicyFiles): Record<string, Uint8Array> {
  return Object.fromEntries([...files].map(([path, bytes]) => [`policies/${path}`, bytes]));
}

describeWith([installed], "rules that would come into force", () => {
  let company: Company;
  beforeEach(async () => {
    company = await Company.found();
  });
  afterEach(() => company[Symbol.asyncDispose]());

  it("S64 a wasm that its sources do not give is refused, with a lock that fits it and its owners' word", async () => {
    const before = (await company.rulesInForce()).digest;
    const { built } = await loosened();
    const honest = ownPolicies();
    const outputs = pick(built, (path) => path !== "policy.lock.json");
    const capabilities = honest.get("capabilities.json") ?? new Uint8Array();
    const lock = toLock({ opa: "1.22.2", module: "sha256-a" }, capabilities, pick(honest, isSource), outputs);
    const forged = new Map([...outputs, ["policy.lock.json", new TextEncoder().encode(JSON.stringify(lock))]]);
    await company.change(below(forged), ["dana"]);
    expect((await company.apply()).rules).toMatchObject([{ outcome: "refused", code: "POLICY_NOT_REBUILT" }]);
    expect((await company.rulesInForce()).digest).toBe(before);
  }, 120_000);

  it("S46 are accepted where they are what their sources give, and by no engine that cannot know", async () => {
    const { sources, built } = await loosened();
    const changed = new Map([[limit, sources.get(limit) ?? new Uint8Array()], ...built]);
    const missing = { toolchain: createToolchain("/nowhere/at-all.js") };
    await company.change(below(changed), ["dana"]);
    const copy = await company.copy();
    expect((await copy.apply(missing)).rules).toMatchObject([{ outcome: "refused", code: "TOOLCHAIN_MISSING" }]);
    await copy[Symbol.asyncDispose]();
    expect((await company.apply()).rules).toMatchObject([{ outcome: "accepted" }]);
  }, 120_000);

  it("are accepted by any engine where nothing that is compiled differs", async () => {
    const missing = { toolchain: createToolchain("/nowhere/at-all.js") };
    await company.change(
      { "policies/catalog/org.yaml": "timezone: Europe/Berlin\nrules: { from: [team:security], count: 1 }\n" },
      ["dana"],
    );
    expect((await company.apply(missing)).rules).toMatchObject([{ outcome: "accepted" }]);
  });
});
