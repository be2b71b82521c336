import { digestJson } from "../../core/json/digest.ts";
import type { Json } from "../../core/json/value.ts";

/**
 * A certificate's serial number, from everything that the certificate says: asking again names the same one, so a
 * start that is tried twice gives one holding. 126 bits, always 32 digits, upper case as OpenSSL and nginx show it.
 */
export function toSerial(says: Json): string {
  const bytes = Buffer.from(digestJson(says).slice("sha256-".length), "base64url").subarray(0, 16);
  // Positive and without a leading zero byte, so that every tool prints the same digits.
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString("hex").toUpperCase();
}

/** The serials that a holding's `ref` names, newest first: an adjusted one also bears those it replaced. */
export function serialsOf(ref: string): readonly string[] {
  return ref.split("+").filter((serial) => /^[4-7][0-9A-F]{31}$/.test(serial));
}

/** The `ref` of a holding that bears these serials. */
export function toRef(serials: readonly string[]): string {
  return [...new Set(serials)].join("+");
}
