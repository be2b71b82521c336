import canonicalize from "canonicalize";
import type { Json } from "./value.ts";

/** The one form of a JSON value that is ever hashed, signed or stored: RFC 8785. */
export function canonical(value: Json): string {
  const text = (canonicalize as unknown as (value: Json) => string | undefined)(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}
