import type { EventType } from "./event.ts";

/** The largest sequence that a path can hold. */
const most = 999_999_999;

/**
 * Where an event's file is: folders by sequence, so that none below the first ever holds more than 100 entries,
 * because the width of folders is what appending costs.
 */
export function eventPath(seq: number, type: EventType): string {
  const digits = digitsOf(seq);
  return `${eventFolder(seq)}/${digits}-${type}.json`;
}

/** The folder that holds that event and up to 99 others. */
export function eventFolder(seq: number): string {
  const digits = digitsOf(seq);
  return `events/${digits.slice(0, 3)}/${digits.slice(3, 5)}/${digits.slice(5, 7)}`;
}

function digitsOf(seq: number): string {
  if (!Number.isInteger(seq) || seq < 1 || seq > most) throw new RangeError(`not a sequence: ${seq}`);
  return String(seq).padStart(9, "0");
}
