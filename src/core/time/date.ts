import { instant, type Instant } from "./instant.ts";

/** A day of the calendar, `YYYY-MM-DD`, in no time zone. */
export type CalendarDate = string;

const form = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Midnight UTC of a `YYYY-MM-DD` that exists, from 1970 on; else null. */
export function parseDate(text: CalendarDate): Instant | null {
  const match = form.exec(text);
  if (match === null) return null;
  const at = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  if (at < 0 || new Date(at).toISOString().slice(0, 10) !== text) return null;
  return instant(at);
}
