import type { Catalog } from "./catalog.ts";
import { members } from "./members.ts";

/** Whether somebody could accept the next change of the rules: enough owners of them can sign. */
export function rulesReachable(catalog: Catalog): boolean {
  return acceptors(catalog).length >= catalog.org.rules.count;
}

/** The owners of the rules who can sign, in order. Who is suspended, has no key, or works for a vendor cannot. */
export function acceptors(catalog: Catalog): readonly string[] {
  const owners = new Set(catalog.org.rules.from.flatMap((ref) => [...members(ref, catalog)]));
  return [...owners]
    .filter((id) => {
      const person = catalog.people[id];
      return person !== undefined && !person.suspended && person.vendor === null && person.keys.length > 0;
    })
    .sort();
}
