import type { Grant } from "../grant/grant.ts";
import type { Instant } from "../time/instant.ts";
import { arrange } from "./arrange.ts";
import type { Over, Placed } from "./arrange.ts";
import type { Assignment } from "./change.ts";
import { claim } from "./claims.ts";
import type { Claims } from "./claims.ts";
import { isOpen } from "./due.ts";
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
import { showsTooLittle } from "./shows-too-little.ts";
import { accessKey } from "./terms.ts";

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
  const elsewhere = context.grants.filter((grant) => isOpen(grant) && !isAt(look, grant));
  const here = context.grants.filter((grant) => isAt(look, grant));
  const open = here.filter(isOpen);
  const claims = claim(look.holdings, here, look.comparable);
  const isSuspect = context.isSuspect || showsTooLittle(open, claims, look.endNow);
  const { placed, over, units } = arrange(open, claims, look);
  const outlived = new Set(over.filter(({ isOutlived }) => isOutlived).map(({ grant }) => grant));
  const back = heldBack(
    here.filter((grant) => !outlived.has(grant)),
    context.maxRemovedByDiff,
    look.endNow,
  );
  const whole = join([
    ...over.map((one) => (back.has(one.grant.id) ? holdBack(one.grant) : planOver(one, isSuspect))),
    ...planPlaced(placed, claims, look, { ...context, isSuspect }),
    planOthers(claims, look),
    planUnseen(elsewhere, "TARGET_MISMATCH", look.now, context.goneBefore),
    part({ times: units.flatMap(({ grants }) => grants.flatMap(({ lease }) => [lease.from, lease.until])) }),
  ]);
  return { ...whole, isSuspect };
}

function holdBack({ id, lease }: Grant): Part {
  return part({ held: [{ action: "end", grant: id, code: "GUARD_TRIPPED" }], times: [lease.until] });
}

function planOver({ grant, holdings, isOutlived }: Over, isSuspect: boolean): Part {
  return isOutlived ? planOutlived(grant) : planDue(grant, holdings, isSuspect);
}

/** One assignment after another: of two that a target cannot tell apart, the first is served. */
function planPlaced(placed: readonly Placed[], claims: Claims, look: Look, context: TargetContext): Part[] {
  const accessOf = (of: Pick<Holding, "principal" | "rights">): string => accessKey(of, look.comparable);
  const others = new Set([...claims.foreign, ...claims.unexplained].map(accessOf));
  const taken = new Set(
    placed.filter(({ holdings }) => holdings.length > 0).map((one) => accessOf(one.unit.assignment)),
  );
  return placed.map((one) => {
    const access = accessOf(one.unit.assignment);
    const isShared = one.unit.assignment.publicKey === null && taken.has(access);
    const conflict = others.has(access) ? "ALREADY_HELD" : isShared ? "TERMS_CONFLICT" : null;
    const { isSuspect, goneBefore } = context;
    const obstacle = obstacleOf(one.unit.assignment, look, isSuspect);
    const planned = planUnit({ ...one, isSuspect, obstacle, conflict }, look, goneBefore);
    if (!isOver(planned)) taken.add(access);
    return planned;
  });
}

/** Why nothing may be started or extended there, whatever is there; null: it may. */
function obstacleOf({ principal }: Assignment, look: Look, isSuspect: boolean): string | null {
  if (isPrivileged(look, principal)) return "ACCOUNT_PRIVILEGED";
  if (look.config.mode === "observe") return "TARGET_OBSERVED";
  if (isSuspect) return "TARGET_SUSPECT";
  return look.clockIsOff ? "TARGET_CLOCK" : null;
}

/** Whether an assignment ends with this plan, and leaves its place. */
function isOver({ changes }: Part): boolean {
  return changes.some(({ because }) => because === "removed_at_target");
}
