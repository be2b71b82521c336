import { digestPattern } from "../../core/json/digest.ts";
import type { Mark } from "../../ports/witness.ts";

const digest = new RegExp(digestPattern);

/** A mark that somebody wrote down, or null where that is none. */
export function toMark(value: unknown): Mark | null {
  if (typeof value !== "object" || value === null) return null;
  const { seq, digest: text } = value as { readonly [key: string]: unknown };
  if (typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 1) return null;
  return typeof text === "string" && digest.test(text) ? { seq, digest: text as Mark["digest"] } : null;
}

/** What came of leaving a mark where another one is the newest already; null: it is news. */
export function beside(mark: Mark, newest: Mark | null): "left" | "older" | "forked" | null {
  if (newest === null || mark.seq > newest.seq) return null;
  if (mark.seq < newest.seq) return "older";
  return mark.digest === newest.digest ? "left" : "forked";
}
