import { succeed, type Result } from "../core/problem/result.ts";
import type { PolicyChecked } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Toolchain } from "../ports/toolchain.ts";
import type { Worktree } from "../ports/worktree.ts";
import { policyFiles } from "./policy-files.ts";

/** Looks for everything that is wrong with the rules of the work tree and their tests. Writes nothing. */
export async function checkPolicy(
  ports: { readonly worktree: Worktree; readonly toolchain: Toolchain },
  options: CallOptions,
): Promise<Result<PolicyChecked>> {
  const checked = await ports.toolchain.check(await policyFiles(ports.worktree, options), options);
  return checked.ok ? succeed({ ok: true, files: checked.value }) : checked;
}
