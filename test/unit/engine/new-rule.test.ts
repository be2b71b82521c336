import { expect, it } from "vitest";
import { newRule } from "../../../src/engine/new-rule.ts";
import type { Worktree } from "../../../src/ports/worktree.ts";

const options = { signal: AbortSignal.timeout(10_000) };

/** The files of a work tree, as far as this asks for them. */
function worktreeOf(files: Map<string, string>): Worktree {
  return {
    list: () => Promise.resolve([...files.keys()]),
    read: (path: string) => Promise.resolve(new TextEncoder().encode(files.get(path))),
    write: (written: ReadonlyMap<string, Uint8Array>) => {
      for (const [path, bytes] of written) files.set(path, new TextDecoder().decode(bytes));
      return Promise.resolve({ kept: [] });
    },
  } as unknown as Worktree;
}

it("begins a rule with its test, in a folder of its own", async () => {
  const files = new Map<string, string>();
  const begun = await newRule({ worktree: worktreeOf(files) }, "weekend", options);
  const written = ["policies/own/weekend/weekend.rego", "policies/own/weekend/weekend_test.rego"];
  expect(begun).toEqual({ ok: true, value: { ok: true, rule: "own.weekend", code: "WEEKEND", written } });
  expect([...files.keys()].sort()).toEqual(written);
});

it.each([
  {
    name: "where there is a rule of that name",
    files: { "policies/own/weekend/weekend.rego": "package brevet.own.weekend\n" },
    rule: "weekend",
    code: "POLICY_RULE_THERE",
  },
  {
    name: "where another rule has its code",
    files: { "policies/rules/lease/limit/limit.rego": "# custom:\n#   code: WEEKEND\n" },
    rule: "weekend",
    code: "POLICY_CODE_TAKEN",
  },
  { name: "where the engine has its code", files: {}, rule: "request_edited", code: "POLICY_CODE_TAKEN" },
])("writes nothing $name", async ({ files, rule, code }) => {
  const there = new Map(Object.entries(files));
  const begun = await newRule({ worktree: worktreeOf(there) }, rule, options);
  expect(begun.ok ? [] : begun.problems.map((one) => one.code)).toEqual([code]);
  expect(there.size).toBe(Object.keys(files).length);
});
