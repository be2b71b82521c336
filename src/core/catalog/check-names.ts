import type { Config } from "../config/config.ts";
import { nearest } from "../problem/nearest.ts";
import { problem, type Problem } from "../problem/problem.ts";
import type { YamlDocument } from "../yaml/read-yaml.ts";
import type { Catalog, Ref } from "./catalog.ts";
import type { OrgFile } from "./org-schema.ts";
import type { Sources } from "./read-files.ts";
import { splitRef, toRef } from "./ref.ts";

/** Every name that stands for another entry, a target or an entitlement, and stands for none. */
export function checkNames(catalog: Catalog, sources: Sources, config: Config): readonly Problem[] {
  const problems: Problem[] = [];
  const known = {
    person: catalog.people,
    team: catalog.teams,
    vendor: catalog.vendors,
    workload: catalog.workloads,
    target: config.targets,
    entitlement: entitlementsOf(catalog),
    resource: { ...catalog.resources, ...namespacesOf(catalog) },
  };
  const look = (
    what: keyof typeof known,
    name: string,
    document: YamlDocument,
    pointer: string,
    part?: "key",
  ): void => {
    if (Object.hasOwn(known[what], name)) return;
    const near = nearest(name, Object.keys(known[what]));
    problems.push(problem("NAME_UNKNOWN", { what, name, nearest: near }, document.placeOf(pointer, part)));
  };
  const lookAll = (refs: readonly Ref[], document: YamlDocument, pointer: string): void => {
    for (const [index, ref] of refs.entries()) {
      const { kind, id } = splitRef(ref);
      look(kind, id, document, `${pointer}/${index}`);
    }
  };
  const lookResources = (names: readonly string[], document: YamlDocument, pointer: string): void => {
    for (const [index, name] of names.entries()) look("resource", name, document, `${pointer}/${index}`);
  };
  const accounts = (entry: { readonly id: string; readonly accounts: object }, document: YamlDocument): void => {
    for (const target of Object.keys(entry.accounts)) {
      look("target", target, document, `/${entry.id}/accounts/${target}`, "key");
    }
  };

  for (const person of Object.values(catalog.people)) {
    const { document } = sources.people;
    if (person.manager !== null) look("person", person.manager, document, `/${person.id}/manager`);
    if (person.vendor !== null) look("vendor", person.vendor, document, `/${person.id}/vendor`);
    accounts(person, document);
  }
  for (const team of Object.values(catalog.teams)) {
    lookAll(
      team.members.map((id) => `person:${id}`),
      sources.teams.document,
      `/${team.id}/members`,
    );
  }
  for (const { id, owner, segment } of Object.values(catalog.vendors)) {
    const { document } = sources.vendors;
    look("person", owner, document, `/${id}/owner`);
    const employer = catalog.people[owner]?.vendor ?? null;
    if (employer !== null)
      problems.push(problem("VENDOR_OWNER_OUTSIDE", { owner, employer }, document.placeOf(`/${id}/owner`)));
    lookResources(segment, document, `/${id}/segment`);
  }
  for (const workload of Object.values(catalog.workloads)) {
    const { kind, id } = splitRef(workload.owner);
    look(kind, id, sources.workloads.document, `/${workload.id}/owner`);
    accounts(workload, sources.workloads.document);
  }
  for (const resource of Object.values(catalog.resources)) {
    const [namespace = "", name = ""] = resource.id.split("/");
    const document = sources.resources.get(namespace)?.document ?? sources.org.document;
    look("target", resource.target, document, `/${name}/target`);
    lookAll(resource.owners, document, `/${name}/owners`);
    for (const role of Object.values(resource.roles))
      lookAll(role.eligible, document, `/${name}/roles/${role.name}/eligible`);
  }
  const { file, document } = sources.org;
  lookAll(catalog.org.rules.from, document, "/rules/from");
  for (const [pointer, refs] of peopleOfOrg(file)) lookAll(refs.map(toRef), document, pointer);
  for (const [index, { resources = [] }] of (file.freezes ?? []).entries())
    lookResources(resources, document, `/freezes/${index}/resources`);
  for (const [index, pair] of (file.toxic_pairs ?? []).entries()) {
    for (const [side, name] of pair.entries()) look("entitlement", name, document, `/toxic_pairs/${index}/${side}`);
  }
  return problems;
}

/** Everybody whom org.yaml names, and where. */
function peopleOfOrg(file: OrgFile): (readonly [pointer: string, refs: readonly string[]])[] {
  const { approvals = {}, hours, emergency, data = {}, vendors, anomalies } = file;
  return [
    ...Object.entries(approvals).map(([tier, { second = [] }]) => [`/approvals/${tier}/second`, second] as const),
    ...Object.entries(data).map(([category, refs]) => [`/data/${category}`, refs] as const),
    ["/hours/outside", hours?.outside ?? []],
    ["/emergency/eligible", emergency?.eligible ?? []],
    ["/emergency/review", emergency?.review ?? []],
    ["/emergency/notify", emergency?.notify ?? []],
    ["/vendors/check/from", vendors?.check?.from ?? []],
    ["/anomalies/from", anomalies?.from ?? []],
  ];
}

/** `payments/*` for every namespace. */
function namespacesOf(catalog: Catalog): { readonly [pattern: string]: true } {
  const names = Object.keys(catalog.resources).map((id) => [`${id.split("/")[0]}/*`, true] as const);
  return Object.fromEntries(names);
}

function entitlementsOf(catalog: Catalog): { readonly [entitlement: string]: true } {
  const names = Object.values(catalog.resources).flatMap(({ id, roles }) =>
    Object.keys(roles).map((role) => [`${id}:${role}`, true] as const),
  );
  return Object.fromEntries(names);
}
