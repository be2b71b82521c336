import { Temporal } from "temporal-polyfill";
import type { CalendarDate } from "./date.ts";
import { instant, type Instant } from "./instant.ts";

/** An instant as the clocks of a place show it. */
export interface LocalTime {
  readonly date: CalendarDate;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes since the clocks showed midnight. */
  readonly minute: number;
}

/** IANA names only: an offset is no place, and knows no summer time. */
const nameForm = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** One clock reading is asked for again and again, in few zones. */
const latest = new Map<string, { readonly at: Instant; readonly local: LocalTime }>();

const known = new Map<string, boolean>();

/** Tells whether there is a time zone of that name. */
export function isTimeZone(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const is = nameForm.test(name) && canBeUsed(name);
  if (known.size < 1_000) known.set(name, is);
  return is;
}

/** Names of time zones, for suggestions. */
export function timeZones(): readonly string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone")];
}

/** What the clocks of that zone show. */
export function localTime(at: Instant, zone: string): LocalTime {
  const before = latest.get(zone);
  if (before?.at === at) return before.local;
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const local = {
    date: there.toPlainDate().toString(),
    weekday: there.dayOfWeek % 7,
    minute: there.hour * 60 + there.minute,
  };
  if (latest.size >= 1_000) latest.clear();
  latest.set(zone, { at, local });
  return local;
}

/** The first moment of a day in that zone: midnight, or where clocks skip it, what follows. */
export function startOfDay(date: CalendarDate, zone: string): Instant {
  return dayIn(date, zone).start;
}

/** The first moment after a day in that zone. */
export function endOfDay(date: CalendarDate, zone: string): Instant {
  return dayIn(date, zone).end;
}

/** Requests of one day are asked about the same days again and again. */
const days = new Map<string, { readonly start: Instant; readonly end: Instant }>();

function dayIn(date: CalendarDate, zone: string): { readonly start: Instant; readonly end: Instant } {
  const key = `${date} ${zone}`;
  const before = days.get(key);
  if (before !== undefined) return before;
  const day = Temporal.PlainDate.from(date);
  const start = instant(day.toZonedDateTime(zone).epochMilliseconds);
  const end = instant(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
  if (days.size >= 1_000) days.clear();
  days.set(key, { start, end });
  return { start, end };
}

function canBeUsed(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
