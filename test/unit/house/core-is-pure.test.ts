import path from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");

// The rules about globals need no types, and planted text has none.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [tseslint.configs.disableTypeChecked, { languageOptions: { parserOptions: { project: false } } }],
});

async function complaints(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const impure = [
  { text: "export const a: unknown = process;", rule: "no-restricted-globals" },
  { text: "export const a: unknown = fetch;", rule: "no-restricted-globals" },
  { text: "export const a: unknown = Temporal;", rule: "no-restricted-globals" },
  { text: "export const a: unknown = console;", rule: "no-restricted-globals" },
  { text: "export const a: unknown = crypto;", rule: "no-restricted-globals" },
  { text: "export const a: unknown = performance;", rule: "no-restricted-globals" },
  { text: "export const a: unknown = globalThis;", rule: "no-restricted-globals" },
  { text: "export const a: unknown = setTimeout;", rule: "no-restricted-globals" },
  { text: "export const a: unknown = Buffer;", rule: "no-restricted-globals" },
  { text: "export const a = Date.now();", rule: "no-restricted-properties" },
  { text: "export const { now } = Date;", rule: "no-restricted-properties" },
  { text: "export const a = Math.random();", rule: "no-restricted-properties" },
  { text: "export const a = new Date();", rule: "no-restricted-syntax" },
  { text: "export const a = Date();", rule: "no-restricted-syntax" },
  { text: 'export const a: Promise<unknown> = import("yaml");', rule: "no-restricted-syntax" },
];

const pure = [
  "export const a = new Date(0);",
  "export const a = Math.max(1, 2);",
  'import { Temporal } from "temporal-polyfill"; export const a: unknown = Temporal;',
];

describe("src/core", () => {
  it.each(impure)("may not say: $text", async ({ text, rule }) => {
    expect(await complaints("src/core/time/planted.ts", text)).toEqual([rule]);
  });

  it.each(pure)("may say: %s", async (text) => {
    expect(await complaints("src/core/time/planted.ts", text)).toEqual([]);
  });

  it.each(impure)("is alone in that: an adapter may say $text", async ({ text }) => {
    expect(await complaints("src/git/planted.ts", text)).toEqual([]);
  });
});

describe("use cases and views", () => {
  const outside = [
    { text: "export const a: unknown = process;", rule: "no-restricted-globals" },
    { text: "export const a: unknown = fetch;", rule: "no-restricted-globals" },
    { text: "export const a: unknown = console;", rule: "no-restricted-globals" },
    { text: "export const a = Date.now();", rule: "no-restricted-properties" },
    { text: "export const a = new Date();", rule: "no-restricted-syntax" },
  ];

  it.each(outside)("may not say: $text", async ({ text, rule }) => {
    expect(await complaints("src/engine/planted.ts", text)).toEqual([rule]);
    expect(await complaints("src/views/text/planted.ts", text)).toEqual([rule]);
  });
});

describe("tests", () => {
  it.each([
    { text: 'it("does it", () => { expect.extend({}); f(); });', rule: "vitest/expect-expect" },
    { text: 'it.only("does it", () => { expect(f()).toBe(1); });', rule: "vitest/no-focused-tests" },
    { text: 'it.skip("does it", () => { expect(f()).toBe(1); });', rule: "vitest/no-disabled-tests" },
    { text: 'it("should do it", () => { expect(f()).toBe(1); });', rule: "vitest/valid-title" },
  ])("may not say: $text", async ({ text, rule }) => {
    const file = `import { expect, it } from "vitest"; declare function f(): number; ${text}`;
    expect(await complaints("test/unit/planted.test.ts", file)).toEqual([rule]);
  });
});

it("promises left to themselves are refused everywhere", async () => {
  const plain = new ESLint({ cwd: root });
  for (const file of ["src/core/time/a.ts", "src/git/a.ts", "test/unit/a.test.ts", "scripts/a.ts"]) {
    const real = (await plain.calculateConfigForFile(path.join(root, file))) as { rules: Record<string, unknown[]> };
    expect(real.rules["@typescript-eslint/no-floating-promises"]).toMatchObject([2]);
    expect(real.rules["@typescript-eslint/no-misused-promises"]).toMatchObject([2]);
  }
});
