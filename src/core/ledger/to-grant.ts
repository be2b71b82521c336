import type { Obligation } from "../decision/decision.ts";
import type { Approval } from "../decision/verdict.ts";
import type { Grant } from "../grant/grant.ts";
import type { Digest } from "../json/digest.ts";
import { fromTimestamp } from "../time/timestamp.ts";
import type { JudgedBody } from "./event-body.ts";
import type { EventOf } from "./event-of.ts";

/** The grant that an admission began, as it is before anything was given. */
export function toGrant(id: string, { seq, main, body }: EventOf<"admitted">): Grant {
  const { judged, lease } = body;
  return {
    id,
    subject: judged.subject,
    requester: judged.requester,
    entitlement: judged.entitlement,
    requestDigest: judged.request.digest as Digest,
    effect: judged.effect,
    effectDigest: judged.effect_digest as Digest,
    publicKey: body.public_key,
    lease: { from: fromTimestamp(lease.from), until: fromTimestamp(lease.until) },
    state: "waiting",
    begun: false,
    emergency: body.emergency,
    extends: body.extends,
    restore: body.restore,
    obligations: body.obligations as Obligation[],
    approvals: judged.approvals.map(toApproval),
    main: main ?? "",
    seq,
    given: null,
    ending: null,
    ended: null,
    failure: null,
  };
}

function toApproval({ by, via, hardware, user_verified, proof }: JudgedBody["approvals"][number]): Approval {
  return { by, via, hardware, userVerified: user_verified, proof: proof as Digest };
}
