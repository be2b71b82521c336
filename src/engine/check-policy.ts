import { succeed, type Result } from "../core/problem/result.ts";
import type { Problem } from "../core/problem/problem.ts";
import type { PolicyChecked } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Toolchain } from "../ports/toolchain.ts";
import type { Worktree } from "../ports/worktree.ts";
import { workRules } from "./check-work.ts";
import type { JudgePorts } from "./engine-ports.ts";
import { lintRules } from "./lint/lint-rules.ts";
import { policyFiles } from "./policy-files.ts";

/**
 * Looks for everything that is wrong with the rules of the work tree and their tests, and for what its catalog may say and hardly
 * means. Writes nothing. Who could agree is asked of the compiled rules: where they are not those of these sources, that is a warning.
 */
export async function checkPolicy(
  ports: Pick<JudgePorts, "kinds" | "policies" | "clock"> & {
    readonly worktree: Worktree;
    readonly toolchain: Toolchain;
  },
  options: CallOptions,
): Promise<Result<PolicyChecked>> {
  const checked = await ports.toolchain.check(await policyFiles(ports.worktree, options), options);
  if (!checked.ok) return checked;
  const rules = await workRules(ports, options);
  if (!rules.ok) return rules;
  const policy = await ports.policies.of(rules.value, options);
  const stale = policy.ok ? [] : policy.problems.map((one): Problem => ({ ...one, severity: "warning" }));
  const by = { policy: policy.ok ? policy.value : null, now: ports.clock.now() };
  const warnings = [...stale, ...(await lintRules(ports, rules.value, by, options))];
  return succeed({ ok: true, files: checked.value, warnings });
}
