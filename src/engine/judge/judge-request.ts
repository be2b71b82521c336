import { combine } from "../../core/decision/combine.ts";
import type { Obligation } from "../../core/decision/decision.ts";
import { settle } from "../../core/decision/settle.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Case, Judged } from "./case.ts";
import { prepare, type Prepared } from "./prepare.ts";

/** Kinds of obligation that the engine keeps by itself, whatever the target is. */
const engineKeeps: readonly Obligation["kind"][] = [];

/**
 * Judges one request by the rules in force at its merge and by those in force now: both must allow, with the
 * stricter of every bound and the stages of both. Where there is no merge yet, both are the same.
 */
export async function judgeRequest(
  ports: JudgePorts,
  rules: { readonly merge: Rules; readonly now: Rules },
  about: Case,
  options: CallOptions,
): Promise<Judged> {
  const now = await prepare(ports, rules.now, about, options);
  const merge = rules.merge.digest === rules.now.digest ? now : await prepare(ports, rules.merge, about, options);
  const problems: Problem[] = merge === now ? [...now.problems] : [...now.problems, ...merge.problems];
  if (problems.length === 0 && merge.effectDigest !== now.effectDigest)
    problems.push(problem("EFFECT_CHANGED", { id: about.id }, { path: about.path }));
  return {
    id: about.id,
    path: about.path,
    blob: about.blob,
    placeOf: now.placeOf,
    rules,
    problems,
    warnings: now.warnings,
    request: now.request,
    role: now.role,
    lease: now.lease,
    requester: now.requester,
    digest: now.digest,
    effect: now.effect,
    effectDigest: now.effectDigest,
    usableUntil: now.usableUntil,
    judgement: problems.length > 0 ? null : conclude(merge, now),
  };
}

/** Counts who agreed: only what counts by both revisions, and nobody whom either leaves out. */
function conclude(merge: Prepared, now: Prepared): Judged["judgement"] {
  const { lease, effect, traits, evidence } = now;
  if (now.answer === null || merge.answer === null || merge.evidence === null) return null;
  if (lease === null || effect === null || traits === null || evidence === null) return null;
  const decision = merge === now ? now.answer.decision : combine(merge.answer.decision, now.answer.decision);
  const both = new Set(merge.evidence.approvals.map((approval) => approval.proof));
  const verdict = settle(
    decision,
    evidence.approvals.filter((approval) => both.has(approval.proof)),
    new Set([...now.excluded, ...merge.excluded]),
    {
      catalog: now.rules.catalog,
      lease,
      target: { id: effect.target, traits },
      engineKeeps,
      objections: evidence.objections,
    },
  );
  return { input: now.answer.input, decision, verdict };
}
