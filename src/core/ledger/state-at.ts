import { toTimestamp } from "../time/timestamp.ts";
import type { Instant } from "../time/instant.ts";
import type { Event } from "./event.ts";
import { foldAll } from "./fold.ts";
import type { Folded } from "./fold.ts";
import type { State } from "./state.ts";

/** What was known at a moment, from the whole history, oldest first: null where nothing had begun. */
export function stateAt(events: Iterable<Event>, at: Instant): State | null {
  return foldAll(null, until(events, toTimestamp(at)));
}

function* until(events: Iterable<Event>, at: string): Iterable<Folded> {
  for (const event of events) {
    if (event.at > at) return;
    yield { event };
  }
}
