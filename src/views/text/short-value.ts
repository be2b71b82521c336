import type { Json } from "../../core/json/value.ts";

const longest = 100;

/** A value on one line, cut where it would fill the screen. */
export function shortValue(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
