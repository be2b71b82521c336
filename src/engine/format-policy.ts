import { succeed, type Result } from "../core/problem/result.ts";
import type { PolicyFormatted } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Toolchain } from "../ports/toolchain.ts";
import type { Worktree } from "../ports/worktree.ts";
import { policyFiles } from "./policy-files.ts";

/** Writes the rules of the work tree as all are written; with `check` it only tells which are not. */
export async function formatPolicy(
  ports: { readonly worktree: Worktree; readonly toolchain: Toolchain },
  { check }: { readonly check: boolean },
  options: CallOptions,
): Promise<Result<PolicyFormatted>> {
  const formatted = await ports.toolchain.format(await policyFiles(ports.worktree, options), options);
  if (!formatted.ok) return formatted;
  const files = new Map([...formatted.value].map(([path, bytes]) => [`policies/${path}`, bytes]));
  if (!check) await ports.worktree.write(files, { replace: true }, options);
  const outcome = files.size === 0 ? "current" : check ? "stale" : "written";
  return succeed({ ok: outcome !== "stale", outcome, paths: [...files.keys()].sort() });
}
