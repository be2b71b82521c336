import { addressesOf } from "../decision/addresses-of.ts";
import type { Given, Grant } from "../grant/grant.ts";
import { canonical } from "../json/canonical.ts";
import { after, epochSeconds, instant } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import type { Placed } from "./arrange.ts";
import type { Unit } from "./assignments.ts";
import type { Holding } from "./holding.ts";
import type { Look } from "./look.ts";
import { join, part } from "./part.ts";
import type { Part } from "./part.ts";
import type { Assignment, Change, Drift, Start } from "./change.ts";

/** An assignment with all that decides what becomes of it. */
export interface Shown extends Placed {
  readonly isSuspect: boolean;
  /** Why nothing may be started or extended there, by code; null: it may. */
  readonly obstacle: string | null;
  /** Why it may not be started beside what is there, by code. */
  readonly conflict: string | null;
}

/** So long a holding must stay gone to be known as taken away: seconds between two complete looks. */
const goneFor = 60;

/** What brings one assignment that is to be there now in line with what is there. */
export function planUnit(shown: Shown, look: Look, goneBefore: ReadonlyMap<string, Instant>): Part {
  const { unit, holdings } = shown;
  const [primary, ...more] = inOrder(holdings, given(shown));
  if (primary !== undefined)
    return isUndelivered(shown, primary) ? planLost(shown, holdings) : planHeld(shown, primary, more, look);
  const since = [...shown.before, ...unit.grants].flatMap(({ id }) => goneBefore.get(id) ?? []);
  const wasHeld = [...shown.before, ...unit.grants].some(isHeld) || since.length > 0;
  return wasHeld ? planGone(shown, look, instant(Math.min(look.now, ...since))) : planStart(shown, "admitted");
}

function planStart(shown: Shown, because: Start["because"]): Part {
  const { unit } = shown;
  const code = shown.obstacle ?? shown.conflict;
  if (code !== null) return holdBack(shown, code);
  const grant = leader(shown).id;
  return part({ changes: [{ action: "start", grant, assignment: unit.assignment, because }] });
}

function holdBack({ unit }: Shown, code: string): Part {
  const waiting = unit.grants.filter(({ state }) => state !== "active");
  const grants = waiting.length > 0 ? waiting : unit.grants;
  return part({ held: grants.map(({ id }) => ({ action: "start", grant: id, code })) });
}

/** Access whose secret was never recorded was never delivered: it is taken away, and given anew. */
function planLost(shown: Shown, holdings: readonly Holding[]): Part {
  const ends = holdings.map((holding): Change => takeAway(holding, "unexplained"));
  return join([part({ changes: ends }), planStart(shown, "secret_lost")]);
}

/** Who took it away meant to: it is not given back, unless the role says so, once two looks agree that it is gone. */
function planGone(shown: Shown, look: Look, since: Instant): Part {
  const { unit, isSuspect } = shown;
  const { target, principal } = unit.assignment;
  const { id, restore } = leader(shown);
  const missing: Drift = { kind: "missing", target, grant: id, principal, ref: given(shown)[0]?.ref ?? null };
  const begun = unit.grants.filter(({ lease }) => lease.from <= look.now);
  const gone = begun.map((grant) => [grant.id, since] as const);
  const known = after(since, goneFor);
  const drift = [missing];
  if (isSuspect) return part({ drift, gone });
  if (known > look.now) return part({ drift, gone, times: [known] });
  if (restore) return join([part({ drift, gone }), planStart(shown, "restored")]);
  const ends = begun.map((grant): Change => ({
    action: "end",
    grant: grant.id,
    target,
    holding: null,
    because: "removed_at_target",
    verified: "seen_gone",
  }));
  return part({ drift, changes: ends });
}

function planHeld(shown: Shown, primary: Holding, more: readonly Holding[], look: Look): Part {
  const { unit } = shown;
  const record = given(shown).find(({ ref }) => ref === primary.ref) ?? null;
  const seen = unit.grants
    .filter(({ state, lease }) => state !== "active" && lease.from <= look.now)
    .map(({ id }) => ({ grant: id, given: record ?? unrecorded(primary, unit) }));
  const longer = more.filter(({ until }) => until === null || until > unit.assignment.until);
  const extra = longer.map((holding): Change => takeAway(holding, "superseded"));
  return join([part({ seen, changes: extra }), planAdjust(shown, primary, record, look)]);
}

function planAdjust(shown: Shown, holding: Holding, record: Given | null, look: Look): Part {
  const { assignment } = shown.unit;
  const drift = isAltered(shown, holding, record, look) ? [alteredDrift(shown, holding)] : [];
  const until = holding.until ?? (look.enforces ? null : (record?.until ?? assignment.until));
  const isOther = isOtherAccess(holding, assignment);
  const hasOtherEnd = until === null || epochSeconds(until) !== epochSeconds(assignment.until);
  if (!isOther && !hasOtherEnd) return part({ drift });
  const isLonger = !isOther && until !== null && until < assignment.until;
  if (isLonger && shown.obstacle !== null) return join([part({ drift }), holdBack(shown, shown.obstacle)]);
  const change: Change = {
    action: "adjust",
    grant: leader(shown).id,
    assignment,
    holding,
    until: assignment.until,
    because: drift.length > 0 ? "altered" : isLonger ? "extended" : "shortened",
  };
  return part({ drift, changes: [change] });
}

/** Whether it is of use for something else, or from elsewhere, than was given. */
function isOtherAccess({ rights, addresses }: Holding, assignment: Assignment): boolean {
  if (canonical(rights) !== canonical(assignment.rights)) return true;
  return addresses !== undefined && canonical(addresses) !== canonical(addressesOf(assignment.obligations));
}

/** Whether somebody changed at the target what was given: its rights, its bound, its marker, its end or its name. */
function isAltered(shown: Shown, holding: Holding, record: Given | null, look: Look): boolean {
  const family = [...shown.before, ...shown.unit.grants];
  if (isOtherAccess(holding, shown.unit.assignment)) return true;
  if (look.enforces && holding.until === null) return true;
  if (record === null) return family.some((grant) => grant.given !== null);
  if (holding.grant === null) return true;
  if (look.open.has(holding.grant) && !family.some(({ id }) => id === holding.grant)) return true;
  const { until } = holding;
  return until !== null && given(shown).every((each) => epochSeconds(each.until) !== epochSeconds(until));
}

function alteredDrift(shown: Shown, { target, principal, ref }: Holding): Drift {
  return { kind: "altered", target, grant: leader(shown).id, principal, ref };
}

function takeAway(holding: Holding, because: "unexplained" | "superseded"): Change {
  return { action: "end", grant: null, target: holding.target, holding, because, verified: null };
}

/** Whether the events say that it was there. What is given already for a lease to come was another grant's. */
function isHeld({ state, given }: Grant): boolean {
  return given !== null && (state === "active" || state === "end_failed");
}

/** Whether nobody ever got what opens it, as far as the events say, or it is being given anew. */
function isUndelivered({ unit, before }: Shown, { ref }: Holding): boolean {
  const delivered = [...before, ...unit.grants].some((grant) => grant.given?.ref === ref && grant.state !== "starting");
  return unit.assignment.publicKey !== null && !delivered;
}

/** In whose name it is: who was given it, else the first whose lease has begun. */
function leader({ unit }: Shown): Grant {
  const { grants, assignment } = unit;
  const found =
    grants.find((grant) => grant.given !== null) ?? grants.find(({ lease }) => lease.from === assignment.from);
  return found ?? (grants[0] as Grant);
}

function given({ before, unit }: Shown): Given[] {
  return [...unit.grants, ...before].flatMap((grant) => grant.given ?? []);
}

/** What was recorded before what was not, else as the grants come that have it. */
function inOrder(holdings: readonly Holding[], records: readonly Given[]): Holding[] {
  const isRecorded = ({ ref }: Holding): boolean => records.some((record) => record.ref === ref);
  return [...holdings.filter(isRecorded), ...holdings.filter((holding) => !isRecorded(holding))];
}

function unrecorded({ ref, until }: Holding, { assignment }: Unit): Given {
  return { ref, until: until ?? assignment.until, delivery: null };
}
