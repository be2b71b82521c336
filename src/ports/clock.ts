import type { Instant } from "../core/time/instant.ts";

/** The one source of "now". Within one process it never goes back. */
export interface Clock {
  now(): Instant;
  /** How far the machine's clock was set back while this process ran, and `now` went on: milliseconds. */
  steppedBackMs?(): number;
  /** What goes on whatever the machine's clock is set to: milliseconds since some moment or other. */
  passedMs?(): number;
}
