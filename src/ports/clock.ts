import type { Instant } from "../core/time/instant.ts";

/** The one source of "now". */
export interface Clock {
  now(): Instant;
}
