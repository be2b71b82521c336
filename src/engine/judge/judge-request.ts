import { combine } from "../../core/decision/combine.ts";
import type { Decision } from "../../core/decision/decision.ts";
import { settle } from "../../core/decision/settle.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import { succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Case, Judged, Judgement } from "./case.ts";
import { engineKeeps } from "./engine-keeps.ts";
import { prepare, type Prepared } from "./prepare.ts";

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
  const same = rules.merge.digest === rules.now.digest;
  const merge = same ? now : await prepare(ports, rules.merge, about, options);
  const [answerNow = null] = await ask(ports, rules.now, [now], options);
  const [answerMerge = null] = same ? [answerNow] : await ask(ports, rules.merge, [merge], options);
  return toJudged(about, rules, { merge, now }, { merge: answerMerge, now: answerNow });
}

/** Judges many requests that nobody has merged, by the same rules and each alone: asks the policy once for all. */
export async function judgeDrafts(
  ports: JudgePorts,
  rules: Rules,
  cases: readonly Case[],
  options: CallOptions,
): Promise<Judged[]> {
  const prepared: Prepared[] = [];
  for (const about of cases) prepared.push(await prepare(ports, rules, about, options));
  const answers = await ask(ports, rules, prepared, options);
  return cases.map((about, index) => {
    const [one, answer = null] = [prepared[index] as Prepared, answers[index]];
    return toJudged(about, { merge: rules, now: rules }, { merge: one, now: one }, { merge: answer, now: answer });
  });
}

/** What a policy answered: its decision, or why it could not be asked; null where there was no question. */
type Answer = Result<Decision> | null;

async function ask(
  ports: JudgePorts,
  rules: Rules,
  prepared: readonly Prepared[],
  options: CallOptions,
): Promise<Answer[]> {
  const inputs = prepared.flatMap(({ input }) => (input === null ? [] : [input]));
  if (inputs.length === 0) return prepared.map(() => null);
  const policy = await ports.policies.of(rules, options);
  if (!policy.ok) return prepared.map(({ input }) => (input === null ? null : policy));
  const decisions = [...(await policy.value.judgeAll(inputs, options))].values();
  return prepared.map(({ input }) => {
    const decision = input === null ? undefined : decisions.next().value;
    return decision === undefined ? null : succeed(decision);
  });
}

function toJudged(
  about: Case,
  rules: Judged["rules"],
  { merge, now }: { readonly merge: Prepared; readonly now: Prepared },
  answers: { readonly merge: Answer; readonly now: Answer },
): Judged {
  const problems: Problem[] = merge === now ? [...now.problems] : [...now.problems, ...merge.problems];
  for (const answer of new Set([answers.merge, answers.now]))
    if (answer?.ok === false) problems.push(...answer.problems);
  if (problems.length === 0 && merge.effectDigest !== now.effectDigest)
    problems.push(problem("EFFECT_CHANGED", { id: about.id }, { path: about.path }));
  const decisions = { merge: decisionOf(answers.merge), now: decisionOf(answers.now) };
  return {
    id: about.id,
    path: about.path,
    blob: about.blob,
    opened: about.opened,
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
    judgement: problems.length > 0 ? null : conclude(merge, now, decisions),
  };
}

function decisionOf(answer: Answer): Decision | null {
  return answer?.ok === true ? answer.value : null;
}

/** Counts who agreed: only what counts by both revisions, and nobody whom either leaves out. */
function conclude(
  merge: Prepared,
  now: Prepared,
  decisions: { readonly merge: Decision | null; readonly now: Decision | null },
): Judgement | null {
  const { request, role, lease, requester, digest, effect, effectDigest, traits, evidence, input } = now;
  if (decisions.now === null || decisions.merge === null || merge.evidence === null || input === null) return null;
  if (request === null || role === null || lease === null || requester === null || digest === null) return null;
  if (effect === null || effectDigest === null || traits === null || evidence === null) return null;
  const decision = merge === now ? decisions.now : combine(decisions.merge, decisions.now);
  const excluded = new Set([...now.excluded, ...merge.excluded]);
  const both = new Set(merge.evidence.approvals.map((approval) => approval.proof));
  const verdict = settle(
    decision,
    evidence.approvals.filter((approval) => both.has(approval.proof)),
    excluded,
    {
      catalog: now.rules.catalog,
      lease,
      target: { id: effect.target, traits },
      engineKeeps: engineKeeps(now.rules, merge.rules),
      objections: evidence.objections,
      onCall: input.evidence.on_call?.people ?? [],
    },
  );
  const mergeInput = merge === now ? null : merge.input;
  return {
    ...{ request, role, lease, requester, digest, effect, effectDigest },
    ...{ input, mergeInput, decision, verdict, excluded },
  };
}
