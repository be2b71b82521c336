import { candidatesOf } from "../../core/decision/seat.ts";
import type { FilledStage } from "../../core/decision/verdict.ts";
import type { Outcome, RequestReport } from "../../core/report/report.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Judged } from "./case.ts";
import { explain } from "./explain.ts";
import { keyName } from "./key-name.ts";

/** What `check` says of one request: the answer, who still has to agree, and exactly what it would do. */
export async function reportRequest(ports: JudgePorts, judged: Judged, options: CallOptions): Promise<RequestReport> {
  const { request, judgement, effect, lease } = judged;
  const verdict = judgement?.verdict ?? null;
  // Without a start of its own it begins when it is admitted, which nobody knows yet.
  const isFixed = request !== null && (request.start !== null || request.extends !== null);
  return {
    id: judged.id,
    path: judged.path,
    digest: judged.digest,
    subject: request?.subject ?? null,
    requester: judged.requester,
    entitlement: request === null ? null : `${request.resource}:${request.role}`,
    emergency: request?.emergency ?? false,
    outcome: outcomeOf(judged),
    problems: await explain(ports, judged, options),
    reasons: verdict?.reasons ?? [],
    stages: (verdict?.stages ?? []).map((stage) => ({ ...stage, can: whoCan(judged, stage) })),
    obligations: verdict?.obligations ?? [],
    lease: verdict === null ? null : { seconds: verdict.lease.seconds, max: verdict.lease.max },
    effect:
      effect === null || lease === null
        ? null
        : {
            target: effect.target,
            principal: effect.principal,
            rights: effect.rights,
            expiry: ports.kinds.get(effect.kind)?.expiry ?? "none",
            from: isFixed ? formatInstant(lease.from) : null,
            until: isFixed ? formatInstant(lease.until) : null,
          },
    key: request === null || request.publicKey === null ? null : keyName(request.publicKey),
    usableUntil: judged.usableUntil === null ? null : formatInstant(judged.usableUntil),
  };
}

/** Who could still fill an open seat of that stage. */
function whoCan({ rules, judgement }: Judged, { from, by, missing }: FilledStage): readonly string[] {
  if (missing <= 0 || judgement === null) return [];
  return candidatesOf(from, rules.now.catalog).filter((id) => !judgement.excluded.has(id) && !by.includes(id));
}

/** A request that only waits for its signature is pending; any other problem before the policy makes it invalid. */
export function outcomeOf({ problems, judgement }: Judged): Outcome {
  if (problems.length > 0) return problems.every((p) => p.code === "NOT_ASKED") ? "pending" : "invalid";
  return judgement?.verdict.outcome ?? "invalid";
}
