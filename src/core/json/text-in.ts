import { member } from "./member.ts";

/** The text of that name in a value that nobody vouches for; null where there is none, or something else. */
export function textIn(value: unknown, name: string): string | null {
  const text = member(value, name);
  return typeof text === "string" ? text : null;
}
