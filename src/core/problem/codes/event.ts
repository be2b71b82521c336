import type { Words } from "../words.ts";

/** Codes of writing and folding events: each is a broken promise of the engine, not of a person. */
export const eventCodes = {
  EVENT_MALFORMED: (p: { type: string; what: string }): Words => ({
    summary: `An event of type ${p.type} cannot be written: ${p.what}.`,
    next: "Nothing was recorded. This is a fault of Brevet: report it with this message.",
  }),
  EVENT_OUT_OF_PLACE: (p: { seq: number; what: string }): Words => ({
    summary: `Event ${p.seq} does not follow what it was given: ${p.what}.`,
    next: "Run brevet audit verify; the history must be read from its beginning, in order.",
  }),
} as const;
