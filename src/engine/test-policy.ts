import { succeed, type Result } from "../core/problem/result.ts";
import type { PolicyTested } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Toolchain } from "../ports/toolchain.ts";
import type { Worktree } from "../ports/worktree.ts";
import { policyFiles } from "./policy-files.ts";

/** The least share of negated conditions that tests have to notice. */
const leastCaught = 0.95;

/**
 * Runs the tests of the work tree's rules. Rules without a test are no success. mutate: once they pass, also tells what
 * they are worth, by negating every condition in turn.
 */
export async function testPolicy(
  ports: { readonly worktree: Worktree; readonly toolchain: Toolchain },
  { mutate }: { readonly mutate: boolean },
  options: CallOptions,
): Promise<Result<PolicyTested>> {
  const files = await policyFiles(ports.worktree, options);
  const tested = await ports.toolchain.test(files, options);
  if (!tested.ok) return tested;
  const { tests, coverage, uncovered } = tested.value;
  const failed = tests.filter((test) => !test.passed);
  const passed = tests.length - failed.length;
  const ok = failed.length === 0 && passed > 0;
  const report = { ok, passed, failed, coverage, uncovered, tests, mutation: null };
  if (!mutate || !ok) return succeed(report);
  const mutation = await ports.toolchain.mutate(files, options);
  if (!mutation.ok) return mutation;
  const { caught, negated } = mutation.value;
  return succeed({ ...report, ok: caught >= leastCaught * negated, mutation: mutation.value });
}
