import { brevetError } from "../../core/problem/brevet-error.ts";
import type { Instant } from "../../core/time/instant.ts";
import { parseInstant } from "../../core/time/parse-instant.ts";

/** The moment that an option names. */
export function instantOption(value: string): Instant {
  const at = parseInstant(value);
  if (at === null) {
    throw brevetError("ARGUMENT_INVALID", {
      what: "moment",
      value,
      form: "2026-11-23T09:00:00+01:00 or 2026-11-23T08:00:00Z",
    });
  }
  return at;
}
