import { after, epochSeconds } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import { toTimestamp } from "../time/timestamp.ts";
import { monthOf } from "./month-of.ts";
import type { Past } from "./state.ts";
import { own, put } from "./work.ts";
import type { Work } from "./work.ts";

const hour = 3600;
const day = 24 * hour;
/** Policies look back so far. */
const memory = 31 * day;
/** No request can be merged longer after the day in its id; one day for time zones, one for a clock. */
const idLife = 33 * day;
/** An approval older than a revocation is void; none waits so long for its request. */
const revokeLife = 366 * day;

/** Drops what no later event or judgement can ask for, by the event's own time, where a new hour began with it. */
export function prune(work: Work, before: Instant): void {
  const { at } = work.state;
  if (hourOf(at) === hourOf(before)) return;
  pruneGrants(work);
  prunePast(work);
  pruneIds(work, before);
  pruneRevokes(work);
  pruneReviewed(work);
}

function hourOf(at: Instant): number {
  return Math.floor(at / (hour * 1000));
}

function pruneGrants(work: Work): void {
  const { over, state } = work;
  const young = over.findIndex((one) => after(one.at, day) > state.at);
  // Only the grant that ended then: an id that was admitted again, which no engine does, names another.
  for (const { id, at } of over.splice(0, young === -1 ? over.length : young))
    if (state.grants[id]?.ended?.at === at) Reflect.deleteProperty(own(work, "grants"), id);
}

/** Entries stand in the order of their time: those that may be dropped come first. */
function prunePast(work: Work): void {
  const { grants, past, at } = work.state;
  const oldest = epochSeconds(at) - memory;
  const isLive = (id: string): boolean => grants[id] !== undefined && grants[id].ended === null;
  const young = past.findIndex((entry) => entry.at > oldest);
  const old = young === -1 ? past : past.slice(0, young);
  const kept = old.filter((entry) => lastOf(entry) > oldest || isLive(entry.id));
  if (kept.length < old.length) put(work, "past", kept.concat(past.slice(old.length)));
}

function lastOf({ at, until }: Past): number {
  return Math.max(at, until ?? at);
}

function pruneRevokes(work: Work): void {
  const { revokes, at } = work.state;
  const kept = revokes.filter((order) => order.standing || order.at > after(at, -revokeLife));
  if (kept.length < revokes.length) put(work, "revokes", kept);
}

/** An order whose signer had seen nothing younger counts for nothing: it need not be known. */
function pruneReviewed(work: Work): void {
  const { reviewed, at } = work.state;
  for (const [statement, since] of Object.entries(reviewed))
    if (after(since, revokeLife) <= at) Reflect.deleteProperty(own(work, "reviewed"), statement);
}

/** Ids are dropped by months: there is nothing to look for until another month is the oldest. */
function pruneIds(work: Work, before: Instant): void {
  const { ids, objections, lifts, at } = work.state;
  const oldest = oldestMonth(at);
  if (oldest === oldestMonth(before)) return;
  const isOld = (id: string): boolean => (monthOf(id) ?? oldest) < oldest;
  for (const id of Object.keys(ids)) if (isOld(id)) Reflect.deleteProperty(own(work, "ids"), id);
  for (const id of Object.keys(objections)) if (isOld(id)) Reflect.deleteProperty(own(work, "objections"), id);
  // Of scopes, only those of requests hold a day.
  for (const scope of Object.keys(lifts)) if (isOld(scope)) Reflect.deleteProperty(own(work, "lifts"), scope);
}

function oldestMonth(at: Instant): string {
  return toTimestamp(after(at, -idLife)).slice(0, 7);
}
