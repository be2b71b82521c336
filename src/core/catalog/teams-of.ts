import type { Catalog } from "./catalog.ts";

/** Read again and again for one catalog, which never changes. */
const indexes = new WeakMap<Catalog, ReadonlyMap<string, readonly string[]>>();

/** The teams that somebody is in, in order. */
export function teamsOf(person: string, catalog: Catalog): readonly string[] {
  const index = indexes.get(catalog) ?? toIndex(catalog);
  indexes.set(catalog, index);
  return index.get(person) ?? [];
}

function toIndex(catalog: Catalog): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const id of Object.keys(catalog.teams).sort())
    for (const member of catalog.teams[id]?.members ?? []) {
      const teams = index.get(member);
      if (teams === undefined) index.set(member, [id]);
      else if (!teams.includes(id)) teams.push(id);
    }
  return index;
}
