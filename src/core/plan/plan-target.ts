import type { Grant } from "../grant/grant.ts";
import type { Instant } from "../time/instant.ts";
import { familiesOf, isCurrent, unitsOf } from "./assignments.ts";
import type { Unit } from "./assignments.ts";
import { claim } from "./claims.ts";
import type { Claims } from "./claims.ts";
import { isDue, isOpen } from "./due.ts";
import { heldBack } from "./guard.ts";
import type { Holding } from "./holding.ts";
import { isAt } from "./look.ts";
import type { Look } from "./look.ts";
import { join, part } from "./part.ts";
import type { Part } from "./part.ts";
import { planDue, planOutlived } from "./plan-due.ts";
import { isPrivileged, planOthers } from "./plan-others.ts";
import { planUnit } from "./plan-unit.ts";
import { planUnseen } from "./plan-unseen.ts";
import { accessKey } from "./terms.ts";
import type { Comparable } from "./terms.ts";

/** What planning one target needs beside the look at it. */
export interface TargetContext {
  /** Every grant on it, those that ended within a day too. */
  readonly grants: readonly Grant[];
  readonly goneBefore: ReadonlyMap<string, Instant>;
  /** Whether somebody else has found it suspect. */
  readonly isSuspect: boolean;
  readonly maxRemovedByDiff: number;
}

/** A part, and whether its target shows too little to be believed. */
export interface TargetPart extends Part {
  readonly isSuspect: boolean;
}

/** What brings one target in line: what is over ends, what is to be there is, what is not ours stays. */
export function planTarget(look: Look, context: TargetContext): TargetPart {
  const comparable: Comparable = look.traits?.comparable ?? ((account) => account);
  const elsewhere = context.grants.filter((grant) => isOpen(grant) && !isAt(look, grant));
  const here = context.grants.filter((grant) => isAt(look, grant));
  const open = here.filter(isOpen);
  const claims = claim(look.holdings, here, comparable);
  const isSuspect = context.isSuspect || showsTooLittle(open, claims, look.endNow);
  const units = unitsOf(
    open.filter((grant) => !isDue(grant, look.endNow)),
    comparable,
  );
  const due = open.filter((grant) => isDue(grant, look.endNow));
  const current = units.filter((unit) => isCurrent(unit, look.now));
  const family = familiesOf(current, due, comparable);
  const shown = new Map(
    current.map((unit) => [unit, holdingsOf([...unit.grants, ...(family.get(unit) ?? [])], claims)] as const),
  );
  const outlived = new Set(current.flatMap((unit) => (isThere(shown.get(unit)) ? (family.get(unit) ?? []) : [])));
  const back = heldBack(
    here.filter((grant) => !outlived.has(grant)),
    context.maxRemovedByDiff,
    look.endNow,
  );
  const othersHave = new Set(
    [...claims.foreign, ...claims.unexplained].map((holding) => accessKey(holding, comparable)),
  );
  const taken = new Set(current.filter((unit) => isThere(shown.get(unit))).map(accessOf));

  const parts = due.map((grant): Part => {
    if (outlived.has(grant)) return planOutlived(grant);
    if (back.has(grant.id))
      return part({ held: [{ action: "end", grant: grant.id, code: "GUARD_TRIPPED" }], times: [grant.lease.until] });
    return planDue(grant, holdingsOf([grant], claims), isSuspect);
  });
  for (const unit of current) {
    const holdings = shown.get(unit) ?? [];
    const conflict = holdings.length > 0 ? null : conflictOf(unit);
    const before = family.get(unit) ?? [];
    parts.push(
      planUnit({ unit, before, holdings, isSuspect, obstacle: obstacleOf(unit), conflict }, look, context.goneBefore),
    );
    if (conflict === null) taken.add(accessOf(unit));
  }
  const times = units.flatMap(({ grants }) =>
    grants.flatMap(({ lease }) => [lease.until, ...(lease.from > look.now ? [lease.from] : [])]),
  );
  const rest = [
    planOthers(claims, look),
    part({ times }),
    planUnseen(elsewhere, "TARGET_MISMATCH", look.now, context.goneBefore),
  ];
  return { ...join([...parts, ...rest]), isSuspect };

  function accessOf({ assignment }: Unit): string {
    return accessKey(assignment, comparable);
  }

  function obstacleOf({ assignment }: Unit): string | null {
    if (isPrivileged(look, assignment.principal)) return "ACCOUNT_PRIVILEGED";
    if (look.config.mode === "observe") return "TARGET_OBSERVED";
    if (isSuspect) return "TARGET_SUSPECT";
    return look.clockIsOff ? "TARGET_CLOCK" : null;
  }

  /** What is there already: somebody else's, or by a grant of other terms that a target cannot tell apart. */
  function conflictOf(unit: Unit): string | null {
    const access = accessOf(unit);
    if (othersHave.has(access)) return "ALREADY_HELD";
    return unit.assignment.publicKey === null && taken.has(access) ? "TERMS_CONFLICT" : null;
  }
}

const fewest = 5;

/** Whether at least five, and more than a quarter, of what should still be there is not. */
function showsTooLittle(open: readonly Grant[], claims: Claims, now: Instant): boolean {
  const refs = new Set(open.flatMap((grant) => (isDue(grant, now) ? [] : (grant.given?.ref ?? []))));
  const shown = new Set(open.flatMap(({ id, given }) => (given !== null && claims.ours.has(id) ? [given.ref] : [])));
  const gone = [...refs].filter((ref) => !shown.has(ref)).length;
  return gone >= fewest && gone > refs.size / 4;
}

function holdingsOf(grants: readonly Grant[], { ours }: Claims): Holding[] {
  return [...new Set(grants.flatMap(({ id }) => ours.get(id) ?? []))];
}

function isThere(holdings: readonly Holding[] | undefined): boolean {
  return holdings !== undefined && holdings.length > 0;
}
