import { toCodeowners } from "../core/catalog/to-codeowners.ts";
import type { Kinds } from "../core/config/config.ts";
import { succeed, type Result } from "../core/problem/result.ts";
import type { CodeownersReport } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Worktree } from "../ports/worktree.ts";
import { workRules } from "./check-work.ts";

const path = ".github/CODEOWNERS";

/** Writes who must review what from the catalog of the work tree, or tells whether the file says so already. */
export async function codeowners(
  ports: { readonly worktree: Worktree; readonly kinds: Kinds },
  how: { readonly write: boolean },
  options: CallOptions,
): Promise<Result<CodeownersReport>> {
  const rules = await workRules(ports, options);
  if (!rules.ok) return rules;
  const wanted = toCodeowners(rules.value.catalog);
  const before = await ports.worktree.read(path, options);
  const isCurrent = before !== null && new TextDecoder().decode(before) === wanted;
  if (isCurrent) return succeed({ ok: true, path, outcome: "current" });
  if (!how.write) return succeed({ ok: false, path, outcome: "stale" });
  await ports.worktree.write(new Map([[path, new TextEncoder().encode(wanted)]]), { replace: true }, options);
  return succeed({ ok: true, path, outcome: "written" });
}
