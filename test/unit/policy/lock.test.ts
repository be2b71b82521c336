import { describe, expect, it } from "vitest";
import { createPolicyHost } from "../../../src/policy/open-policy.ts";
import { verifyLock } from "../../../src/policy/lock/verify-lock.ts";
import { ownPolicies, policyData } from "../../fakes/policies.ts";

const options = { signal: AbortSignal.timeout(60_000) };
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

const limit = "rules/lease/limit/limit.rego";
type Files = Map<string, Uint8Array>;

const planted: readonly { readonly name: string; readonly plant: (files: Files) => void; readonly found: string }[] = [
  { name: "a loosened rule", plant: (files) => files.set(limit, text("package x")), found: `changed ${limit}` },
  { name: "a rule taken away", plant: (files) => files.delete(limit), found: `removed ${limit}` },
  {
    name: "a rule added",
    plant: (files) => files.set("own/more/more.rego", text("package brevet.own.more")),
    found: "added own/more/more.rego",
  },
  { name: "other wasm", plant: (files) => files.set("policy.wasm", text("wasm")), found: "changed policy.wasm" },
  { name: "no wasm", plant: (files) => files.delete("policy.wasm"), found: "removed policy.wasm" },
  {
    name: "other words",
    plant: (files) => files.set("annotations.json", text("{}")),
    found: "changed annotations.json",
  },
  {
    name: "other capabilities",
    plant: (files) => files.set("capabilities.json", text("{}")),
    found: "changed capabilities.json",
  },
  { name: "no capabilities", plant: (files) => files.delete("capabilities.json"), found: "removed capabilities.json" },
];

describe("the lock of the built rules", () => {
  it("fits the repository's own", () => {
    expect(verifyLock(ownPolicies())).toEqual([]);
  });

  it.each(planted)("S43 $name is a mismatch, and nothing is loaded", async ({ plant, found }) => {
    const files = ownPolicies();
    plant(files);
    const opened = await createPolicyHost().open(files, policyData, options);
    const [problem, ...more] = opened.ok ? [] : opened.problems;
    const [what = "", path = ""] = found.split(" ");
    expect(problem).toMatchObject({ code: "POLICY_LOCK_MISMATCH", path: `policies/${path}` });
    const isBuilt = /^(?:policy\.wasm|explain\.wasm|annotations\.json)$/.test(path);
    const said = what === "removed" ? "is missing" : "is not what was built";
    expect(problem?.message).toContain(isBuilt ? said : `was ${what}`);
    expect(more).toEqual([]);
  });

  it.each([
    { name: "no lock", lock: undefined },
    { name: "no JSON", lock: "{" },
    { name: "another version", lock: '{"v":2}' },
    { name: "no UTF-8", lock: "\uD800" },
    { name: "nothing in it", lock: "{}" },
  ])("S43 $name is no lock, and nothing is loaded", async ({ lock }) => {
    const files = ownPolicies();
    if (lock === undefined) files.delete("policy.lock.json");
    else files.set("policy.lock.json", text(lock));
    const opened = await createPolicyHost().open(files, policyData, options);
    expect(opened.ok ? [] : opened.problems.map(({ code }) => code)).toEqual(["POLICY_LOCK_MISSING"]);
  });

  it("does not mind tests, the catalog and an organisation's data", () => {
    const files = ownPolicies();
    files.set("own/more/more_test.rego", text("package brevet.own.more_test"));
    files.set("catalog/people.yaml", text("alice: {}"));
    files.set("own/data/more.yaml", text("a: 1"));
    expect(verifyLock(files)).toEqual([]);
  });

  it("is no more fooled by names of Object's own", () => {
    const files = ownPolicies();
    files.set("own/constructor/constructor.rego", text("package brevet.own.constructor"));
    expect(verifyLock(files).map(({ path }) => path)).toEqual(["policies/own/constructor/constructor.rego"]);
  });
});
