import type { Config } from "../../core/config/config.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { State } from "../../core/ledger/state.ts";
import { isDue, isOpen } from "../../core/plan/due.ts";
import type { TargetStand } from "../../core/report/resident-report.ts";
import { instant, type Instant } from "../../core/time/instant.ts";
import type { Duty } from "../apply/duty.ts";

/** What an engine goes by, and what it did beside. */
export interface Known {
  readonly state: Pick<State, "grants">;
  readonly config: Pick<Config, "targets">;
  readonly serves: Duty["serves"];
  /** Grants that were seen ended, and stand in no event yet. */
  readonly ended: ReadonlySet<string | null>;
  /** Why a target does not answer; null: it does. */
  readonly lost: (target: string) => string | null;
}

/** How it stands at each target that is served: what is there, and what should no longer be. */
export function standOf({ state, config, serves, ended, lost }: Known, now: Instant): readonly TargetStand[] {
  const begun = Object.values(state.grants).filter((grant) => isOpen(grant) && grant.begun && !ended.has(grant.id));
  const byTarget = Map.groupBy(begun, ({ effect }) => effect.target);
  const ids = new Set([...Object.keys(config.targets), ...byTarget.keys()]);
  return [...ids]
    .filter((id) => serves(id, config))
    .map((id) => {
      const there = byTarget.get(id) ?? [];
      const overdue = there.filter((grant) => isDue(grant, now));
      const live = there.filter(({ given }) => given !== null).length;
      return { id, lost: lost(id), live, overdue: overdue.length, overdueSince: oldest(overdue, now) };
    });
}

/** Of one that was asked to end before its lease did, only that it is due now is known. */
function oldest(overdue: readonly Grant[], now: Instant): Instant | null {
  if (overdue.length === 0) return null;
  return instant(overdue.reduce((least: number, { lease }) => Math.min(least, lease.until), now));
}
