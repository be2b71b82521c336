import type { EventType } from "./event.ts";
import { bodyFault } from "./event-body.ts";
import { validator } from "../json/validator.ts";

/** What every event has around its body. */
export const eventSchema = {
  $id: "urn:brevet:event",
  title: "Event",
  type: "object",
  additionalProperties: false,
  required: ["v", "seq", "prev", "at", "type", "grant", "main", "by", "body"],
  properties: {
    v: { const: 1 },
    seq: { type: "integer", minimum: 1, maximum: 999999999 },
    prev: { type: "string", pattern: "^sha256-[A-Za-z0-9_-]{43}$" },
    at: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$" },
    type: {
      enum: [
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
      ],
    },
    grant: {
      anyOf: [
        { type: "string", pattern: "^[a-z0-9-]+/[a-z0-9-]+/[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9-]+$" },
        { type: "null" },
      ],
    },
    main: { anyOf: [{ type: "string", pattern: "^(?:[0-9a-f]{40}|[0-9a-f]{64})$" }, { type: "null" }] },
    by: {
      type: "object",
      additionalProperties: false,
      required: ["kind", "version", "run"],
      properties: {
        kind: { const: "engine" },
        version: { type: "string" },
        run: { type: ["string", "null"] },
      },
    },
    body: { type: "object" },
  },
} as const;

const frameFault = validator(eventSchema);

/** What is wrong with a value as an event, frame and body, or null. */
export function eventFault(value: unknown): string | null {
  const fault = frameFault(value);
  if (fault !== null) return fault;
  const { type, at, body } = value as { readonly type: EventType; readonly at: string; readonly body: unknown };
  if (Number.isNaN(Date.parse(at))) return "/at is no moment";
  const inBody = bodyFault(type, body);
  if (inBody === null) return null;
  return inBody.startsWith("/") ? `/body${inBody}` : `/body ${inBody}`;
}
