import type { Decision } from "../../core/decision/decision.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import type { Digest } from "../../core/json/digest.ts";
import { inputSteps, raiseInput } from "../../core/decision/input-versions.ts";
import { settle } from "../../core/decision/settle.ts";
import { termsOf } from "../../core/decision/terms-of.ts";
import type { Approval } from "../../core/decision/verdict.ts";
import { recordedInput } from "../../core/ledger/recorded-input.ts";
import type { PastOutcome, ReplayedCase, ReplayReport } from "../../core/report/replay.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import { instant, type Instant } from "../../core/time/instant.ts";
import { fromTimestamp } from "../../core/time/timestamp.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { PastPorts } from "../engine-ports.ts";
import { engineKeeps } from "../judge/engine-keeps.ts";
import type { Rules } from "../rules/read-rules.ts";
import { askedThen, judgeAll } from "./judge-past.ts";
import { pastDecisions, type PastDecision } from "./past-decisions.ts";
import { revisionsOf } from "./revisions.ts";
import { Tally } from "./tally.ts";

/**
 * Judges every request that the ledger recorded by other rules, as it was asked then, and tells what they would have
 * decided differently. Who agreed then agrees again, by the memberships of the other rules.
 */
export async function replayDecisions(
  ports: PastPorts,
  { view, rules, since }: { readonly view: LedgerView; readonly rules: Rules; readonly since: Instant | null },
  options: CallOptions,
): Promise<ReplayReport> {
  const revisions = await revisionsOf(ports, view, options);
  const tally = new Tally();
  for await (const batch of pastDecisions(ports, view, options)) {
    const wanted = since === null ? batch : batch.filter(({ at }) => fromTimestamp(at) >= since);
    const asked: { readonly past: PastDecision; readonly input: PolicyInput }[] = [];
    for (const past of wanted) {
      const then = await askedThen(past, "now", revisions, options);
      if (then !== null) asked.push({ past, input: raiseInput(then.input, then.version, inputSteps) });
      else if (recordedInput(past.judged, "now") === null) tally.newer += 1;
      else tally.unreadable += 1;
    }
    tally.decisions += wanted.length;
    const decisions = await judgeAll(
      ports,
      rules,
      asked.map(({ input }) => input),
      options,
    );
    for (const [index, { past, input }] of asked.entries()) {
      const decision = decisions[index];
      const other = decision === undefined ? null : compare(past, { input, decision, rules });
      if (other === null) tally.same += 1;
      else tally.differs(other);
    }
  }
  const commit = rules.commit === "" ? null : rules.commit;
  return tally.report({ policy: commit, since: since === null ? null : formatInstant(since) });
}

function compare(
  past: PastDecision,
  judged: { readonly input: PolicyInput; readonly decision: Decision; readonly rules: Rules },
): ReplayedCase | null {
  const [before, after] = [termsOf(past.judged.decision as Decision), termsOf(judged.decision)];
  const gained = after.filter((term) => !before.includes(term));
  const lost = before.filter((term) => !after.includes(term));
  if (gained.length === 0 && lost.length === 0) return null;
  const { seq, at, id: request, outcome: was } = past;
  const { subject, entitlement } = past.judged;
  return { seq, at, request, subject, entitlement, was, now: outcomeBy(past, judged), gained, lost };
}

function outcomeBy(
  { judged }: PastDecision,
  { input, decision, rules }: { readonly input: PolicyInput; readonly decision: Decision; readonly rules: Rules },
): PastOutcome {
  const { request, target } = input;
  const approvals = input.approvals.map((approval): Approval => ({
    by: approval.by,
    via: approval.via,
    hardware: approval.hardware,
    userVerified: approval.user_verified,
    proof: judged.request.digest as Digest,
  }));
  const { outcome } = settle(decision, approvals, new Set([judged.subject, judged.requester]), {
    catalog: rules.catalog,
    lease: { from: instant(request.start * 1000), until: instant((request.start + request.seconds) * 1000) },
    target: {
      id: target.id,
      traits: { keeps: target.keeps, endsSessions: target.ends_sessions },
    },
    engineKeeps: engineKeeps(rules),
    objections: input.objections,
  });
  return outcome;
}
