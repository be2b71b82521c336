import ICAL from "ical.js";
import type { Instant } from "../core/time/instant.ts";
import type { EvidenceSource } from "../ports/evidence.ts";
import { fetchText, unknown } from "./fetch-text.ts";

/** A series is looked through this far; one that repeats more often is none that people keep. */
const mostTimes = 10_000;

/** Who attends what a calendar (RFC 5545) says is now: a rota kept as events, one for each duty. */
export function calendar(id: string, url: URL): EvidenceSource {
  return {
    async look({ at }, options) {
      const text = await fetchText(id, url, { accept: "text/calendar" }, options);
      if (text === null) throw unknown(id, "there is no such calendar");
      try {
        return { onCall: attendees(text, at), ticket: null };
      } catch {
        throw unknown(id, "its answer is no calendar");
      }
    },
  };
}

function attendees(text: string, at: Instant): string[] {
  const root = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = root.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
  const series = new Map(events.filter((event) => !event.isRecurrenceException()).map((event) => [event.uid, event]));
  for (const event of events) if (event.isRecurrenceException()) series.get(event.uid)?.relateException(event);
  const found = [...series.values()].flatMap((event) => runningAt(event, at));
  return [...new Set(found.flatMap((event) => event.attendees.map((each) => mailOf(each))))].filter(Boolean).sort();
}

/** The event, or the one time of a series, that runs at that moment; one that was called off does not. */
function runningAt(event: ICAL.Event, at: Instant): ICAL.Event[] {
  const runs = (item: ICAL.Event, start: ICAL.Time, end: ICAL.Time): ICAL.Event[] => {
    const isOff = String(item.component.getFirstPropertyValue("status")).toUpperCase() === "CANCELLED";
    const isNow = start.toUnixTime() * 1000 <= at && at < end.toUnixTime() * 1000;
    return isNow && !isOff ? [item] : [];
  };
  if (!event.isRecurring()) return runs(event, event.startDate, event.endDate);
  const found: ICAL.Event[] = [];
  const times = event.iterator();
  for (let count = 0; count < mostTimes; count += 1) {
    const next = times.next() as ICAL.Time | undefined;
    if (next === undefined || next.toUnixTime() * 1000 > at) return found;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next) as Occurrence;
    found.push(...runs(item, startDate, endDate));
  }
  throw new RangeError("it repeats too often");
}

interface Occurrence {
  readonly item: ICAL.Event;
  readonly startDate: ICAL.Time;
  readonly endDate: ICAL.Time;
}

function mailOf(attendee: ICAL.Property): string {
  const [, address = ""] = /^mailto:(.+@.+)$/i.exec(String(attendee.getFirstValue())) ?? [];
  return address.toLowerCase();
}
