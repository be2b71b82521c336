import type { Config } from "../../core/config/config.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { Observations } from "../../core/plan/holding.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PlanPorts } from "../engine-ports.ts";
import { observeTargets } from "./observe-targets.ts";

/** What one run is there for. Whatever that is, it ends what is due on the targets that it serves. */
export interface Duty {
  /** Whether it looks at that target, and changes it. */
  readonly serves: (target: string, config: Pick<Config, "targets">) => boolean;
  /** Whether it takes up orders. */
  readonly hears: boolean;
  /** Whether it accepts rules and admits: one engine of a ledger does. */
  readonly admits: boolean;
  /** Whether it may start anything. */
  readonly starts: boolean;
  /** Looks at those targets. One that is left out of the answer is left out of the plan. */
  readonly observe: (
    ports: Pick<PlanPorts, "readers">,
    config: Config,
    grants: readonly Grant[],
    options: CallOptions,
  ) => Promise<Observations>;
  /** What an earlier look of this process did not show (`Plan.gone`); a run of its own remembers nothing. */
  readonly goneBefore: ReadonlyMap<string, Instant>;
}

/** Whom an `apply` is for: the targets of one runner (null: those that name none), or one target alone. */
export interface Posting {
  readonly runner: string | null;
  readonly target: string | null;
}

/** The duty of a run that stands alone: a named runner starts and ends what is its own, and leaves the rest to whoever admits. */
export function dutyOf({ runner, target }: Posting): Duty {
  return {
    serves(id, { targets }) {
      if (target !== null && id !== target) return false;
      return (targets[id]?.runner ?? null) === runner || (target !== null && runner === null);
    },
    hears: runner === null,
    admits: runner === null,
    starts: true,
    observe: observeTargets,
    goneBefore: new Map(),
  };
}

/** One run for all that no runner is named for. */
export const fullDuty: Duty = dutyOf({ runner: null, target: null });

/** The same without targets that other engines see to, each for itself. */
export function without(duty: Duty, targets: ReadonlySet<string>): Duty {
  return targets.size === 0 ? duty : { ...duty, serves: (id, config) => !targets.has(id) && duty.serves(id, config) };
}

/** The same where another engine is at work, which admits and starts: what is due ends all the same, and orders count. */
export function besides(duty: Duty): Duty {
  return { ...duty, admits: false, starts: false };
}
