import { describe, expect, it } from "vitest";
import { readYaml } from "../../../../src/core/yaml/read-yaml.ts";
import { validate } from "../../../../src/core/yaml/validate.ts";

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: {
    name: { type: "string", minLength: 1, maxLength: 5, description: "such as alice" },
    tier: { enum: ["low", "high"] },
    count: { type: "integer", minimum: 1, maximum: 3 },
    version: { const: 1 },
    tags: {
      type: "array",
      minItems: 1,
      maxItems: 2,
      uniqueItems: true,
      items: { type: "string", pattern: "^[a-z]+$" },
    },
    either: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
    byId: {
      type: "object",
      propertyNames: { pattern: "^[a-z]+$", description: "lower case" },
      additionalProperties: { type: "object", required: ["x"], properties: { x: { type: ["string", "null"] } } },
    },
  },
} as const;

/** `line:column message next`, of every problem. */
function told(text: string): readonly string[] {
  const document = readYaml(new TextEncoder().encode(text.replace(", ", "\n")), {
    path: "a.yaml",
    maxBytes: 1000,
    syntax: "RULES_SYNTAX",
  });
  const read = document.ok ? validate(schema, document.value) : document;
  return read.ok ? [] : read.problems.map((p) => `${p.line ?? 0}:${p.column ?? 0} ${p.message} ${p.next}`);
}

describe("validate", () => {
  it.each([
    { text: "name: alice", says: [] },
    {
      text: "nmae: alice",
      says: ["1:1 The key name is missing. Add it: such as alice", "1:1 There is no key nmae here. Did you mean name?"],
    },
    {
      text: "name: a, zzzzzz: 1",
      says: [
        "2:1 There is no key zzzzzz here. Remove it. The keys here are name, tier, count, version, tags, either, byId.",
      ],
    },
    { text: "name: ''", says: ["1:7 name is empty. Write it so: such as alice"] },
    { text: "name: alicia", says: ["1:7 name has more than 5 characters. Write it so: such as alice"] },
    { text: "name: [a]", says: ["1:7 name has to be text. Write it so: such as alice"] },
    { text: "name: a, tier: medium", says: ["2:7 tier has to be one of low, high. Correct it."] },
    { text: "name: a, count: 1.5", says: ["2:8 count has to be a whole number. Correct it."] },
    { text: "name: a, count: 0", says: ["2:8 count is less than 1. Correct it."] },
    { text: "name: a, count: 4", says: ["2:8 count is more than 3. Correct it."] },
    { text: "name: a, version: 2", says: ["2:10 version has to be 1. Correct it."] },
    { text: "name: a, tags: []", says: ["2:7 tags is empty. Correct it."] },
    { text: "name: a, tags: [a, b, c]", says: ["2:7 tags holds more than 2. Correct it."] },
    { text: "name: a, tags: [a, a]", says: ["2:7 tags names the same thing twice. Correct it."] },
    { text: "name: a, tags: [a, B]", says: ["2:11 tags does not have the form that it needs. Correct it."] },
    { text: "name: a, either: [[]]", says: ["2:9 either does not have the form that it needs. Correct it."] },
    { text: "name: a, byId: {Up: {x: z}}", says: ["2:8 Up is no name that can be used here. Write it so: lower case"] },
    { text: "name: a, byId: {up: {}}", says: ["2:12 The key x is missing. Add it."] },
    { text: "name: a, byId: {up: {x: 1}}", says: ["2:16 x has to be text or nothing. Correct it."] },
    { text: "[a]", says: ["1:1 The file has to be a map of keys and values. Correct it."] },
  ])("says what is wrong with $text", ({ text, says }) => {
    expect(told(text)).toEqual(says);
  });
});
