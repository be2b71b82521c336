import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readYaml } from "../../src/core/yaml/read-yaml.ts";
import { textFault } from "../../src/core/yaml/text-fault.ts";

const terms = { path: "a.yaml", maxBytes: 16_384, syntax: "REQUEST_SYNTAX" } as const;
const encoder = new TextEncoder();

/** Texts of what YAML is made of, in every wrong order. */
const yamlish = fc
  .array(
    fc.constantFrom(
      "a",
      "b: ",
      "- ",
      "\n",
      "  ",
      "[",
      "]",
      "{",
      "}",
      ",",
      '"',
      "'",
      "|\n",
      ">",
      "#",
      "&x ",
      "*x",
      "!t ",
      "? ",
      "---\n",
      "1",
      "\\",
      ":",
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(""));

const key = fc
  .stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
  .filter((name) => name !== "constructor" && name !== "prototype");
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "grapheme" }).filter((text) => textFault(text) === null),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe("readYaml", () => {
  it("S01 never throws, whatever the bytes, and says where", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          yamlish.map((text) => encoder.encode(text)),
        ),
        (bytes) => {
          const read = readYaml(bytes, terms);
          const problems = read.ok ? [] : read.problems;
          expect(read.ok || problems.length > 0).toBe(true);
          expect(problems.every(({ line = 1, column = 1 }) => line >= 1 && column >= 1)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("reads JSON as JSON does", () => {
    fc.assert(
      fc.property(tree, (value) => {
        const read = readYaml(encoder.encode(JSON.stringify(value)), terms);
        expect(read).toMatchObject({ ok: true, value: { value } });
      }),
    );
  });

  it("sees what the library sees in whatever it accepts", () => {
    fc.assert(
      fc.property(yamlish, (text) => {
        const read = readYaml(encoder.encode(text), terms);
        expect(read.ok ? read.value.value : null).toEqual(read.ok ? parse(text) : null);
      }),
      { numRuns: 500 },
    );
  });
});
