import type { Catalog, Person, Resource, Role, Workload } from "../catalog/catalog.ts";
import type { Config, Kinds, TargetTraits } from "../config/config.ts";
import { traitsOf } from "../config/traits-of.ts";
import { own } from "../json/own.ts";
import { nearest } from "../problem/nearest.ts";
import { problem, type Place, type Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import type { Effect } from "./effect.ts";
import { keyForm } from "./key-form.ts";
import type { ReadRequest } from "./read-request.ts";
import { requestPath } from "./request-path.ts";
import type { Request } from "./request.ts";

/** A request whose every name was found in the catalog. */
export interface ResolvedRequest {
  readonly subject: Person | Workload;
  readonly resource: Resource;
  readonly role: Role;
  readonly traits: TargetTraits;
  readonly effect: Effect;
}

/** Finds what a request names, and works out what it would do. Every problem at once. */
export function resolveRequest(
  { request, placeOf }: ReadRequest,
  catalog: Catalog,
  config: Config,
  kinds: Kinds,
): Result<ResolvedRequest> {
  const problems: Problem[] = [];
  const unknown = (what: string, name: string, known: readonly string[], place: Place): void => {
    problems.push(problem("NAME_UNKNOWN", { what, name, nearest: nearest(name, known) }, place));
  };
  const here = { path: requestPath(request.id) };
  const subject = own<Person | Workload>(catalog.people, request.subject) ?? own(catalog.workloads, request.subject);
  if (subject === undefined) unknown("person or workload", request.subject, subjectsOf(catalog), placeOf("subject"));
  const resource = own(catalog.resources, request.resource);
  if (resource === undefined) unknown("resource", request.resource, Object.keys(catalog.resources), here);
  const role = resource === undefined ? undefined : own(resource.roles, request.role);
  if (resource !== undefined && role === undefined)
    unknown(`role of ${resource.id}`, request.role, Object.keys(resource.roles), placeOf("role"));
  const target = resource === undefined ? undefined : own(config.targets, resource.target);
  const traits = traitsOf(target, kinds);
  if (resource !== undefined && (target === undefined || traits === undefined))
    unknown("target", resource.target, Object.keys(config.targets), here);
  if (subject !== undefined && "suspended" in subject && subject.suspended)
    problems.push(problem("SUBJECT_SUSPENDED", { subject: subject.id }, placeOf("subject")));
  if (traits !== undefined) problems.push(...keyFaults(request, traits, placeOf));
  if (subject === undefined || resource === undefined || role === undefined) return fail(problems);
  if (target === undefined || traits === undefined) return fail(problems);
  const principal = own(subject.accounts, target.id) ?? (traits.accounts === "implied" ? subject.id : null);
  if (principal === null)
    problems.push(problem("ACCOUNT_MISSING", { subject: subject.id, target: target.id }, placeOf("subject")));
  if (principal === null || problems.length > 0) return fail(problems);
  const effect = { target: target.id, kind: target.kind, identity: target.identity, principal, rights: role.rights };
  return succeed({ subject, resource, role, traits, effect });
}

function subjectsOf(catalog: Catalog): string[] {
  return [...Object.keys(catalog.people), ...Object.keys(catalog.workloads)];
}

function keyFaults(request: Request, traits: TargetTraits, placeOf: ReadRequest["placeOf"]): Problem[] {
  const { required, forms } = traits.publicKey;
  if (request.publicKey === null)
    return required ? [problem("PUBLIC_KEY_MISSING", { kind: traits.kind, forms }, placeOf(""))] : [];
  if (forms.length === 0) return [problem("PUBLIC_KEY_UNUSED", { kind: traits.kind }, placeOf("public_key"))];
  const form = keyForm(request.publicKey);
  if (form !== null && forms.includes(form)) return [];
  return [problem("PUBLIC_KEY_FORM", { kind: traits.kind, forms }, placeOf("public_key"))];
}
