import { parseDate } from "./date.ts";
import { instant, type Instant } from "./instant.ts";

const form =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * The moment that an RFC 3339 text names, or null. Strict: upper-case letters, an offset, no `-00:00` (an offset
 * that nobody knows), no leap second, at most milliseconds, not before 1970.
 */
export function parseInstant(text: string): Instant | null {
  const match = form.exec(text);
  if (match === null) return null;
  const [
    ,
    date = "",
    hour = "",
    minute = "",
    second = "",
    fraction = "",
    sign,
    offsetHours = "0",
    offsetMinutes = "0",
  ] = match;
  const midnight = parseDate(date);
  const offset = Number(offsetHours) * 60 + Number(offsetMinutes);
  if (midnight === null || (sign === "-" && offset === 0)) return null;
  const minutes = Number(hour) * 60 + Number(minute) - (sign === "-" ? -offset : offset);
  const at = midnight + (minutes * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, "0"));
  return at < 0 ? null : instant(at);
}
