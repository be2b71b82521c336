import type { Catalog, Ref } from "../catalog/catalog.ts";
import { members } from "../catalog/members.ts";

/**
 * Everybody who could fill a seat that is asked of these: people who are there, none suspended, no workload, and a
 * vendor's person only where that person or that vendor is named. In order.
 */
export function candidatesOf(from: readonly Ref[], catalog: Catalog): string[] {
  return [
    ...new Set(from.flatMap((ref) => [...members(ref, catalog)].filter((id) => mayFill(id, ref, catalog)))),
  ].sort();
}

function mayFill(id: string, ref: Ref, catalog: Catalog): boolean {
  const person = Object.hasOwn(catalog.people, id) ? catalog.people[id] : undefined;
  if (person === undefined || person.suspended) return false;
  return person.vendor === null || !ref.startsWith("team:");
}
