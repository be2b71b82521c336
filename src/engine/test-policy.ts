import { succeed, type Result } from "../core/problem/result.ts";
import type { PolicyTested } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Toolchain } from "../ports/toolchain.ts";
import type { Worktree } from "../ports/worktree.ts";
import { policyFiles } from "./policy-files.ts";

/** Runs the tests of the work tree's rules. Rules without a test are no success. */
export async function testPolicy(
  ports: { readonly worktree: Worktree; readonly toolchain: Toolchain },
  options: CallOptions,
): Promise<Result<PolicyTested>> {
  const tested = await ports.toolchain.test(await policyFiles(ports.worktree, options), options);
  if (!tested.ok) return tested;
  const { tests, coverage, uncovered } = tested.value;
  const failed = tests.filter((test) => !test.passed);
  const passed = tests.length - failed.length;
  return succeed({ ok: failed.length === 0 && passed > 0, passed, failed, coverage, uncovered, tests });
}
