import fc from "fast-check";
import { expect, it } from "vitest";
import { canonical, isCanonical } from "../../src/core/json/canonical.ts";
import { isPlainlyCanonical } from "../../src/core/json/plainly-canonical.ts";
import type { Json } from "../../src/core/json/value.ts";

const encoder = new TextEncoder();

/** JSON of any spelling: spaces, any order of keys, keys twice, escapes, long numbers. */
const spelt = fc.letrec<{ readonly value: string }>((tie) => {
  const key = fc.constantFrom("a", "b", "ab", "", "10", "9", "é", "\u{1f511}", "\uff5e", "__proto__", "\n");
  const space = fc.constantFrom("", "", "", "", " ", "\n", "\t");
  const text = fc.constantFrom('"x"', '""', '"é"', '"\u{1f511}"', '"\\u0061"', '"\\/"', '"\\n"', '"\\ud800"', '"{,:"');
  const number = fc.constantFrom(
    "0",
    "7",
    "-0",
    "-1",
    "1.0",
    "1.5",
    "1e2",
    "1E2",
    "1e21",
    "9007199254740993",
    "123456789012345",
  );
  const list = (open: string, items: fc.Arbitrary<string>, close: string): fc.Arbitrary<string> =>
    fc
      .tuple(space, fc.array(items, { maxLength: 3 }))
      .map(([gap, all]) => `${open}${gap}${all.join(`,${gap}`)}${close}`);
  const entry = fc
    .tuple(key, space, tie("value"))
    .map(([name, gap, value]) => `${JSON.stringify(name)}${gap}:${value}`);
  return {
    value: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("true", "false", "null"),
      text,
      number,
      list("[", tie("value"), "]"),
      list("{", entry, "}"),
    ),
  };
}).value;

/** As isCanonical promises it. */
function isItsCanonicalForm(text: string): boolean {
  try {
    return canonical(JSON.parse(text) as Json) === text;
  } catch {
    return false;
  }
}

it("tells what is canonical as writing it again does, however it is spelt", () => {
  fc.assert(
    fc.property(spelt, (text) => {
      expect(isCanonical(encoder.encode(text), JSON.parse(text) as Json)).toBe(isItsCanonicalForm(text));
    }),
    { numRuns: 5000 },
  );
});

it("sees nothing as canonical in passing that is not", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json({ stringUnit: "binary" }), spelt), (text) => {
      expect(isPlainlyCanonical(encoder.encode(text)) && !isItsCanonicalForm(text)).toBe(false);
    }),
    { numRuns: 10_000 },
  );
});

it.each([
  { name: "keys in order", text: '{"a":1,"ab":[{"b":0},{"a":"é"}],"b":{"":null,"a":true}}', expected: true },
  { name: "a key before its predecessor", text: '{"b":1,"a":2}', expected: false },
  { name: "a key that its predecessor begins with", text: '{"ab":1,"a":2}', expected: false },
  { name: "a key twice", text: '{"a":1,"a":2}', expected: false },
  { name: "a space", text: '{"a": 1}', expected: false },
  { name: "an escape", text: '["\\u0061"]', expected: false },
  { name: "fifteen digits", text: "[123456789012345]", expected: true },
  { name: "sixteen digits", text: "[1234567890123456]", expected: false },
  { name: "a fraction", text: "[1.5]", expected: false },
  { name: "an exponent", text: "[1e2]", expected: false },
  { name: "a sign", text: "[-1]", expected: false },
])("sees in passing of $name: $expected", ({ text, expected }) => {
  expect(isPlainlyCanonical(encoder.encode(text))).toBe(expected);
});
