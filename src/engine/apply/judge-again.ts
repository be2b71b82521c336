import { settle } from "../../core/decision/settle.ts";
import { toInput, type AgedApproval } from "../../core/decision/to-input.ts";
import { chainOf } from "../../core/grant/chain.ts";
import type { Approval } from "../../core/decision/verdict.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { JudgedBody } from "../../core/ledger/event-body.ts";
import { isEvent } from "../../core/ledger/event-of.ts";
import type { State } from "../../core/ledger/state.ts";
import { tenuresOf } from "../../core/ledger/tenures-of.ts";
import { thrown } from "../../core/problem/brevet-error.ts";
import type { Request } from "../../core/request/request.ts";
import type { ResolvedRequest } from "../../core/request/resolve-request.ts";
import type { Instant } from "../../core/time/instant.ts";
import { fromTimestamp } from "../../core/time/timestamp.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { gatherEvidence } from "../judge/gather-evidence.ts";
import { engineKeeps } from "../judge/engine-keeps.ts";
import type { Rules } from "../rules/read-rules.ts";

/** What judging a grant once more goes by. */
export interface Again {
  readonly view: LedgerView;
  readonly rules: Rules;
  /** With what this run admitted and ended before. */
  readonly state: State;
  readonly now: Instant;
}

/**
 * Whether the rules in force let a grant begin that was admitted for a later time: any denial of theirs, by the clock
 * and the history of now, is one. Who agreed had agreed when it was admitted: no seat is filled again. A grant that
 * begins when it is admitted is not judged twice.
 */
export async function isStillAllowed(
  ports: JudgePorts,
  { view, rules, state, now }: Again,
  grant: Grant,
  asked: { readonly request: Request; readonly resolved: ResolvedRequest },
  options: CallOptions,
): Promise<boolean> {
  const event = grant.begun ? null : await ports.ledger.eventAt(view, grant.seq, options);
  if (event === null || !isEvent(event, "admitted") || fromTimestamp(event.at) >= grant.lease.from) return true;
  if (!Object.hasOwn(rules.catalog.people, grant.requester)) return false;
  const { judged } = event.body;
  const { role, resource, traits } = asked.resolved;
  const { [grant.id]: _, ...others } = state.grants;
  const memory = { ...state, grants: others, past: state.past.filter(({ id }) => id !== grant.id) };
  const { subject, entitlement, lease } = grant;
  const input = toInput({
    phase: "activate",
    now,
    catalog: rules.catalog,
    traits,
    change: { kind: "added", source: judged.change.source, number: judged.change.number },
    request: asked.request,
    digest: grant.requestDigest,
    effectDigest: grant.effectDigest,
    lease,
    chain: chainOf({ subject, entitlement, ...lease }, tenuresOf(memory, now)),
    requester: grant.requester,
    resource,
    role,
    state: memory,
    approvals: agedSince(grant, judged.input.approvals, (now - fromTimestamp(event.at)) / 1000),
    objections: [],
    evidence: await gatherEvidence(ports, rules, { at: now, ticket: asked.request.ticket }, options),
  });
  const policy = await ports.policies.of(rules, options);
  if (!policy.ok) throw thrown(policy.problems);
  const [decision] = await policy.value.judgeAll([input], options);
  if (decision === undefined) return false;
  const context = {
    catalog: rules.catalog,
    lease,
    target: { id: grant.effect.target, traits },
    engineKeeps: engineKeeps(rules),
    objections: [],
  };
  return settle({ ...decision, stages: [] }, [], new Set(), context).outcome === "allowed";
}

/** The approvals as they were counted, so much older. */
function agedSince({ approvals }: Grant, judged: JudgedBody["input"]["approvals"], seconds: number): AgedApproval[] {
  return approvals.map((approval) => {
    const known = judged.find((one) => isOf(one, approval));
    const age = known?.age_at_most ?? null;
    return {
      ...approval,
      secondsAfterRequest: known?.seconds_after_request ?? null,
      ageAtMost: age === null ? null : Math.floor(age + seconds),
    };
  });
}

/** No two of one person's approvals are judged that are alike in these. */
function isOf(one: JudgedBody["input"]["approvals"][number], { by, via, hardware, userVerified }: Approval): boolean {
  return one.by === by && one.via === via && one.hardware === hardware && one.user_verified === userVerified;
}
