import type { Digest } from "../json/digest.ts";
import type { Json } from "../json/value.ts";

export const eventTypes = [
  "genesis",
  "rules_accepted",
  "rules_refused",
  "admitted",
  "refused",
  "deferred",
  "declined",
  "starting",
  "activated",
  "adjusted",
  "start_failed",
  "ended",
  "end_failed",
  "revoke_ordered",
  "lifted",
  "drift",
  "objected",
  "frozen",
  "thawed",
  "reviewed",
  "recovered",
  "rolled_over",
  "notified",
  "withdrawn",
] as const;
export type EventType = (typeof eventTypes)[number];

/** One step of the history. The chain is `prev`: the digest of the event before, canonical. */
export interface Event {
  readonly v: 1;
  readonly seq: number;
  readonly prev: Digest;
  /** RFC 3339, UTC, milliseconds; never behind its predecessor's. */
  readonly at: string;
  readonly type: EventType;
  readonly grant: string | null;
  /** The first-parent commit of main it comes from; the cursor is the newest one named. */
  readonly main: string | null;
  readonly by: { readonly kind: "engine"; readonly version: string; readonly run: string | null };
  readonly body: { readonly [key: string]: Json };
}

/** An event not yet in the chain: what happened, without its place. */
export type Draft = Omit<Event, "v" | "seq" | "prev">;
