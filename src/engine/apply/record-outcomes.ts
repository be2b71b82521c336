import type { EndedBecause, Given, Grant } from "../../core/grant/grant.ts";
import type { EventBodies } from "../../core/ledger/event-body.ts";
import type { Held, Seen } from "../../core/plan/change.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import type { Journal } from "../run-journal.ts";
import type { Ended, Gave, Outcome } from "./carry-out.ts";

/** A failure that goes on is told again after this long: milliseconds. */
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Notes what changes came to, unless the history says it already. A failure is noted when it first happens, when its
 * code changes, and once a day.
 */
export function recordOutcomes(journal: Journal, outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) {
    const { change } = outcome;
    if (change.grant === null) recordUnexplained(journal, outcome);
    else
      for (const id of change.action === "end" ? [change.grant] : change.assignment.grants) {
        const grant = journal.state.grants[id];
        if (grant !== undefined && grant.state !== "ended") recordOne(journal, grant, outcome);
      }
  }
}

function recordOne(journal: Journal, grant: Grant, outcome: Outcome): void {
  const { change } = outcome;
  if (!outcome.ok) recordFailed(journal, grant, outcome.code, change.action === "end" ? change.because : null);
  else if (outcome.given !== null) recordGiven(journal, grant, outcome);
  else journal.note({ type: "ended", grant: grant.id, main: null, body: endedBody(outcome, grant) });
}

/** Notes a failure, where it is news. because: why an end was due that did not happen; null: a start did not. */
function recordFailed(journal: Journal, grant: Grant, code: string, because: EndedBecause | null): void {
  const type = because === null ? "start_failed" : "end_failed";
  if (!isNews(journal, grant, type, code)) return;
  const about = { grant: grant.id, main: null };
  const body = { ...of(grant), code };
  if (because === null) journal.note({ type: "start_failed", ...about, body });
  else journal.note({ type: "end_failed", ...about, body: { ...body, because } });
}

function recordGiven(journal: Journal, grant: Grant, { change, given }: Gave): void {
  const isNoNews = change.action === "adjust" ? change.because !== "altered" : grant.state === "active";
  if (isSame(grant.given, given) && isNoNews) return;
  // Of grants that share one, those whose lease is to come join when it begins (Plan.seen).
  if (change.action === "start" && grant.lease.from > journal.now()) return;
  const about = { grant: grant.id, main: null };
  const body = { ...of(grant), ...toBody(given) };
  if (change.action === "start") journal.note({ type: "activated", ...about, body });
  else journal.note({ type: "adjusted", ...about, body: { ...body, because: change.because } });
}

/** What no event explained, or was there twice, is gone; where it is not, the next run tries again. */
function recordUnexplained(journal: Journal, outcome: Outcome): void {
  if (outcome.ok && outcome.given === null)
    journal.note({ type: "ended", grant: null, main: null, body: endedBody(outcome, null) });
}

function endedBody({ change, sessions }: Ended, grant: Grant | null): EventBodies["ended"] {
  const { target, because, verified } = change;
  const whose = grant === null ? { subject: null, entitlement: null, target } : of(grant);
  return { ...whose, because, verified: verified ?? "seen_gone", sessions };
}

/** What every event of a grant's life says of it. */
function of({
  subject,
  entitlement,
  effect,
}: Grant): Pick<EventBodies["starting"], "subject" | "entitlement" | "target"> {
  return { subject, entitlement, target: effect.target };
}

/** Notes what could not even be tried: a target that cannot be reached, or that shows something else. */
export function recordHeld(journal: Journal, held: readonly Held[], dueBecause: (grant: Grant) => EndedBecause): void {
  for (const { grant: id, action, code } of held) {
    const grant = journal.state.grants[id];
    if (grant === undefined || grant.state === "ended") continue;
    recordFailed(journal, grant, code, action === "end" ? dueBecause(grant) : null);
  }
}

/** Notes what is held already, though no event says so: a start whose answer was lost. */
export function recordSeen(journal: Journal, seen: readonly Seen[]): void {
  for (const { grant: id, given } of seen) {
    const grant = journal.state.grants[id];
    if (grant === undefined || grant.state === "ended" || grant.state === "active") continue;
    journal.note({ type: "activated", grant: id, main: null, body: { ...of(grant), ...toBody(given) } });
  }
}

function toBody(given: Given): Pick<EventBodies["activated"], "until" | "given"> {
  const until = toTimestamp(given.until);
  return { until, given: { ref: given.ref, until, delivery: given.delivery } };
}

function isSame(known: Given | null, given: Given): boolean {
  return known !== null && known.ref === given.ref && known.until === given.until;
}

function isNews(journal: Journal, grant: Grant, state: Grant["state"], code: string): boolean {
  const { failure } = grant;
  if (failure === null || failure.code !== code || grant.state !== state) return true;
  return journal.now() - failure.at >= dayMs;
}
