import type { EndedBecause, Given, Grant } from "../grant/grant.ts";
import { epochSeconds } from "../time/instant.ts";
import { fromTimestamp } from "../time/timestamp.ts";
import { driftKey } from "./drift-key.ts";
import type { EventBodies } from "./event-body.ts";
import type { Event } from "./event.ts";
import type { Folds } from "./folds.ts";
import { openReview } from "./open-review.ts";
import { own } from "./work.ts";
import type { Work } from "./work.ts";

type Life = "starting" | "activated" | "adjusted" | "start_failed" | "end_failed" | "ended" | "drift" | "notified";

/** Folds what became of a grant on its target, and who was told. Nothing on its target changes one that has ended. */
export const lifeFolds: Pick<Folds, Life> = {
  starting(work, event) {
    const grant = openGrant(work, event);
    if (grant !== null) change(work, grant, { state: "starting", begun: true });
  },
  /** What is given for a lease to come, because it shares with one that runs, does not begin it. */
  activated(work, event) {
    const grant = openGrant(work, event);
    if (grant === null) return;
    const state = grant.lease.from <= work.state.at ? "active" : "waiting";
    change(work, grant, { state, begun: true, given: toGiven(event.body.given), failure: null });
    settle(work, grant.id);
  },
  adjusted(work, event) {
    const grant = openGrant(work, event);
    if (grant === null) return;
    change(work, grant, { given: toGiven(event.body.given), failure: null });
    settle(work, grant.id);
  },
  start_failed(work, event) {
    const grant = openGrant(work, event);
    if (grant === null) return;
    const state = grant.state === "active" ? grant.state : "start_failed";
    change(work, grant, { state, failure: { code: event.body.code, at: work.state.at } });
  },
  end_failed(work, event) {
    const grant = openGrant(work, event);
    if (grant === null) return;
    const ending = grant.ending ?? (onTime.has(event.body.because) ? null : event.body.because);
    change(work, grant, { state: "end_failed", ending, failure: { code: event.body.code, at: work.state.at } });
  },
  ended(work, event) {
    const grant = openGrant(work, event);
    if (grant !== null) end(work, grant, event.body.because);
  },
  /** Also of one that has ended meanwhile: it is about people, not about access. */
  notified(work, { grant: id, body: { to } }) {
    const grant = id === null ? undefined : work.state.grants[id];
    if (grant === undefined || grant.told?.includes(to) === true) return;
    change(work, grant, { told: [...(grant.told ?? []), to] });
  },
  drift(work, { grant, body: { over, ...drift } }) {
    const key = driftKey({ ...drift, grant });
    if (over) forget(work, key);
    else own(work, "drift")[key] ??= { ...drift, grant, since: work.state.at };
  },
};

/** These do not end a grant early. */
const onTime: ReadonlySet<EndedBecause> = new Set(["expired", "lapsed", "superseded"]);

function openGrant(work: Work, { grant: id }: Pick<Event, "grant">): Grant | null {
  const grant = id === null ? undefined : work.state.grants[id];
  return grant === undefined || grant.state === "ended" ? null : grant;
}

function change(work: Work, grant: Grant, changes: Partial<Grant>): void {
  own(work, "grants")[grant.id] = { ...grant, ...changes };
}

/** What a target showed of a grant otherwise than recorded is over once it was put right, or has ended. */
function settle(work: Work, grant: string): void {
  if (Object.keys(work.state.drift).length === 0) return;
  for (const kind of ["missing", "altered"] as const) forget(work, driftKey({ kind, grant }));
}

function forget(work: Work, key: string): void {
  if (Object.hasOwn(work.state.drift, key)) Reflect.deleteProperty(own(work, "drift"), key);
}

function toGiven({ ref, until, delivery }: EventBodies["activated"]["given"]): Given {
  return { ref, until: fromTimestamp(until), delivery };
}

function end(work: Work, grant: Grant, because: EndedBecause): void {
  const { at } = work.state;
  change(work, grant, { state: "ended", ended: { at, because }, failure: null });
  settle(work, grant.id);
  work.over.push({ id: grant.id, at });
  if (!onTime.has(because)) endLater(work, grant.id, because);
  recordTenure(work, grant, because);
  const review = grant.given === null ? null : openReview(grant, work.state);
  if (review !== null) own(work, "reviews")[grant.id] = review;
}

/** A link of a chain that ends early ends those that extend it. */
function endLater(work: Work, id: string, because: EndedBecause): void {
  for (const later of Object.values(work.state.grants)) {
    if (later.extends !== id || later.state === "ended" || later.ending !== null) continue;
    change(work, later, { ending: because });
    endLater(work, later.id, because);
  }
}

/** What policies may know of the past: how long there was access, or that there was none. */
function recordTenure(work: Work, grant: Grant, because: EndedBecause): void {
  const isAsAdmitted = grant.given !== null && onTime.has(because);
  if (isAsAdmitted) return;
  const past = own(work, "past");
  const index = past.findLastIndex(({ id, outcome }) => id === grant.id && outcome === "admitted");
  const entry = past[index];
  if (entry === undefined) return;
  if (grant.given === null) past[index] = { ...entry, from: null, until: null };
  else past[index] = { ...entry, until: shortened(grant, Math.ceil(work.state.at / 1000)) };
}

function shortened({ lease }: Grant, until: number): number {
  return Math.max(epochSeconds(lease.from), Math.min(epochSeconds(lease.until), until));
}
