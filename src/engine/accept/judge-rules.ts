import { rulesReachable } from "../../core/catalog/rules-reachable.ts";
import type { Digest } from "../../core/json/digest.ts";
import type { State } from "../../core/ledger/state.ts";
import { isError, problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { lintRules } from "../lint/lint-rules.ts";
import { readRules, type Rules } from "../rules/read-rules.ts";
import type { Consent } from "./consent.ts";
import { keepInvariants } from "./keep-invariants.ts";
import { rebuild } from "./rebuild.ts";
import type { Agreement, Revision } from "./revision.ts";
import { targetsInUse } from "./targets-in-use.ts";

/** What the rules in force say of a revision that would replace them. */
export interface RulesJudgement {
  readonly to: Digest;
  /** Digest of the statements it was judged with: another set is judged again. */
  readonly evidence: Digest;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** The accepted rules, and who agreed; null where refused. */
  readonly accepted: { readonly rules: Rules; readonly by: readonly Agreement[] } | null;
}

/** A revision of the rules that would come into force. */
export interface Candidate extends Revision {
  /** Whether it is only proposed: then its policy is looked at before anybody has signed. */
  readonly isProposal: boolean;
}

/**
 * Judges the rules of a commit as the whole difference to those in force: they must read, keep the repository's
 * identity and every target in use, leave somebody who can change them again, be what their sources give, and be
 * signed, from exactly the rules in force to exactly these, by as many of their owners as the rules in force ask, none
 * of whom wrote them.
 */
export async function judgeRules(
  ports: JudgePorts,
  inForce: Rules,
  candidate: Candidate,
  { consent: { agreed, evidence, warnings }, state }: { readonly consent: Consent; readonly state: State },
  options: CallOptions,
): Promise<RulesJudgement> {
  const { count } = inForce.catalog.org.rules;
  const problems: Problem[] = [];
  const told: Problem[] = [...warnings];
  const read = await readRules(ports.git, ports.kinds, candidate.commit, options);
  if (!read.ok) problems.push(...read.problems);
  else {
    const { config, catalog } = read.value;
    if (config.repositoryId !== inForce.config.repositoryId)
      problems.push(problem("REPOSITORY_ID_CHANGED", {}, { path: "brevet.yaml" }));
    problems.push(...targetsInUse(inForce.config, config, state, ports.kinds));
    if (!rulesReachable(catalog))
      problems.push(problem("RULES_UNREACHABLE", {}, { path: "policies/catalog/org.yaml" }));
    if (candidate.isProposal || agreed.length >= count) {
      const policy = await ports.policies.of(read.value, options);
      if (!policy.ok) problems.push(...policy.problems);
      else {
        const isRefused = problems.length > 0 && !candidate.isProposal;
        const found = await rebuilt(ports, inForce, read.value, { ...candidate, agreed, isRefused }, options);
        problems.push(...found.filter(isError));
        told.push(...found.filter((one) => !isError(one)));
        if (candidate.isProposal) {
          const by = { policy: policy.value, now: ports.clock.now() };
          told.push(...(await lintRules(ports, read.value, by, options)));
        }
      }
    }
  }
  if (agreed.length < count)
    problems.push(problem("RULES_UNSIGNED", { has: agreed.length, needs: count, to: candidate.to }));
  return {
    to: candidate.to,
    evidence,
    problems,
    warnings: told,
    accepted: problems.length === 0 && read.ok ? { rules: read.value, by: agreed } : null,
  };
}

/**
 * Whether what changed is what its sources give, and keeps the rules about the rules, which is not asked of what is refused
 * already. What is proposed may be looked at where there is no toolchain; what is to come into force may not.
 */
async function rebuilt(
  ports: JudgePorts,
  inForce: Rules,
  next: Rules,
  {
    agreed,
    isProposal,
    isRefused,
  }: { readonly agreed: readonly Agreement[]; readonly isProposal: boolean; readonly isRefused: boolean },
  options: CallOptions,
): Promise<readonly Problem[]> {
  const found = await rebuild(ports.toolchain, inForce.policy, next.policy, options);
  if (found.length > 0) return isProposal ? found : found.map((one) => ({ ...one, severity: "error" }));
  return isRefused ? [] : await keepInvariants(ports, inForce, { next, agreed }, options);
}
