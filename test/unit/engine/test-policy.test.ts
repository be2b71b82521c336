import { describe, expect, it } from "vitest";
import type { PolicyTested } from "../../../src/core/report/people.ts";
import type { PolicyMutation, PolicyTestReport } from "../../../src/core/report/policy-tests.ts";
import { succeed } from "../../../src/core/problem/result.ts";
import type { JudgePorts } from "../../../src/engine/engine-ports.ts";
import { testPolicy } from "../../../src/engine/test-policy.ts";
import type { Toolchain } from "../../../src/ports/toolchain.ts";
import type { Worktree } from "../../../src/ports/worktree.ts";

const options = { signal: new AbortController().signal };
const test = {
  package: "brevet.own.a_test",
  name: "test_a",
  path: "policies/own/a/a_test.rego",
  line: 6,
  seconds: 0.001,
};
const passing = { ...test, passed: true, stopped: null };
const failing = { ...test, passed: false, stopped: { line: 7, text: "a > 1" } };
const all: PolicyTestReport = { tests: [passing], coverage: 100, uncovered: [], trial: null };
const mutation: PolicyMutation = { negated: 100, caught: 95, survived: [] };

/** What comes of tests that went so, without scenarios or invariants. */
async function tested(
  report: Partial<PolicyTestReport>,
  { mutate = false, worth = mutation }: { readonly mutate?: boolean; readonly worth?: PolicyMutation } = {},
): Promise<PolicyTested> {
  const worktree = { list: () => Promise.resolve([]), read: () => Promise.resolve(null) } as unknown as Worktree;
  const toolchain = {
    test: () => Promise.resolve(succeed({ ...all, ...report })),
    mutate: () => Promise.resolve(succeed(worth)),
  } as unknown as Toolchain;
  const ports = { worktree, toolchain } as unknown as JudgePorts & { worktree: Worktree; toolchain: Toolchain };
  const result = await testPolicy(ports, { mutate, runs: 0 }, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

describe("tests of the rules", () => {
  it("pass where all pass and run every line", async () => {
    expect(await tested({})).toMatchObject({ ok: true, passed: 1, failed: [], problems: [], mutation: null });
  });

  it("fail where one fails, or where there is none", async () => {
    expect(await tested({ tests: [passing, failing] })).toMatchObject({ ok: false, passed: 1, failed: [failing] });
    expect(await tested({ tests: [] })).toMatchObject({ ok: false, passed: 0 });
  });

  it("fail where they run all lines but some, which are told with their place and what to do", async () => {
    const uncovered = [{ path: "policies/own/a/a.rego", from: 12, to: 14 }];
    const { ok, problems } = await tested({ coverage: 99.9, uncovered });
    expect(ok).toBe(false);
    expect(problems).toMatchObject([
      { code: "POLICY_LINES_UNTESTED", severity: "error", path: "policies/own/a/a.rego", line: 12 },
    ]);
  });

  it("are worth enough where they notice 95 of 100 negated conditions, and not where they notice fewer", async () => {
    expect(await tested({}, { mutate: true })).toMatchObject({ ok: true, mutation });
    const worth = { ...mutation, caught: 94 };
    expect(await tested({}, { mutate: true, worth })).toMatchObject({ ok: false, mutation: worth });
  });

  it("are not asked for their worth before they pass", async () => {
    expect(await tested({ tests: [failing] }, { mutate: true })).toMatchObject({ ok: false, mutation: null });
  });
});
