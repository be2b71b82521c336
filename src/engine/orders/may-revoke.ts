import type { Catalog } from "../../core/catalog/catalog.ts";
import { members } from "../../core/catalog/members.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { State } from "../../core/ledger/state.ts";
import type { Match } from "../../core/statement/statement.ts";
import { matches } from "./matches.ts";

/** Whether somebody accepts changes of the rules: may take anything away. */
export function isRulesOwner(by: string, catalog: Catalog): boolean {
  return catalog.org.rules.from.some((ref) => members(ref, catalog).has(by));
}

/** Whether somebody owns that resource. */
export function ownsResource(by: string, resource: string, catalog: Catalog): boolean {
  return catalog.resources[resource]?.owners.some((ref) => members(ref, catalog).has(by)) ?? false;
}

/** The grants, among those not ended, that this revocation by this person ends. Empty where it has no right to any. */
export function grantsRevoked(by: string, match: Match, grants: readonly Grant[], catalog: Catalog): Grant[] {
  return grants.filter(
    (grant) => grant.state !== "ended" && matches(match, grant, catalog) && mayRevoke(by, match, grant, catalog),
  );
}

/** Whether somebody may end that grant by that kind of match (formats.md: who may `revoke`). */
export function mayRevoke(by: string, match: Match, grant: Grant, catalog: Catalog): boolean {
  if (isRulesOwner(by, catalog)) return true;
  const resource = grant.entitlement.slice(0, grant.entitlement.indexOf(":"));
  if ("vendor" in match) return catalog.vendors[match.vendor]?.owner === by;
  if (ownsResource(by, resource, catalog)) return true;
  if ("subject" in match) return grant.subject === by;
  if ("resource" in match) return false;
  const concerned = [grant.subject, grant.requester, ...grant.approvals.map((approval) => approval.by)];
  return concerned.includes(by);
}

/** Whether somebody may order that what a match names ends: it then refuses older approvals, also where nothing is live. */
export function mayOrder(by: string, match: Match, catalog: Catalog): boolean {
  if (isRulesOwner(by, catalog)) return true;
  if ("resource" in match) return ownsResource(by, match.resource, catalog);
  if ("vendor" in match) return catalog.vendors[match.vendor]?.owner === by;
  if ("subject" in match) return match.subject === by;
  return ownsResource(by, match.request.split("/").slice(0, 2).join("/"), catalog);
}

/**
 * Whether a recorded revocation is about a request that is to come. Who owns one resource takes a person's access to
 * that away, and to nothing else.
 */
export function reaches(
  order: State["revokes"][number],
  request: { readonly id: string; readonly subject: string; readonly resource: string },
  catalog: Catalog,
): boolean {
  if (!matches(order.match, request, catalog)) return false;
  if (!("subject" in order.match) || order.standing || order.by === request.subject) return true;
  return ownsResource(order.by, request.resource, catalog);
}

/** Whether a revocation stays in force against future requests: a rules owner's, against a person or a vendor. */
export function isStanding(by: string, match: Match, catalog: Catalog): boolean {
  return ("subject" in match || "vendor" in match) && isRulesOwner(by, catalog);
}
