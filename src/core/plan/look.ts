import type { TargetConfig, TargetTraits } from "../config/config.ts";
import type { Grant } from "../grant/grant.ts";
import { after, instant } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import { isOpen } from "./due.ts";
import type { Holding, Observation } from "./holding.ts";
import { asWritten } from "./terms.ts";
import type { Comparable } from "./terms.ts";

/** A complete look at one target that is what it should be. */
export interface Look {
  readonly target: string;
  readonly config: TargetConfig;
  readonly comparable: Comparable;
  /** Whether the target itself ends what is there, and so must show when. */
  readonly enforces: boolean;
  /** Each once: grants that share one may both name it. */
  readonly holdings: readonly Holding[];
  /** Grants on it that have not ended. */
  readonly open: ReadonlySet<string>;
  readonly now: Instant;
  /** The moment that ends are judged by: where the target's clock is fast, its own, but little ahead. */
  readonly endNow: Instant;
  /** Whether the target's clock is too far off to start anything. */
  readonly clockIsOff: boolean;
}

const tolerance = 60;
const mostAhead = 600;

/** What a look gave to plan by, or the code of why nothing is known. */
export function toLook(
  target: string,
  observation: Observation | undefined,
  about: {
    readonly config: TargetConfig | undefined;
    readonly traits: TargetTraits | undefined;
    readonly grants: readonly Grant[];
    readonly now: Instant;
  },
): Look | string {
  const { config, traits, grants, now } = about;
  if (observation === undefined || config === undefined) return "TARGET_UNSEEN";
  if (!observation.ok) return observation.code;
  if (observation.identity !== config.identity) return "TARGET_MISMATCH";
  const { clock, holdings } = observation;
  const clockIsOff = clock !== null && Math.abs(clock - now) > tolerance * 1000;
  const ahead = instant(Math.min(clock ?? now, after(now, mostAhead)));
  return {
    target,
    config,
    comparable: traits?.comparable ?? asWritten,
    enforces: traits !== undefined && traits.expiry !== "none",
    holdings: [...new Map(holdings.map((holding) => [holding.ref, holding])).values()],
    open: new Set(grants.filter(isOpen).map(({ id }) => id)),
    now,
    endNow: clockIsOff ? instant(Math.max(now, ahead)) : now,
    clockIsOff,
  };
}

/** Whether a grant was given on what answers there now. */
export function isAt({ config }: Look, { effect }: Grant): boolean {
  return effect.identity === config.identity;
}
