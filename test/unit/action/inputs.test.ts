import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { modes, readInputs } from "../../../src/action/inputs.ts";

interface Described {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string; readonly required?: boolean }>
  >;
  readonly runs: Readonly<Record<string, string>>;
}

const text = readFileSync(new URL("../../../action.yml", import.meta.url), "utf8");
const described = parse(text) as Described;

/** What a runner gives for a workflow that says no more than this. */
function given(said: Readonly<Record<string, string>> = {}): Record<string, string> {
  const known = { "${{ github.token }}": "ghs_1", "${{ github.repository }}": "acme/access" };
  const entries = Object.entries(described.inputs).map(([name, { default: value = "" }]) => {
    const shown = said[name] ?? (known as Readonly<Record<string, string>>)[value] ?? value;
    return [`INPUT_${name.toUpperCase()}`, shown] as const;
  });
  return Object.fromEntries(entries);
}

describe("action.yml", () => {
  it.each(modes)("gives the mode %s all it needs by itself", (mode) => {
    expect(readInputs(given({ mode }))).toEqual({
      ...{ mode, token: "ghs_1", repository: "acme/access", pullRequest: null, trust: null },
      ...{ apply: true, mergeMethod: "squash", runner: null },
    });
    expect(described.inputs["mode"]?.description).toContain(mode);
  });

  it("S42 runs one program of its own, without a shell, and takes nothing of an event into an expression", () => {
    expect(described.runs).toEqual({ using: "node24", main: "dist/action/main.js" });
    expect([...text.matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)].map(([, what]) => what)).toEqual([
      "github.token",
      "github.repository",
    ]);
  });
});

describe("an input", () => {
  it.each([
    { input: "mode", value: "aply" },
    { input: "mode", value: "" },
    { input: "apply", value: "yes" },
    { input: "merge-method", value: "fast-forward" },
    { input: "pull-request", value: "1; rm -rf /" },
    { input: "pull-request", value: "0" },
    { input: "repository", value: "https://evil.example/a/b" },
    { input: "repository", value: "--upload-pack=x/y" },
  ])("S42 is refused where it is none: $input=$value", ({ input, value }) => {
    expect(() => readInputs(given({ mode: "check", [input]: value }))).toThrow(`input ${input} is`);
  });

  it("that is the token has to be there", () => {
    expect(() => readInputs(given({ mode: "check", token: " " }))).toThrow("no token");
  });
});
