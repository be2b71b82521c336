import { canonical } from "../../core/json/canonical.ts";
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
  let replayed = 0;
  for await (const batch of pastDecisions(ports, view, options)) {
    const decisions = await judgedThen(ports, batch, revisions, options);
    for (const [index, past] of batch.entries()) {
      const decision = decisions[index] ?? null;
      const code = decision === null ? whyNot(past) : "DECISION_DIFFERS";
      if (decision !== null && canonical(decision) === canonical(past.judged.decision)) {
        replayed += 1;
        continue;
      }
      const { summary, next } = catalogue[code]({ id: past.id });
      return { replayed, bad: { seq: past.seq, commit: view.tip.commit, code, message: summary, next } };
    }
  }
  return { replayed, bad: null };
}

function whyNot({ judged }: PastDecision): "DECISION_NEWER" | "DECISION_UNREADABLE" {
  return recordedInput(judged, "now") === null ? "DECISION_NEWER" : "DECISION_UNREADABLE";
}
