import { isCanonical } from "../json/canonical.ts";
import { member } from "../json/member.ts";
import { textIn } from "../json/text-in.ts";
import type { Json } from "../json/value.ts";
import { eventFault } from "./event-schema.ts";
import type { Event } from "./event.ts";

/** An event's file, read: the event, or what is wrong with it. */
export type EventRead = { readonly ok: true; readonly event: Event } | { readonly ok: false; readonly what: string };

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads an event's file: canonical JSON and one line feed, byte for byte as an engine writes it, body included. */
export function parseEvent(bytes: Uint8Array): EventRead {
  const text = decode(bytes);
  if (text === null) return { ok: false, what: "it is not UTF-8" };
  const value = parse(text);
  if (value === undefined) return { ok: false, what: "it is not JSON" };
  const what = eventFault(value);
  if (what !== null) return { ok: false, what: `${what}${writtenBy(value)}` };
  if (!text.endsWith("\n") || !isCanonical(bytes.subarray(0, -1), value as Json))
    return { ok: false, what: "it is not canonical" };
  return { ok: true, event: value as Event };
}

/** The event of a file, or null where it is none. */
export function readEvent(bytes: Uint8Array): Event | null {
  const read = parseEvent(bytes);
  return read.ok ? read.event : null;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** A newer version may write what this one does not know: which it was is worth knowing. */
function writtenBy(value: unknown): string {
  const version = textIn(member(value, "by"), "version");
  return version === null ? "" : `; it names Brevet ${version} as its writer`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
