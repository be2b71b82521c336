import type { EndedBecause, Given, Grant } from "../../core/grant/grant.ts";
import type { EventBodies } from "../../core/ledger/event-body.ts";
import type { End, Held, Seen } from "../../core/plan/change.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import type { Journal } from "../run-journal.ts";
import type { Outcome } from "./carry-out.ts";

/** A failure that goes on is told again after this long: milliseconds. */
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Notes what changes came to, unless the history says it already. A failure is noted when it first happens, when its
 * code changes, and once a day.
 */
export function recordOutcomes(journal: Journal, outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) {
    const { change } = outcome;
    if (change.action === "end" && change.grant === null) recordUnexplained(journal, change, outcome);
    const ids = change.action === "end" ? [change.grant ?? ""] : change.assignment.grants;
    for (const id of ids) {
      const grant = journal.state.grants[id];
      if (grant !== undefined && grant.state !== "ended") recordOne(journal, grant, outcome);
    }
  }
}

function recordOne(journal: Journal, grant: Grant, outcome: Outcome): void {
  const { change } = outcome;
  const about = { grant: grant.id, main: null };
  const of = { subject: grant.subject, entitlement: grant.entitlement, target: grant.effect.target };
  if (change.action === "end") {
    const { because } = change;
    if (outcome.ok)
      journal.note({
        type: "ended",
        ...about,
        body: { ...of, because, verified: change.verified ?? "seen_gone", sessions: outcome.sessions },
      });
    else if (isNews(journal, grant, "end_failed", outcome.code))
      journal.note({ type: "end_failed", ...about, body: { ...of, because, code: outcome.code } });
    return;
  }
  if (!outcome.ok) {
    if (isNews(journal, grant, "start_failed", outcome.code))
      journal.note({ type: "start_failed", ...about, body: { ...of, code: outcome.code } });
    return;
  }
  const { given } = outcome;
  if (given === null || (isSame(grant.given, given) && (change.action === "adjust" || grant.state === "active")))
    return;
  // Of grants that share one, those whose lease is to come join when it begins (Plan.seen).
  if (change.action === "start" && grant.lease.from > journal.now()) return;
  const body = { ...of, ...toBody(given) };
  if (change.action === "start") journal.note({ type: "activated", ...about, body });
  else journal.note({ type: "adjusted", ...about, body: { ...body, because: change.because } });
}

/** What no event explained, or was there twice, is gone; where it is not, the next run tries again. */
function recordUnexplained(journal: Journal, { target, because }: End, outcome: Outcome): void {
  if (!outcome.ok) return;
  const of = { subject: null, entitlement: null, target };
  journal.note({
    type: "ended",
    grant: null,
    main: null,
    body: { ...of, because, verified: "seen_gone", sessions: outcome.sessions },
  });
}

/** Notes what could not even be tried: a target that cannot be reached, or that shows something else. */
export function recordHeld(journal: Journal, held: readonly Held[], dueBecause: (grant: Grant) => EndedBecause): void {
  for (const { grant: id, action, code } of held) {
    const grant = journal.state.grants[id];
    const type = action === "end" ? "end_failed" : "start_failed";
    if (grant === undefined || grant.state === "ended" || !isNews(journal, grant, type, code)) continue;
    const of = { subject: grant.subject, entitlement: grant.entitlement, target: grant.effect.target };
    if (type === "start_failed") journal.note({ type, grant: id, main: null, body: { ...of, code } });
    else journal.note({ type, grant: id, main: null, body: { ...of, because: dueBecause(grant), code } });
  }
}

/** Notes what is held already, though no event says so: a start whose answer was lost. */
export function recordSeen(journal: Journal, seen: readonly Seen[]): void {
  for (const { grant: id, given } of seen) {
    const grant = journal.state.grants[id];
    if (grant === undefined || grant.state === "ended" || grant.state === "active") continue;
    const of = { subject: grant.subject, entitlement: grant.entitlement, target: grant.effect.target };
    journal.note({ type: "activated", grant: id, main: null, body: { ...of, ...toBody(given) } });
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
