import type { Decision } from "../../core/decision/decision.ts";
import { canonical } from "../../core/json/canonical.ts";
import type { FrozenJson } from "../../core/json/frozen-json.ts";
import { recordedInput } from "../../core/ledger/recorded-input.ts";
import { catalogue } from "../../core/problem/catalogue.ts";
import type { VerifyReport } from "../../core/report/report.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { PastPorts } from "../engine-ports.ts";
import { judgedThen } from "./judge-past.ts";
import { pastDecisions, type PastDecision } from "./past-decisions.ts";
import { revisionsOf } from "./revisions.ts";

/** What came of judging all that was ever judged once more. */
export interface VerifiedDecisions {
  /** Decisions that came out the same, to the byte. */
  readonly replayed: number;
  /** Denials because rules took too long: where they are quicker, nothing says that they were not slow then. */
  readonly stopped: number;
  /** The first that did not, or could not be asked any more. */
  readonly bad: VerifyReport["first_bad"];
}

/** Judges every request of the past by the very rules that judged it, as it was asked, and compares the decisions' bytes. */
export async function verifyDecisions(
  ports: PastPorts,
  view: LedgerView,
  options: CallOptions,
): Promise<VerifiedDecisions> {
  const revisions = await revisionsOf(ports, view, options);
  let [replayed, stopped] = [0, 0];
  for await (const batch of pastDecisions(ports, view, options)) {
    const decisions = await judgedThen(ports, batch, revisions, options);
    for (const [index, past] of batch.entries()) {
      const decision = decisions[index] ?? null;
      const found = find(past, decision);
      if (found === "same") replayed += 1;
      else if (found === "stopped") stopped += 1;
      else {
        const { summary: message, next } = catalogue[found]({ id: past.id });
        return { replayed, stopped, bad: { seq: past.seq, commit: view.tip.commit, code: found, message, next } };
      }
    }
  }
  return { replayed, stopped, bad: null };
}

type Found =
  | "same"
  | "stopped"
  | "DECISION_DIFFERS"
  | "DECISION_IGNORED"
  | "DECISION_NEWER"
  | "DECISION_TOO_SLOW"
  | "DECISION_UNREADABLE";

/** Whether what was recorded stands, what speaks against it, or why nothing can be said. */
function find({ judged, outcome }: PastDecision, decision: Decision | null): Found {
  if (outcome === "allowed" && judged.decision.reasons.some(({ severity }) => severity === "deny"))
    return "DECISION_IGNORED";
  if (decision === null) return recordedInput(judged, "now") === null ? "DECISION_NEWER" : "DECISION_UNREADABLE";
  if (canonical(decision) === canonical(judged.decision)) return "same";
  if (wasStopped(judged.decision)) return "stopped";
  return wasStopped(decision) ? "DECISION_TOO_SLOW" : "DECISION_DIFFERS";
}

function wasStopped({ reasons }: FrozenJson<Decision>): boolean {
  return reasons.some(({ code }) => code === "POLICY_TOO_SLOW");
}
