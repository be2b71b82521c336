import { emptyRecord } from "../json/record.ts";
import type { Json } from "../json/value.ts";
import type { Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import type { Attributes, Catalog, Person, Resource, Role, Team, Vendor, Workload } from "./catalog.ts";
import { Normaliser } from "./normaliser.ts";
import type { PeopleFile } from "./people-schema.ts";
import type { Source, Sources } from "./read-files.ts";
import { toOrg } from "./to-org.ts";
import { toRef } from "./ref.ts";
import type { ResourcesFile } from "./resources-schema.ts";
import type { TeamsFile } from "./teams-schema.ts";
import type { VendorsFile } from "./vendors-schema.ts";
import type { WorkloadsFile } from "./workloads-schema.ts";

const day = 86_400;

/** The catalog that the files write: durations in seconds, days as their last second, defaults in place. */
export function toCatalog(sources: Sources): Result<Catalog> {
  const problems: Problem[] = [];
  const org = toOrg(sources.org, problems);
  const resources = emptyRecord<Resource>();
  for (const [namespace, source] of sources.resources) {
    Object.assign(resources, entriesOf(source, problems, toResource(namespace, org.timezone)));
  }
  const catalog: Catalog = {
    people: entriesOf(sources.people, problems, toPerson(org.timezone)),
    teams: entriesOf(sources.teams, problems, toTeam),
    vendors: entriesOf(sources.vendors, problems, toVendor(org.timezone)),
    workloads: entriesOf(sources.workloads, problems, toWorkload(org.timezone)),
    resources,
    org,
    own: sources.own,
  };
  return problems.length > 0 ? fail(problems) : succeed(catalog);
}

type Turn<Written, Entry> = (id: string, written: Written, as: Normaliser) => Entry;

/** Every entry of one file, by the id that the entry has then. */
function entriesOf<Written, Entry extends { readonly id: string }>(
  { file, document }: Source<{ readonly [id: string]: Written }>,
  problems: Problem[],
  turn: Turn<Written, Entry>,
): { readonly [id: string]: Entry } {
  const as = new Normaliser(document);
  const entries = emptyRecord<Entry>();
  for (const [name, written] of Object.entries(file)) {
    const entry = turn(name, written, as);
    entries[entry.id] = entry;
  }
  problems.push(...as.problems);
  return entries;
}

function toPerson(orgTimezone: string): Turn<PeopleFile[string], Person> {
  return (id, written, as) => ({
    id,
    github: written.github ?? null,
    email: written.email ?? null,
    timezone: as.timezone(written.timezone, orgTimezone, `/${id}/timezone`),
    manager: written.manager ?? null,
    vendor: written.vendor ?? null,
    suspended: written.suspended ?? false,
    verifiedUntil:
      written.verified_until === undefined
        ? null
        : as.lastSecond(written.verified_until, orgTimezone, `/${id}/verified_until`),
    keys: as.keys(written.keys, `/${id}/keys`),
    accounts: Object.assign(emptyRecord<string>(), written.accounts),
    attributes: (written.attributes ?? {}) as Attributes,
  });
}

function toTeam(id: string, written: TeamsFile[string]): Team {
  const { members, github, attributes } = written;
  return { id, members, github: github ?? null, attributes: (attributes ?? {}) as Attributes };
}

function toVendor(orgTimezone: string): Turn<VendorsFile[string], Vendor> {
  return (id, written, as) => {
    const { contract_end, review_by, dpa = null, country = null, data = [], segment = [], addresses = [] } = written;
    const { name, tier, owner, attributes = {} } = written;
    return {
      id,
      name,
      tier,
      owner,
      contractEnd: as.lastSecond(contract_end, orgTimezone, `/${id}/contract_end`),
      reviewBy: review_by === undefined ? null : as.lastSecond(review_by, orgTimezone, `/${id}/review_by`),
      dpa,
      country,
      data,
      segment,
      addresses,
      attributes: attributes as Attributes,
    };
  };
}

function toWorkload(orgTimezone: string): Turn<WorkloadsFile[string], Workload> {
  return (id, written, as) => ({
    id,
    repository: written.repository,
    repositoryId: written.id,
    environment: written.environment ?? null,
    owner: toRef(written.owner),
    timezone: as.timezone(written.timezone, orgTimezone, `/${id}/timezone`),
    keys: as.keys(written.keys, `/${id}/keys`),
    accounts: Object.assign(emptyRecord<string>(), written.accounts),
    attributes: (written.attributes ?? {}) as Attributes,
  });
}

function toResource(namespace: string, orgTimezone: string): Turn<ResourcesFile[string], Resource> {
  return (name, { timezone, owners, roles, data = [], attributes = {}, ...rest }, as) => {
    const known = emptyRecord<Role>();
    for (const [role, written] of Object.entries(roles))
      known[role] = toRole(role, written, as, `/${name}/roles/${role}`);
    return {
      id: `${namespace}/${name}`,
      ...rest,
      timezone: as.timezone(timezone, orgTimezone, `/${name}/timezone`),
      owners: owners.map(toRef),
      roles: known,
      data,
      attributes: attributes as Attributes,
    };
  };
}

function toRole(name: string, written: ResourcesFile[string]["roles"][string], as: Normaliser, pointer: string): Role {
  const max = as.seconds(written.max, `${pointer}/max`);
  return {
    name,
    rights: written.rights as Json,
    max,
    maxChain: written.max_chain === undefined ? max : as.seconds(written.max_chain, `${pointer}/max_chain`),
    eligible: written.eligible.map(toRef),
    openFor: as.seconds(written.open_for ?? "2d", `${pointer}/open_for`, 31 * day),
    restore: written.restore ?? false,
    attributes: (written.attributes ?? {}) as Attributes,
  };
}
