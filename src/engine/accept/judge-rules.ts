import { members } from "../../core/catalog/members.ts";
import { rulesReachable } from "../../core/catalog/rules-reachable.ts";
import { digestJson, type Digest } from "../../core/json/digest.ts";
import type { State } from "../../core/ledger/state.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import { rulesFolder } from "../../core/statement/statement-path.ts";
import type { Attributed } from "../../core/statement/statement.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { Contributor } from "../../ports/forge.ts";
import { peopleNamed } from "../change/contributors.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { lookUpSeen } from "../judge/evidence.ts";
import { readRules, type Rules } from "../rules/read-rules.ts";
import { hearStatements } from "../statements/hear-statements.ts";
import { targetsInUse } from "./targets-in-use.ts";

/** What the rules in force say of a revision that would replace them. */
export interface RulesJudgement {
  readonly to: Digest;
  /** Digest of the statements it was judged with: another set is judged again. */
  readonly evidence: Digest;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** The accepted rules, and who agreed; null where refused. */
  readonly accepted: { readonly rules: Rules; readonly by: readonly Attributed[] } | null;
}

/** A revision of the rules that would come into force. */
export interface Candidate {
  readonly commit: string;
  readonly to: Digest;
  /** Everybody named on what differs; looked up only where enough have signed. */
  readonly contributors: () => Promise<readonly Contributor[]>;
  /** Whether it is only proposed: then its policy is looked at before anybody has signed. */
  readonly isProposal: boolean;
}

/**
 * Judges the rules of a commit as the whole difference to those in force: they must read, keep the repository's
 * identity and every target in use, leave somebody who can change them again, and be signed, from exactly the rules
 * in force to exactly these, by as many of their owners as the rules in force ask, none of whom wrote them.
 */
export async function judgeRules(
  ports: JudgePorts,
  inForce: Rules,
  candidate: Candidate,
  known: { readonly view: LedgerView; readonly state: State },
  options: CallOptions,
): Promise<RulesJudgement> {
  const heard = await hearStatements(
    ports,
    {
      revision: candidate.commit,
      folder: rulesFolder(candidate.to),
      catalog: inForce.catalog,
      repository: inForce.config.repositoryId,
    },
    options,
  );
  const seenAt = await lookUpSeen(ports.ledger, known.view, heard.statements, options);
  const signed = heard.statements.filter(
    (s) =>
      s.statement.do === "rules" &&
      s.statement.from === inForce.digest &&
      s.statement.to === candidate.to &&
      seenAt(s) !== null &&
      s.statement.seen.seq >= known.state.rules.seq &&
      !known.state.lifted.includes(s.digest),
  );
  const evidence = digestJson([inForce.digest, ...heard.statements.map((s) => s.digest).sort()]);
  const { count } = inForce.catalog.org.rules;
  const willing = ofOwners(inForce, signed);
  const agreed = willing.length < count ? willing : whoAgreed(inForce, await candidate.contributors(), willing);
  const problems: Problem[] = [];
  const read = await readRules(ports.git, ports.kinds, candidate.commit, options);
  if (!read.ok) problems.push(...read.problems);
  else {
    const { config, catalog } = read.value;
    if (config.repositoryId !== inForce.config.repositoryId)
      problems.push(problem("REPOSITORY_ID_CHANGED", {}, { path: "brevet.yaml" }));
    problems.push(...targetsInUse(inForce.config, config, known.state, ports.kinds));
    if (!rulesReachable(catalog))
      problems.push(problem("RULES_UNREACHABLE", {}, { path: "policies/catalog/org.yaml" }));
    if (candidate.isProposal || agreed.length >= count) {
      const policy = await ports.policies.of(read.value, options);
      if (!policy.ok) problems.push(...policy.problems);
    }
  }
  if (agreed.length < count)
    problems.push(problem("RULES_UNSIGNED", { has: agreed.length, needs: count, to: candidate.to }));
  return {
    to: candidate.to,
    evidence,
    problems,
    warnings: heard.warnings,
    accepted: problems.length === 0 && read.ok ? { rules: read.value, by: agreed } : null,
  };
}

/** Who accepts changes of the rules in force. */
function ownersOf({ catalog }: Rules): Set<string> {
  return new Set(catalog.org.rules.from.flatMap((ref) => [...members(ref, catalog)]));
}

/** One statement of each owner. */
function ofOwners(inForce: Rules, signed: readonly Attributed[]): Attributed[] {
  const owners = ownersOf(inForce);
  const first = new Map<string, Attributed>();
  for (const s of signed) if (owners.has(s.by) && !first.has(s.by)) first.set(s.by, s);
  return [...first.values()];
}

/** Owners who may agree: authors of the difference may not, but one alone where the rules say `self`. */
function whoAgreed(
  inForce: Rules,
  contributors: readonly Contributor[],
  willing: readonly Attributed[],
): readonly Attributed[] {
  if (inForce.catalog.org.rules.self && ownersOf(inForce).size === 1) return willing;
  const authors = peopleNamed(contributors, inForce.catalog);
  return willing.filter(({ by }) => !authors.has(by));
}
