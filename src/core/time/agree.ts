import { instant, type Instant } from "./instant.ts";

/** Clocks this far apart still tell the same time: milliseconds. */
const tolerance = 60_000;
/** A clock further ahead than a day, for time zones with an hour more, is broken, not wrong: milliseconds. */
const mostAhead = 25 * 3_600_000;

/** A clock beside the engine's own, and whose it is. */
export interface OtherClock {
  readonly of: string;
  readonly at: Instant;
}

/** What an engine's clock is good for, beside the others that answered. */
export interface Agreement {
  /** The clock that tells another time, and how far apart they are, in whole seconds; null: none does. */
  readonly apart: { readonly of: string; readonly seconds: number } | null;
  /** The history ends later than the clock, and nobody vouches for the clock. */
  readonly behind: boolean;
  /** So much to add to the clock for ends: they go by the latest clock that can be right. Milliseconds, never negative. */
  readonly forEnds: number;
  /** So much to add for what is recorded, which is dated by the earliest clock. Milliseconds, never positive. */
  readonly forRecords: number;
}

/**
 * Compares the engine's clock with those that answered. recorded: the time of the history's last event, which a clock
 * that was ahead may have written; it counts only where no other clock answers.
 */
export function agree(own: Instant, others: readonly OtherClock[], recorded: Instant): Agreement {
  const off = others.map(({ of, at }) => ({ of, by: at - own })).filter(({ by }) => Math.abs(by) > tolerance);
  const worst = off.toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))[0];
  const latest = instant(Math.max(own, recorded) + mostAhead);
  const behind = others.length === 0 && recorded - own > tolerance;
  const ahead = [
    ...off.filter(({ by }) => own + by <= latest).map(({ by }) => by),
    ...(behind && recorded - own <= mostAhead ? [recorded - own] : []),
  ];
  return {
    apart: worst === undefined ? null : { of: worst.of, seconds: Math.round(Math.abs(worst.by) / 1000) },
    behind,
    forEnds: Math.max(0, ...ahead),
    forRecords: Math.min(0, ...off.map(({ by }) => by)),
  };
}
