import { emptyRecord } from "../json/record.ts";
import type { Catalog } from "./catalog.ts";

/** A catalog as one text, from which `fromCatalogText` makes the same one again. */
export function toCatalogText(catalog: Catalog): string {
  return JSON.stringify(catalog);
}

/** The catalog of a text that `toCatalogText` wrote. What is found in it by a name is what was put there by that name. */
export function fromCatalogText(text: string): Catalog {
  const { people, teams, vendors, workloads, resources, org, own } = JSON.parse(text) as Catalog;
  return {
    people: mapped(people, (person) => ({ ...person, accounts: bare(person.accounts) })),
    teams: bare(teams),
    vendors: bare(vendors),
    workloads: mapped(workloads, (workload) => ({ ...workload, accounts: bare(workload.accounts) })),
    resources: mapped(resources, (resource) => ({ ...resource, roles: bare(resource.roles) })),
    org,
    own: bare(own),
  };
}

type Entries<Entry> = Readonly<Record<string, Entry>>;

function bare<Entry>(entries: Entries<Entry>): Entries<Entry> {
  return mapped(entries, (entry) => entry);
}

/** The entries with no prototype that could answer for a name. */
function mapped<Entry>(entries: Entries<Entry>, turn: (entry: Entry) => Entry): Entries<Entry> {
  const all = emptyRecord<Entry>();
  for (const name of Object.keys(entries)) all[name] = turn(entries[name] as Entry);
  return all;
}
