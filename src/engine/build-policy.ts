import { succeed, type Result } from "../core/problem/result.ts";
import type { PolicyBuilt } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Toolchain } from "../ports/toolchain.ts";
import type { Worktree } from "../ports/worktree.ts";
import { policyFiles } from "./policy-files.ts";
import { sameBytes } from "./same-bytes.ts";

/** Compiles the rules of the work tree and writes what came of it beside them. */
export async function buildPolicy(
  ports: { readonly worktree: Worktree; readonly toolchain: Toolchain },
  options: CallOptions,
): Promise<Result<PolicyBuilt>> {
  const before = await policyFiles(ports.worktree, options);
  const built = await ports.toolchain.build(before, options);
  if (!built.ok) return built;
  const changed = [...built.value].filter(([path, bytes]) => !sameBytes(before.get(path), bytes));
  const files = new Map(changed.map(([path, bytes]) => [`policies/${path}`, bytes]));
  await ports.worktree.write(files, { replace: true }, options);
  return succeed({ ok: true, written: [...files.keys()].sort() });
}
