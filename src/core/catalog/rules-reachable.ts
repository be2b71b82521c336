import type { Catalog } from "./catalog.ts";
import { members } from "./members.ts";

/**
 * Whether somebody could accept the next change of the rules: enough owners of them can sign. Who is suspended,
 * has no key, or works for a vendor cannot.
 */
export function rulesReachable(catalog: Catalog): boolean {
  const { from, count } = catalog.org.rules;
  const owners = new Set(from.flatMap((ref) => [...members(ref, catalog)]));
  const able = [...owners].filter((id) => {
    const person = catalog.people[id];
    return person !== undefined && !person.suspended && person.vendor === null && person.keys.length > 0;
  });
  return able.length >= count;
}
