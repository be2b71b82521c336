import { afterEach, beforeEach, expect, it } from "vitest";
import { toLock } from "../../../src/policy/lock/policy-lock.ts";
import { isSource, pick } from "../../../src/policy/lock/sources.ts";
import { createToolchain } from "../../../src/policy/toolchain/wasm-toolchain.ts";
import type { PolicyFiles } from "../../../src/ports/policy.ts";
import { Company } from "../../fakes/company.ts";
import { ownPolicies } from "../../fakes/policies.ts";
import { describeWith, toolchain as installed } from "../../needs.ts";

const limit = "rules/lease/limit/limit.rego";

/** The company's rules with one file edited, and what was built from them. */
async function edited(
  path: string,
  edit: (source: string) => string,
): Promise<{ readonly changed: PolicyFiles; readonly built: PolicyFiles }> {
  const sources = ownPolicies();
  const text = new TextEncoder().encode(edit(new TextDecoder().decode(sources.get(path))));
  sources.set(path, text);
  const built = await createToolchain().build(sources, { signal: AbortSignal.timeout(60_000) });
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  return { changed: new Map([[path, text], ...built.value]), built: built.value };
}

/** A limit of twice as much. */
function loosened(): ReturnType<typeof edited> {
  return edited(limit, (source) => source.replace("> input.role.max", "> input.role.max * 2"));
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
    const { changed } = await loosened();
    const missing = { toolchain: createToolchain("/nowhere/at-all.js") };
    await company.change(below(changed), ["dana"]);
    const copy = await company.copy();
    expect((await copy.apply(missing)).rules).toMatchObject([{ outcome: "refused", code: "TOOLCHAIN_MISSING" }]);
    await copy[Symbol.asyncDispose]();
    expect((await company.apply()).rules).toMatchObject([{ outcome: "accepted" }]);
  }, 120_000);

  it("S46 are refused where they break a rule about the rules, which they took away, whoever signed", async () => {
    const denials = "some reason in data.brevet.rules.identity.eligible.deny";
    const { changed } = await edited("decision/pack.rego", (source) =>
      source.replace(`if ${denials}`, `if {\n\tinput.requester.id != "mallory"\n\t${denials}\n}`),
    );
    const guards = [...ownPolicies().keys()].filter((path) => path.startsWith("invariants/"));
    const gone = Object.fromEntries(guards.map((path) => [`policies/${path}`, null]));
    await company.change({ ...below(changed), ...gone }, ["dana"]);
    expect((await company.apply()).rules).toMatchObject([{ outcome: "refused", code: "TAKEN_BACK" }]);
    expect((await company.events()).at(-1)).toMatchObject({ type: "rules_refused", body: { codes: ["TAKEN_BACK"] } });
  }, 120_000);

  it("S46 with settings alone are tried as well, and believed where nobody can try them", async () => {
    const org = "timezone: UTC\nrules: { from: [team:security], count: 1 }\napprovals: { moderate: { owners: 2 } }\n";
    await company.change({ "policies/catalog/org.yaml": org }, ["dana"]);
    const copy = await company.copy();
    const missing = { toolchain: createToolchain("/nowhere/at-all.js") };
    expect((await copy.apply(missing)).rules).toMatchObject([{ outcome: "accepted" }]);
    await copy[Symbol.asyncDispose]();
    expect((await company.apply()).rules).toMatchObject([{ outcome: "refused", code: "TIER_NEEDS_LESS" }]);
  }, 120_000);
});
