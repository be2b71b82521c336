import type { Catalog, Ref } from "./catalog.ts";

const known = new WeakMap<Catalog, Map<Ref, ReadonlySet<string>>>();

/** The people that a reference means: one person, a team's members, a vendor's people. A workload is nobody. */
export function members(ref: Ref, catalog: Catalog): ReadonlySet<string> {
  const sets = known.get(catalog) ?? new Map<Ref, ReadonlySet<string>>();
  known.set(catalog, sets);
  const before = sets.get(ref);
  if (before !== undefined) return before;
  const set = new Set(find(ref, catalog) ?? []);
  sets.set(ref, set);
  return set;
}

/** Whether the catalog knows what a reference names. */
export function isKnown(ref: Ref, catalog: Catalog): boolean {
  return find(ref, catalog) !== null;
}

function find(ref: Ref, catalog: Catalog): readonly string[] | null {
  const [, kind = "person", id = ""] = /^(?:([a-z]+):)?(.*)$/.exec(ref) ?? [];
  if (kind === "person") return Object.hasOwn(catalog.people, id) ? [id] : null;
  if (kind === "team") return Object.hasOwn(catalog.teams, id) ? (catalog.teams[id]?.members ?? null) : null;
  if (kind === "vendor") return Object.hasOwn(catalog.vendors, id) ? peopleOf(id, catalog) : null;
  return kind === "workload" && Object.hasOwn(catalog.workloads, id) ? [] : null;
}

function peopleOf(vendor: string, catalog: Catalog): string[] {
  return Object.values(catalog.people)
    .filter((person) => person.vendor === vendor)
    .map((person) => person.id);
}
