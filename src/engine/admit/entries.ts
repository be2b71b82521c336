import { inputVersion } from "../../core/decision/input.ts";
import type { JudgedBody } from "../../core/ledger/event-body.ts";
import { redactInput } from "../../core/ledger/redact-input.ts";
import type { Problem } from "../../core/problem/problem.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import type { Judged, Judgement } from "../judge/case.ts";
import type { Entry } from "../run-journal.ts";

/** Why a request was not admitted: never for nothing, and the first reason stands for all. */
export type Why = readonly [Problem, ...Problem[]];

/** A request that was not admitted, with all that it was judged by where it was judged to the end. */
export function refusedEntry(id: string, main: string, why: Why, judged: Judged | null): Entry {
  return {
    type: "refused",
    grant: id,
    main,
    body: {
      code: why[0].code,
      codes: why.map(({ code }) => code),
      uses_id: judged?.judgement?.verdict.outcome === "denied",
      judged: judged === null || judged.judgement === null ? null : judgedBody(judged, judged.judgement),
    },
  };
}

/** A request that became a grant: everything its life hangs on. Null where it was not judged to the end, and allowed. */
export function admittedEntry(judged: Judged, main: string): Entry | null {
  const { judgement } = judged;
  if (judgement?.verdict.outcome !== "allowed") return null;
  const { request, role, lease, verdict } = judgement;
  return {
    type: "admitted",
    grant: request.id,
    main,
    body: {
      judged: judgedBody(judged, judgement),
      public_key: request.publicKey,
      lease: { from: toTimestamp(lease.from), until: toTimestamp(lease.until) },
      emergency: request.emergency,
      extends: request.extends,
      restore: role.restore,
      obligations: verdict.obligations,
    },
  };
}

function judgedBody({ blob, rules, opened }: Judged, judgement: Judgement): JudgedBody {
  const { request, requester, digest, effect, effectDigest, input, mergeInput, decision, verdict } = judgement;
  return {
    subject: request.subject,
    requester,
    entitlement: `${request.resource}:${request.role}`,
    request: { digest, blob },
    effect: { ...effect },
    effect_digest: effectDigest,
    change: { source: input.change.source, number: input.change.number, ...vouchedFor(opened) },
    rules: { merge: rules.merge.digest, now: rules.now.digest },
    approvals: verdict.counted.map(({ by, via, hardware, userVerified, proof, review }) => ({
      by,
      via,
      hardware,
      user_verified: userVerified,
      proof,
      ...(review !== undefined && { review: { ...review } }),
    })),
    decision,
    input_version: inputVersion,
    input: redactInput(input),
    ...(mergeInput !== null && { merge_input: redactInput(mergeInput) }),
  };
}

/** What the forge said of the change itself: nothing where there is none that could. */
function vouchedFor(opened: Judged["opened"]): Partial<JudgedBody["change"]> {
  if (opened === null || opened.mergedAt === null) return {};
  return { opened_by: opened.openedBy, merged_at: toTimestamp(opened.mergedAt), head: opened.head };
}
