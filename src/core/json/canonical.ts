import canonicalize from "canonicalize";
import { isPlainlyCanonical } from "./plainly-canonical.ts";
import type { Json } from "./value.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The one form of a JSON value that is ever hashed, signed or stored: RFC 8785. */
export function canonical(value: Json): string {
  const text = (canonicalize as unknown as (value: Json) => string | undefined)(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}

/** Whether bytes are the canonical form of the value that they parse to, in UTF-8. */
export function isCanonical(bytes: Uint8Array, value: Json): boolean {
  if (isPlainlyCanonical(bytes)) return true;
  try {
    return canonical(value) === utf8.decode(bytes);
  } catch {
    return false; // halves of characters have no canonical form
  }
}
