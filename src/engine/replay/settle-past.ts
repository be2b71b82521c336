import type { Catalog } from "../../core/catalog/catalog.ts";
import type { Decision } from "../../core/decision/decision.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import { settle } from "../../core/decision/settle.ts";
import type { Approval, Verdict } from "../../core/decision/verdict.ts";
import type { Digest } from "../../core/json/digest.ts";
import { instant } from "../../core/time/instant.ts";
import { engineKeeps } from "../judge/engine-keeps.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { PastDecision } from "./past-decisions.ts";

/** What comes of a decision on a past request: who agreed then agrees again, and fills the seats that this catalog has. */
export function settlePast(
  { judged }: PastDecision,
  { input, decision }: { readonly input: PolicyInput; readonly decision: Decision },
  { rules, catalog = rules.catalog }: { readonly rules: Rules; readonly catalog?: Catalog },
): Verdict {
  const { request, target } = input;
  const approvals = input.approvals.map((approval): Approval => ({
    by: approval.by,
    via: approval.via,
    hardware: approval.hardware,
    userVerified: approval.user_verified,
    ageAtMost: approval.age_at_most,
    proof: judged.request.digest as Digest,
  }));
  return settle(decision, approvals, new Set([judged.subject, judged.requester]), {
    catalog,
    lease: { from: instant(request.start * 1000), until: instant((request.start + request.seconds) * 1000) },
    target: { id: target.id, traits: { keeps: target.keeps, endsSessions: target.ends_sessions } },
    engineKeeps: engineKeeps(rules),
    objections: input.objections,
    onCall: input.evidence.on_call?.people ?? [],
  });
}

/** What follows of who there is, not of what rules say: seats that nobody fills, stages that nobody could. */
export function openTermsOf({ reasons, stages }: Verdict, { reasons: said }: Decision): readonly string[] {
  return [
    ...reasons.flatMap((reason) =>
      reason.severity === "deny" && !said.includes(reason) ? [`deny ${reason.code}`] : [],
    ),
    ...stages.flatMap(({ name, missing }) => (missing === 0 ? [] : [`stage ${name} lacks ${missing}`])),
  ];
}

/** As much of a catalog as fills seats: where it is the same, so is who fills them. */
export function seatsOf({ people, teams, vendors, workloads }: Catalog): string {
  return JSON.stringify([
    Object.values(people).map(({ id, vendor, suspended }) => [id, vendor, suspended]),
    Object.values(teams).map(({ id, members }) => [id, members]),
    [Object.keys(vendors), Object.keys(workloads)],
  ]);
}
