import type { EventBodies } from "../../core/ledger/event-body.ts";
import { redactInput } from "../../core/ledger/redact-input.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import type { Judged } from "../judge/case.ts";
import type { Entry } from "../run-journal.ts";

/** Why a request was refused, and whether its id is used up by that. */
export interface WhyRefused {
  readonly codes: readonly string[];
  readonly usesId: boolean;
}

/** A request that was not admitted, with all that it was judged by where it could be judged. */
export function refusedEntry(id: string, main: string, why: WhyRefused, judged: Judged | null): Entry {
  const [code = "DENIED"] = why.codes;
  return {
    type: "refused",
    grant: id,
    main,
    body: {
      code,
      codes: [...why.codes],
      uses_id: why.usesId,
      judged: judged === null ? null : judgedBody(judged),
    },
  };
}

/** A request that became a grant: everything its life hangs on. Null where it was not judged to the end. */
export function admittedEntry(judged: Judged, main: string): Entry | null {
  const body = judgedBody(judged);
  const { request, role, lease, judgement } = judged;
  if (body === null || request === null || role === null || lease === null || judgement === null) return null;
  return {
    type: "admitted",
    grant: request.id,
    main,
    body: {
      judged: body,
      public_key: request.publicKey,
      lease: { from: toTimestamp(lease.from), until: toTimestamp(lease.until) },
      emergency: request.emergency,
      extends: request.extends,
      restore: role.restore,
      obligations: judgement.verdict.obligations,
    },
  };
}

type JudgedBody = Exclude<EventBodies["refused"]["judged"], null>;

function judgedBody(judged: Judged): JudgedBody | null {
  const { request, requester, digest, effect, effectDigest, judgement, rules } = judged;
  if (request === null || requester === null || digest === null) return null;
  if (effect === null || effectDigest === null || judgement === null) return null;
  return {
    subject: request.subject,
    requester,
    entitlement: `${request.resource}:${request.role}`,
    request: { digest, blob: judged.blob },
    effect: { ...effect },
    effect_digest: effectDigest,
    change: { source: judgement.input.change.source, number: judgement.input.change.number },
    rules: { merge: rules.merge.digest, now: rules.now.digest },
    approvals: judgement.verdict.counted.map(({ by, via, hardware, userVerified, proof }) => ({
      by,
      via,
      hardware,
      user_verified: userVerified,
      proof,
    })),
    decision: judgement.decision,
    input: redactInput(judgement.input),
  };
}
