import { emptyRecord } from "../json/record.ts";
import type { Json } from "../json/value.ts";
import { nearest } from "../problem/nearest.ts";
import { problem, type Place, type Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { readYaml, type YamlDocument } from "../yaml/read-yaml.ts";
import { validate } from "../yaml/validate.ts";
import { orgSchema, type OrgFile } from "./org-schema.ts";
import { peopleSchema, type PeopleFile } from "./people-schema.ts";
import { resourcesSchema, type ResourcesFile } from "./resources-schema.ts";
import { teamsSchema, type TeamsFile } from "./teams-schema.ts";
import { vendorsSchema, type VendorsFile } from "./vendors-schema.ts";
import { workloadsSchema, type WorkloadsFile } from "./workloads-schema.ts";

/** One file of the catalog as its schema describes it, and where everything in it stands. */
export interface Source<File> {
  readonly file: File;
  readonly document: YamlDocument;
}

/** Every file of the catalog. One that is not there is empty, but for `org`, which has to be. */
export interface Sources {
  readonly org: Source<OrgFile>;
  readonly people: Source<PeopleFile>;
  readonly teams: Source<TeamsFile>;
  readonly vendors: Source<VendorsFile>;
  readonly workloads: Source<WorkloadsFile>;
  /** By namespace. */
  readonly resources: ReadonlyMap<string, Source<ResourcesFile>>;
  readonly own: { readonly [name: string]: Json };
}

const folder = "policies/catalog/";
const maxBytes = 4 * 1024 * 1024;
const single = ["org", "people", "teams", "vendors", "workloads"];
const resourceForm = /^policies\/catalog\/resources\/([a-z0-9][a-z0-9-]{0,62})\.yaml$/;
const ownForm = /^policies\/own\/data\/([a-z][a-z0-9_]{0,62})\.yaml$/;

/** Reads every file of the catalog, each by its schema; nothing is looked up in another yet. */
export function readFiles(files: ReadonlyMap<string, Uint8Array>): Result<Sources> {
  const problems: Problem[] = [];
  const keep = <Value>(result: Result<Value>, otherwise: Value): Value => {
    if (result.ok) return result.value;
    problems.push(...result.problems);
    return otherwise;
  };
  const one = <File>(name: string, schema: object): Source<File> => {
    const path = `${folder}${name}.yaml`;
    const bytes = files.get(path);
    const empty = { file: {} as File, document: emptyDocument(path) };
    return bytes === undefined ? empty : keep(read<File>(path, bytes, schema), empty);
  };
  if (!files.has(`${folder}org.yaml`)) problems.push(problem("ORG_MISSING", {}, { path: `${folder}org.yaml` }));
  const resources = new Map<string, Source<ResourcesFile>>();
  const own = emptyRecord<Json>();
  for (const [path, bytes] of files) {
    const namespace = resourceForm.exec(path)?.[1];
    const name = ownForm.exec(path)?.[1];
    if (namespace !== undefined) {
      const empty = { file: {}, document: emptyDocument(path) };
      resources.set(namespace, keep(read<ResourcesFile>(path, bytes, resourcesSchema), empty));
    } else if (name !== undefined) own[name] = keep(readOwn(path, bytes), null);
    else if (!single.some((known) => path === `${folder}${known}.yaml`)) problems.push(unknownFile(path));
  }
  const sources = {
    org: one<OrgFile>("org", orgSchema),
    people: one<PeopleFile>("people", peopleSchema),
    teams: one<TeamsFile>("teams", teamsSchema),
    vendors: one<VendorsFile>("vendors", vendorsSchema),
    workloads: one<WorkloadsFile>("workloads", workloadsSchema),
    resources,
    own,
  };
  return problems.length > 0 ? fail(problems) : succeed(sources);
}

function read<File>(path: string, bytes: Uint8Array, schema: object): Result<Source<File>> {
  const document = readYaml(bytes, { path, maxBytes, syntax: "RULES_SYNTAX" });
  if (!document.ok) return document;
  const file = validate(schema, document.value);
  return file.ok ? succeed({ file: file.value as File, document: document.value }) : file;
}

function readOwn(path: string, bytes: Uint8Array): Result<Json> {
  const document = readYaml(bytes, { path, maxBytes, syntax: "RULES_SYNTAX" });
  return document.ok ? succeed(document.value.value) : document;
}

function emptyDocument(path: string): YamlDocument {
  return { path, value: {}, placeOf: (): Place => ({ path }) };
}

function unknownFile(path: string): Problem {
  const own = /^policies\/own\/data\/(?<name>[^/]+)\.ya?ml$/i.exec(path)?.groups?.["name"];
  if (own !== undefined) {
    const name = own.toLowerCase().replaceAll(/[^a-z0-9_]/g, "_");
    const fits = /^[a-z]/.test(name) ? `policies/own/data/${name}.yaml` : "policies/own/data/<name>.yaml";
    return problem("OWN_DATA_NAME", { fits }, { path });
  }
  const near = nearest(path, [
    ...single.map((name) => `${folder}${name}.yaml`),
    `${folder}resources/${path.split("/").at(-1) ?? ""}`,
  ]);
  return problem("CATALOG_FILE_UNKNOWN", { nearest: near }, { path });
}
