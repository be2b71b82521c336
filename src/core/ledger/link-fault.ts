import { fromTimestamp, toTimestamp } from "../time/timestamp.ts";
import type { Event } from "./event.ts";
import { noEvent } from "./seal.ts";
import type { Link } from "./seal.ts";

/** How an event does not continue the one before it. */
export type LinkFault =
  | { readonly kind: "place"; readonly what: string }
  | { readonly kind: "chain"; readonly expected: string }
  | { readonly kind: "time"; readonly before: string };

/** What is wrong between an event and the end of the chain it stands on (null: it is the first), or null. */
export function linkFault(after: Link | null, event: Event): LinkFault | null {
  const seq = (after?.seq ?? 0) + 1;
  if (event.seq !== seq) return { kind: "place", what: `its sequence is ${event.seq} where ${seq} follows` };
  if ((after === null) !== (event.type === "genesis"))
    return { kind: "place", what: "a history begins with genesis and has no other" };
  const expected = after?.digest ?? noEvent;
  if (event.prev !== expected) return { kind: "chain", expected };
  const isEarlier = after !== null && fromTimestamp(event.at) < after.at;
  return isEarlier ? { kind: "time", before: toTimestamp(after.at) } : null;
}
