import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { gatherPack } from "../../../scripts/rules/gather.ts";
import { inputReference } from "../../../scripts/rules/input-reference.ts";
import { rulesReference } from "../../../scripts/rules/reference.ts";
import type { Annotations } from "../../../src/core/decision/annotation.ts";
import { catalogue } from "../../../src/core/problem/catalogue.ts";
import { isSource, isTested } from "../../../src/policy/lock/sources.ts";
import { createPolicyHost } from "../../../src/policy/open-policy.ts";
import { ownPolicies, policyData } from "../../fakes/policies.ts";
import { policyInput } from "../../fakes/policy-input.ts";

const files = ownPolicies();
const annotations = JSON.parse(new TextDecoder().decode(files.get("annotations.json"))) as Annotations;

/** `lease.limit` for `rules/lease/limit/limit.rego`. */
const folders = [...files.keys()]
  .filter((path) => isSource(path) && /^(?:rules|own)\//.test(path))
  .map((path) => path.split("/").slice(0, -1).slice(-2).join("."))
  .toSorted();

describe("the pack", () => {
  it("considers every rule that has a folder", async () => {
    const opened = await createPolicyHost().open(files, policyData, { signal: AbortSignal.timeout(60_000) });
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    const decision = await opened.value.judge(policyInput(), { signal: AbortSignal.timeout(60_000) });
    await opened.value.close();
    expect(decision.considered).toEqual(folders);
  });

  it("has words for every rule, each with a code of its own", () => {
    const rules = Object.values(annotations).map(({ rule }) => rule);
    expect(rules.toSorted()).toEqual(folders);
  });

  it("uses no code of the engine's", () => {
    expect(Object.keys(annotations).filter((code) => Object.hasOwn(catalogue, code))).toEqual([]);
  });

  it("has a test beside every rule", () => {
    const untested = [...files.keys()].filter(
      (path) => isTested(path) && path !== "decision/pack.rego" && !files.has(path.replace(/\.rego$/, "_test.rego")),
    );
    expect(untested).toEqual([]);
  });

  it("S46 has invariants that read nothing which rules share: who changes it cannot change what they say", () => {
    const read = [...files]
      .filter(([file]) => file.startsWith("invariants/") && isTested(file))
      .flatMap(([, bytes]) => new TextDecoder().decode(bytes).match(/data\.brevet\.\w+(?:\.lib\b)?/g) ?? []);
    expect([...new Set(read)].toSorted()).toEqual(
      ["decision", "invariants", "invariants.lib", "own", "rules"].map((name) => `data.brevet.${name}`),
    );
  });

  it("is gathered by policies/decision/pack.rego as it is (npm run rules)", () => {
    const written = new TextDecoder().decode(files.get("decision/pack.rego"));
    const sources = [...files].flatMap(([path, bytes]) => {
      const [, category, rule, name] = /^rules\/(\w+)\/(\w+)\/(\w+)\.rego$/.exec(path) ?? [];
      return rule === undefined || name !== rule
        ? []
        : [[`${category}.${rule}`, new TextDecoder().decode(bytes)] as const];
    });
    expect(written).toBe(gatherPack(new Map(sources)));
  });

  it("is told of docs/policy-input.md all that it may read (npm run rules)", () => {
    expect(readFileSync(path.resolve("docs/policy-input.md"), "utf8")).toBe(inputReference());
  });

  it("is described by docs/rules-of-the-pack.md as it is (npm run rules)", () => {
    const written = readFileSync(path.resolve("docs/rules-of-the-pack.md"), "utf8");
    expect(written).toBe(rulesReference(new TextDecoder().decode(files.get("annotations.json"))));
  });
});
