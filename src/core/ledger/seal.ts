import { canonical } from "../json/canonical.ts";
import { digestBytes } from "../json/digest.ts";
import type { Digest } from "../json/digest.ts";
import type { Json } from "../json/value.ts";
import { brevetError } from "../problem/brevet-error.ts";
import type { Instant } from "../time/instant.ts";
import { toTimestamp } from "../time/timestamp.ts";
import { eventFault } from "./event-schema.ts";
import type { Draft, Event } from "./event.ts";

/** The end of the chain that an event continues: a state, or a sealed event's place. */
export interface Link {
  readonly seq: number;
  readonly digest: Digest;
  readonly at: Instant;
}

/** An event in its place, with its canonical text and that text's digest: what is stored and what is chained. */
export interface Sealed {
  readonly event: Event;
  readonly text: string;
  readonly digest: Digest;
}

/** What the first event continues: nothing. */
export const noEvent: Digest = `sha256-${"A".repeat(43)}`;

/**
 * Gives a draft its place in the chain. Its time never runs behind its predecessor's. Throws where it would not be
 * an event that can be read again.
 */
export function seal(after: Link | null, draft: Draft): Sealed {
  const before = after === null ? "" : toTimestamp(after.at);
  const event: Event = {
    ...draft,
    v: 1,
    seq: (after?.seq ?? 0) + 1,
    prev: after?.digest ?? noEvent,
    at: draft.at < before ? before : draft.at,
  };
  const what = eventFault(event);
  if (what !== null) throw brevetError("EVENT_MALFORMED", { type: draft.type, what });
  const text = canonicalEvent(event);
  return { event, text, digest: digestBytes(text) };
}

/** The canonical text of an event: what its digest is over. */
export function canonicalEvent(event: Event): string {
  return canonical(event as unknown as Json);
}
