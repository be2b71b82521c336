import { isEligible } from "../../core/catalog/is-eligible.ts";
import type { Catalog } from "../../core/catalog/catalog.ts";
import type { EndedBecause, Grant } from "../../core/grant/grant.ts";
import { epochSeconds, type Instant } from "../../core/time/instant.ts";

/**
 * Why a grant must end before its lease does, by today's catalog: its subject left or is no longer eligible, or the
 * vendor's contract is over. Null where nothing says so.
 */
export function endsEarly(grant: Grant, catalog: Catalog, now: Instant): EndedBecause | null {
  if (grant.ending !== null) return grant.ending;
  const person = catalog.people[grant.subject];
  if (person === undefined && !(grant.subject in catalog.workloads)) return "left";
  if (person?.suspended === true) return "left";
  const outside = person?.vendor ?? null;
  const vendor = outside === null ? null : catalog.vendors[outside];
  if (vendor === undefined || (vendor !== null && vendor.contractEnd < epochSeconds(now))) return "contract";
  const [resource = "", role = ""] = grant.entitlement.split(":", 2);
  const offered = catalog.resources[resource]?.roles[role];
  return offered === undefined || !isEligible(grant.subject, offered, catalog) ? "left" : null;
}
