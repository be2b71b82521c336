import type { Decision } from "../../core/decision/decision.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import { inputSteps, raiseInput } from "../../core/decision/input-versions.ts";
import { termsOf } from "../../core/decision/terms-of.ts";
import { recordedInput } from "../../core/ledger/recorded-input.ts";
import type { ReplayedCase, ReplayReport } from "../../core/report/replay.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import type { Instant } from "../../core/time/instant.ts";
import { fromTimestamp } from "../../core/time/timestamp.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { PastPorts } from "../engine-ports.ts";
import type { JudgingRules, Rules } from "../rules/read-rules.ts";
import { askedThen, judgeAll } from "./judge-past.ts";
import { pastDecisions, type PastDecision } from "./past-decisions.ts";
import { revisionsOf } from "./revisions.ts";
import { openTermsOf, seatsOf, settlePast } from "./settle-past.ts";
import { Tally } from "./tally.ts";

/** A past request as other rules are asked about it, and the rules of then. */
interface Asked {
  readonly past: PastDecision;
  readonly then: JudgingRules;
  readonly input: PolicyInput;
}

/** What is judged once more, and by which rules. */
export interface Replay {
  readonly view: LedgerView;
  readonly rules: Rules;
  /** Only what was decided from then on; null: all of it. */
  readonly since: Instant | null;
  /** Seconds after which it tells what it has; left out: it takes the time that it needs. */
  readonly within?: number;
}

/**
 * Judges every request that the ledger recorded by other rules, as it was asked then, and tells what they would have
 * decided differently. Who agreed then agrees again, by the memberships of the other rules.
 */
export async function replayDecisions(
  ports: PastPorts,
  { view, rules, since, within }: Replay,
  options: CallOptions,
): Promise<ReplayReport> {
  const tally = new Tally();
  const late = within === undefined ? new AbortController().signal : AbortSignal.timeout(within * 1000);
  try {
    await count(tally, ports, { view, rules, since }, { signal: AbortSignal.any([options.signal, late]) });
  } catch (error) {
    options.signal.throwIfAborted();
    if (!late.aborted || within === undefined) throw error;
    tally.cutAfter = within;
  }
  const commit = rules.commit === "" ? null : rules.commit;
  return tally.report({ policy: commit, since: since === null ? null : formatInstant(since) });
}

async function count(
  tally: Tally,
  ports: PastPorts,
  { view, rules, since }: Omit<Replay, "within">,
  options: CallOptions,
): Promise<void> {
  const revisions = await revisionsOf(ports, view, options);
  const compare = comparing(rules);
  for await (const batch of pastDecisions(ports, view, options)) {
    const wanted = since === null ? batch : batch.filter(({ at }) => fromTimestamp(at) >= since);
    const asked: Asked[] = [];
    let [newer, unreadable] = [0, 0];
    for (const past of wanted) {
      const then = await askedThen(past, "now", revisions, options);
      if (then !== null)
        asked.push({ past, then: then.rules, input: raiseInput(then.input, then.version, inputSteps) });
      else if (recordedInput(past.judged, "now") === null) newer += 1;
      else unreadable += 1;
    }
    const decisions = await judgeAll(
      ports,
      rules,
      asked.map(({ input }) => input),
      options,
    );
    // Counted together: where it is cut short, whole batches are told of.
    tally.decisions += wanted.length;
    tally.newer += newer;
    tally.unreadable += unreadable;
    for (const [index, one] of asked.entries()) {
      const decision = decisions[index];
      const other = decision === undefined ? null : compare(one, decision);
      if (other === null) tally.same += 1;
      else tally.differs(other);
    }
  }
}

/** Compares what was decided with what these rules decide; null where that comes to the same. */
function comparing(rules: Rules): (asked: Asked, decision: Decision) => ReplayedCase | null {
  const seats = seatsOf(rules.catalog);
  const hasSameSeats = new Map<string, boolean>();
  return ({ past, then, input }, decision) => {
    const recorded = past.judged.decision as Decision;
    const [before, after] = [termsOf(recorded), termsOf(decision)];
    const [gained, lost] = [without(after, before), without(before, after)];
    const { seq, at, id: request, outcome: was } = past;
    const { subject, entitlement } = past.judged;
    const one = { seq, at, request, subject, entitlement, was };
    if (gained.length > 0 || lost.length > 0)
      return { ...one, now: settlePast(past, { input, decision }, { rules }).outcome, gained, lost };
    const isSame = hasSameSeats.get(then.digest) ?? seatsOf(then.catalog) === seats;
    hasSameSeats.set(then.digest, isSame);
    if (isSame) return null;
    // The rules ask for the same: what may differ is who can give it.
    const verdict = settlePast(past, { input, decision }, { rules });
    const earlier = settlePast(past, { input, decision: recorded }, { rules, catalog: then.catalog });
    const [opened, open] = [openTermsOf(earlier, recorded), openTermsOf(verdict, decision)];
    const [opens, closes] = [without(open, opened), without(opened, open)];
    if (opens.length === 0 && closes.length === 0) return null;
    return { ...one, now: verdict.outcome, gained: opens, lost: closes };
  };
}

function without(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.filter((term) => !others.includes(term));
}
