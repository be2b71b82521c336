import { instant } from "./instant.ts";
import type { Instant } from "./instant.ts";

/** A moment as the ledger writes it, and the only way it does: RFC 3339, UTC, milliseconds. */
export type Timestamp = string;

/** The pattern that every timestamp of the ledger matches: texts compare as the moments do. */
export const timestampPattern = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$";

const form = new RegExp(timestampPattern);

/** The timestamp of a moment. */
export function toTimestamp(at: Instant): Timestamp {
  return new Date(at).toISOString();
}

/** The moment of a timestamp. Throws where the text is none: readers have checked it. */
export function fromTimestamp(text: Timestamp): Instant {
  if (text === last.text) return last.at;
  if (!form.test(text)) throw new RangeError(`not a timestamp: ${text}`);
  last = { text, at: instant(Date.parse(text)) };
  return last.at;
}

/** An event's moment is asked for at each step of taking it up. */
let last: { readonly text: Timestamp; readonly at: Instant } = { text: "", at: instant(0) };
