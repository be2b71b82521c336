import canonicalize from "canonicalize";
import type { Json } from "./value.ts";

/** The one form of a JSON value that is ever hashed, signed or stored: RFC 8785. */
export function canonical(value: Json): string {
  const text = (canonicalize as unknown as (value: Json) => string | undefined)(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}

/**
 * Whether a text is the canonical form of the value that it parses to. Asked of every event of a history, so what
 * the engine does by itself comes first: it writes the same text, but for the order of keys and for halves of
 * characters, which have no canonical form.
 */
export function isCanonical(text: string, value: Json): boolean {
  if (JSON.stringify(value) === text) return hasSortedKeys(value) && !text.includes("\\ud");
  // Keys that look like numbers are kept in an order of their own.
  try {
    return canonical(value) === text;
  } catch {
    return false;
  }
}

function hasSortedKeys(value: Json): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(hasSortedKeys);
  let before: string | null = null;
  for (const [key, inner] of Object.entries(value)) {
    if ((before !== null && key < before) || !hasSortedKeys(inner)) return false;
    before = key;
  }
  return true;
}
