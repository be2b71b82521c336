import type { Catalog, Person, PersonKey } from "./catalog.ts";

/** A key with the person in whose entry it stands. */
export interface KeyHolder {
  readonly person: Person;
  readonly key: PersonKey;
}

const known = new WeakMap<Catalog, ReadonlyMap<string, KeyHolder>>();

/** Whose key that is, by its fingerprint or its text (`type base64`); null: no person's. */
export function keyHolder(name: string, catalog: Catalog): KeyHolder | null {
  const index = known.get(catalog) ?? indexOf(catalog);
  known.set(catalog, index);
  return index.get(name) ?? null;
}

function indexOf(catalog: Catalog): ReadonlyMap<string, KeyHolder> {
  const index = new Map<string, KeyHolder>();
  for (const person of Object.values(catalog.people)) {
    for (const key of person.keys) index.set(key.fingerprint, { person, key }).set(key.text, { person, key });
  }
  return index;
}
