import { describe, expect, it } from "vitest";
import { inputVersion, policyInputSchema, type PolicyInput } from "../../../../src/core/decision/input.ts";
import { inputSchemas, inputSteps, raiseInput, type InputSteps } from "../../../../src/core/decision/input-versions.ts";
import { digestJson } from "../../../../src/core/json/digest.ts";
import type { Json } from "../../../../src/core/json/value.ts";
import { policyInput } from "../../../fakes/policy-input.ts";

/**
 * What each version of the input is. A line is only ever added: one that would change means that what was recorded could not be
 * read as it was asked. docs/adr/0026 says what goes with a new one.
 */
const published: Readonly<Record<number, string>> = {
  1: "sha256-UGm91QAFtETVfh0dGNPJCT2DRtk9ade8POeCqtzERsY",
};

/** A schema without its words, which may change. */
function withoutWords(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withoutWords);
  if (schema === null || typeof schema !== "object") return schema;
  const said = Object.entries(schema).filter(([key, value]) => typeof value !== "string" || !words.has(key));
  return Object.fromEntries(said.map(([key, value]) => [key, withoutWords(value)]));
}
const words = new Set(["$id", "title", "description"]);

it("an input that changed is another version, and one of the past never changes", () => {
  const digests = [...inputSchemas].map(([version, schema]) => [version, digestJson(withoutWords(schema as Json))]);
  expect(Object.fromEntries(digests)).toEqual(published);
});

it("requests are judged by the newest version", () => {
  expect(Math.max(...inputSchemas.keys())).toBe(inputVersion);
  expect(inputSchemas.get(inputVersion)).toBe(policyInputSchema);
});

it("every version before the newest can be raised", () => {
  expect([...inputSteps.keys()]).toEqual([...inputSchemas.keys()].filter((version) => version < inputVersion));
});

describe("raiseInput", () => {
  const input = policyInput();
  /** Two versions to come: the language that a request is written in, and how often it was asked in that language. */
  const steps: InputSteps = new Map<number, (old: PolicyInput) => PolicyInput & object>([
    [1, (old) => ({ ...old, language: null })],
    [2, (old) => ({ ...old, spoken: "language" in old ? 1 : 0 })],
  ]);

  it.each([
    { name: "the first by every step, in their order", version: 1, expected: { ...input, language: null, spoken: 1 } },
    { name: "a later one by those after it", version: 2, expected: { ...input, spoken: 0 } },
    { name: "the newest by none", version: 3, expected: input },
  ])("raises $name", ({ version, expected }) => {
    expect(raiseInput(input, version, steps)).toEqual(expected);
    expect(input).toEqual(policyInput());
  });

  it("leaves what is of the newest version as it is", () => {
    expect(raiseInput(input, inputVersion, inputSteps)).toBe(input);
  });
});
