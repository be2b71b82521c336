import type { Config, Kinds } from "../config/config.ts";
import type { Grant } from "../grant/grant.ts";
import { instant } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import type { Plan } from "./change.ts";
import { isOpen } from "./due.ts";
import type { Observations } from "./holding.ts";
import { toLook } from "./look.ts";
import { inOrder } from "./order.ts";
import { join } from "./part.ts";
import { planTarget } from "./plan-target.ts";
import type { TargetPart } from "./plan-target.ts";
import { planUnseen } from "./plan-unseen.ts";

export type { Assignment, Change, Drift, Held, Plan, Seen } from "./change.ts";

/** What a plan is made from. */
export interface Planning {
  /** Every grant of the state, those that ended within a day too. Where one must end early, `ending` says why. */
  readonly grants: readonly Grant[];
  readonly observations: Observations;
  readonly now: Instant;
  readonly config: Pick<Config, "targets" | "guards">;
  readonly kinds: Kinds;
  /** What an earlier complete look did not show: `gone` of the plan before. */
  readonly goneBefore?: ReadonlyMap<string, Instant>;
  /** Targets that are found suspect for other reasons. */
  readonly suspects?: ReadonlySet<string>;
}

/**
 * Compares what should be with what is. Ends come first, so a failed run leaves less access, never more. The same
 * inputs give the same plan, and once it was carried out, the next plans nothing.
 */
export function plan(planning: Planning): Plan {
  const { grants, observations, now } = planning;
  const targets = new Set([...grants.map(({ effect }) => effect.target), ...observations.keys()]);
  const parts = [...targets].sort().map((target) => planOne(target, planning));
  const { times, gone, ...rest } = inOrder(join(parts));
  const later = times.filter((time) => time > now);
  return {
    ...rest,
    gone: new Map(gone),
    suspects: parts.flatMap(({ isSuspect, target }) => (isSuspect ? [target] : [])),
    nextAt: later.length === 0 ? null : instant(Math.min(...later)),
  };
}

function planOne(target: string, planning: Planning): TargetPart & { readonly target: string } {
  const { observations, now, config, kinds, goneBefore = new Map<string, Instant>(), suspects } = planning;
  const grants = planning.grants.filter(({ effect }) => effect.target === target);
  const own = config.targets[target];
  const traits = own === undefined ? undefined : kinds.get(own.kind);
  const look = toLook(target, observations.get(target), { config: own, traits, grants, now });
  if (typeof look === "string") {
    const open = grants.filter(isOpen);
    return { target, ...planUnseen(open, look, now, goneBefore), isSuspect: false };
  }
  const isSuspect = suspects?.has(target) ?? false;
  const maxRemovedByDiff = config.guards.maxRemovedByDiff;
  return { target, ...planTarget(look, { grants, goneBefore, isSuspect, maxRemovedByDiff }) };
}
