import type { Attributes, Catalog } from "../catalog/catalog.ts";
import type { PolicyInput } from "../decision/input.ts";
import type { FrozenJson } from "../json/frozen-json.ts";
import { own } from "../json/own.ts";
import type { Request } from "../request/request.ts";

/**
 * A recorded policy input as it was asked, whatever its version: with the request's own words, and what the catalog said of
 * people and things, which events leave out. Nothing else is added. catalog: of the very rules that judged.
 */
export function restoreInput(
  recorded: FrozenJson<PolicyInput>,
  words: Pick<Request, "reason" | "ticket">,
  catalog: Catalog,
): PolicyInput {
  const input = recorded as PolicyInput;
  const { requester, subject, vendor, resource, role } = input;
  const known = own(catalog.resources, resource.id);
  const isWorkload = subject.kind === "workload";
  return {
    ...input,
    request: { ...input.request, reason: words.reason, ticket: words.ticket },
    requester: { ...requester, ...keptOf(own(catalog.people, requester.id)) },
    subject: {
      ...subject,
      ...keptOf(isWorkload ? own(catalog.workloads, subject.id) : own(catalog.people, subject.id)),
    },
    vendor: vendor === null ? null : { ...vendor, attributes: attributesOf(own(catalog.vendors, vendor.id)) },
    resource: { ...resource, attributes: attributesOf(known) },
    role: { ...role, attributes: attributesOf(known === undefined ? undefined : own(known.roles, role.id)) },
  };
}

interface Entry {
  readonly attributes: Attributes;
  readonly manager?: string | null;
}

function keptOf(entry: Entry | undefined): { manager: string | null; attributes: { [key: string]: unknown } } {
  return { manager: entry?.manager ?? null, attributes: attributesOf(entry) };
}

function attributesOf(entry: Entry | undefined): { [key: string]: unknown } {
  return { ...entry?.attributes };
}
