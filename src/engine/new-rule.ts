import { catalogue } from "../core/problem/catalogue.ts";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { RuleBegun } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Worktree } from "../ports/worktree.ts";
import { policyFiles } from "./policy-files.ts";
import { ruleScaffold, scaffoldCode } from "./rule-scaffold.ts";

/** Begins a rule of the organisation's own, with its test: both compile and pass as they are. Overwrites nothing. */
export async function newRule(
  { worktree }: { readonly worktree: Worktree },
  name: string,
  options: CallOptions,
): Promise<Result<RuleBegun>> {
  const there = await policyFiles(worktree, options);
  const folder = `own/${name}/`;
  const taken = [...there.keys()].find((path) => path.startsWith(folder));
  if (taken !== undefined) return fail([problem("POLICY_RULE_THERE", { rule: `own.${name}` }, place(taken))]);
  const code = scaffoldCode(name);
  const by = Object.hasOwn(catalogue, code) ? "the engine" : ruleWith(code, there);
  if (by !== null) return fail([problem("POLICY_CODE_TAKEN", { code, by })]);
  const files = new Map([...ruleScaffold(name)].map(([path, bytes]) => [`policies/${path}`, bytes]));
  await worktree.write(files, { replace: false }, options);
  return succeed({ ok: true, rule: `own.${name}`, code, written: [...files.keys()].sort() });
}

function place(path: string): { readonly path: string } {
  return { path: `policies/${path}` };
}

/** Where that code stands in the METADATA of a rule. */
function ruleWith(code: string, files: ReadonlyMap<string, Uint8Array>): string | null {
  const line = new RegExp(`^#\\s+code: "?${code}"?\\s*$`, "m");
  const found = [...files].find(
    ([path, bytes]) => path.endsWith(".rego") && line.test(new TextDecoder().decode(bytes)),
  );
  return found === undefined ? null : `policies/${found[0]}`;
}
