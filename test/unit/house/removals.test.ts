import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { gitHubProof } from "../../../scripts/removals/github-proof.ts";
import { remove } from "../../../scripts/removals/remove.ts";
import { removals } from "../../../scripts/removals/removals.ts";
import { sortTests } from "../../../scripts/removals/report.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

describe("the list of protections to take away", () => {
  it.each(removals)("finds once what to take away: $protection, so that $edit", (removal) => {
    const text = read(removal.file);
    expect(remove(text, removal)).not.toBe(text);
  });

  it("has something of each that the promises stand on", () => {
    expect([...new Set(removals.map(({ protection }) => protection))]).toEqual([
      "end first",
      "push before start",
      "observe after change",
      "retry on return",
      "marker check",
      "session end",
      "compare-and-swap",
      "first-parent check",
      "engine signature",
      "witness",
      "proof on GitHub",
    ]);
  });

  it("has a guard of each step of the proof that docs/github.md lists, and of none else", () => {
    const [, table = ""] = read("docs/github.md").split("## What is proved, and what it stops");
    const rows = [...table.matchAll(/^\| (?!step|---)(.+?) +\| .*\|$/gm)].map(([, step]) => step);
    expect(rows).toHaveLength(13);
    expect(new Set(gitHubProof.map(({ step }) => step))).toEqual(new Set(rows));
  });

  it("does not guess where an edit fits nowhere, or more than once", () => {
    const edit = { file: "a.ts", from: "b", to: "" };
    expect(remove("abc", edit)).toBe("ac");
    expect(() => remove("ac", edit)).toThrow("a.ts holds 0 times");
    expect(() => remove("abcb", edit)).toThrow("a.ts holds 2 times");
  });

  it("takes no test that only cannot run for one that noticed", () => {
    const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
      fullName,
      status,
      failureMessages,
    });
    const assertionResults = [
      test("a", "passed"),
      test("b", "failed", "AssertionError: expected 1 to be 2"),
      test("c", "failed", "ReferenceError: x is not defined"),
      test("d", "skipped"),
    ];
    expect(sortTests({ testResults: [{ assertionResults }] })).toEqual({ passed: ["a"], failed: ["b"], broken: ["c"] });
  });
});
