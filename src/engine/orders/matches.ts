import type { Catalog } from "../../core/catalog/catalog.ts";
import type { Match } from "../../core/statement/statement.ts";

/** Whether a revocation is about that request or grant. */
export function matches(
  match: Match,
  about: { readonly id: string; readonly subject: string },
  catalog: Catalog,
): boolean {
  if ("request" in match) return match.request === about.id;
  if ("subject" in match) return match.subject === about.subject;
  if ("vendor" in match) return catalog.people[about.subject]?.vendor === match.vendor;
  return about.id.startsWith(`${match.resource}/`);
}

/** A match as one word: `subject:alice`. What is lifted is lifted for this scope. */
export function scopeOfMatch(match: Match): string {
  return Object.entries(match)
    .map(([key, value]: [string, string]) => `${key}:${value}`)
    .join();
}
