import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { UpgradeReport } from "../../core/report/people.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Toolchain } from "../../ports/toolchain.ts";
import type { Worktree } from "../../ports/worktree.ts";
import { policyFiles } from "../policy-files.ts";
import { sameBytes } from "../same-bytes.ts";

/** Files of the organisation, which no upgrade touches. */
const isOwn = (path: string): boolean => path.startsWith("own/") || path.startsWith("catalog/");

/**
 * Replaces the policy pack in the work tree by another one. Own rules, data and catalog stay; where own rules differ
 * from the pack's, everything is compiled anew, because the compiled policy holds both.
 */
export async function upgradePack(
  ports: { readonly worktree: Worktree; readonly toolchain: Toolchain },
  pack: ReadonlyMap<string, Uint8Array>,
  options: CallOptions,
): Promise<Result<UpgradeReport>> {
  const before = await policyFiles(ports.worktree, options);
  if (before.size === 0) return fail([problem("INIT_MISSING", {})]);
  const own = [...before].filter(([path]) => isOwn(path));
  let next = new Map([...[...pack].filter(([path]) => !isOwn(path)), ...own]);
  if (rulesDiffer(before, pack)) {
    const built = await ports.toolchain.build(next, options);
    if (!built.ok) return built;
    next = new Map([...next, ...built.value]);
  }
  const written = [...next].filter(([path, bytes]) => !sameBytes(before.get(path), bytes));
  const removed = [...before.keys()].filter((path) => !next.has(path));
  await ports.worktree.write(new Map(written.map(below)), { replace: true }, options);
  await ports.worktree.remove(
    removed.map((path) => `policies/${path}`),
    options,
  );
  return succeed({
    ok: true,
    written: written.map(([path]) => `policies/${path}`),
    removed: removed.map((path) => `policies/${path}`),
  });
}

/** Whether own rules are others than those that the pack was compiled with; own data is read when judging. */
function rulesDiffer(before: ReadonlyMap<string, Uint8Array>, pack: ReadonlyMap<string, Uint8Array>): boolean {
  const isOwnRule = (path: string): boolean => path.startsWith("own/") && path.endsWith(".rego");
  const paths = new Set([...before.keys(), ...pack.keys()].filter(isOwnRule));
  return [...paths].some((path) => !sameBytes(before.get(path), pack.get(path)));
}

function below([path, bytes]: readonly [string, Uint8Array]): readonly [string, Uint8Array] {
  return [`policies/${path}`, bytes];
}
