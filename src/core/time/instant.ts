/** A moment: milliseconds since 1970-01-01T00:00:00Z, whole. */
export type Instant = number & { readonly __brand: "Instant" };

/** A length of time in whole seconds. */
export type Seconds = number;

/** The moment that many milliseconds after the epoch. */
export function instant(epochMs: number): Instant {
  if (!Number.isSafeInteger(epochMs)) throw new RangeError(`not an instant: ${epochMs}`);
  return epochMs as Instant;
}

/** The moment that many seconds later (earlier when negative). */
export function after(at: Instant, seconds: Seconds): Instant {
  return instant(at + seconds * 1000);
}

/** Whole seconds since the epoch, rounded down: how policies and digests carry time. */
export function epochSeconds(at: Instant): number {
  return Math.floor(at / 1000);
}
