import { performance } from "node:perf_hooks";
import { instant } from "../core/time/instant.ts";
import type { Clock } from "../ports/clock.ts";

/** A machine's clock, as it reads and as it passes: both in milliseconds. */
export interface Hands {
  readonly wall: () => number;
  /** Goes on whatever the wall clock is set to. */
  readonly passed: () => number;
}

/** Set back by less, a clock was only adjusted: milliseconds. */
const tolerance = 60_000;

/**
 * A clock that never goes back: where the machine's is set back, what passes since is counted on, so that no end waits
 * for a time that was there already.
 */
export function steadyClock({ wall, passed }: Hands): Clock {
  let last = wall();
  let at = passed();
  let read = last;
  const now = (): number => {
    const since = passed();
    read = wall();
    last = Math.max(read, Math.floor(last + since - at));
    at = since;
    return last;
  };
  return {
    now: () => instant(now()),
    steppedBackMs() {
      const ahead = now() - read;
      return ahead > tolerance ? ahead : 0;
    },
    passedMs: passed,
  };
}

/** The machine's clock. */
export const systemClock: Clock = steadyClock({ wall: () => Date.now(), passed: () => performance.now() });
