import type { Catalog } from "../../core/catalog/catalog.ts";
import { members } from "../../core/catalog/members.ts";
import { resourceOf } from "../../core/grant/entitlement.ts";
import type { Digest } from "../../core/json/digest.ts";
import { reviewersOf } from "../../core/ledger/open-review.ts";
import type { OpenReview } from "../../core/ledger/state.ts";
import type { Seen } from "../../core/statement/statement.ts";

/** What somebody's look at that request closes of an open review; nothing where they have no right to it. */
export function mayReview(
  by: string,
  said: { readonly digest: Digest; readonly seen: Pick<Seen, "seq"> },
  review: OpenReview,
  catalog: Catalog,
): string[] {
  if (said.digest !== review.digest || said.seen.seq < review.seq || review.excluded.includes(by)) return [];
  return Object.keys(review.open).filter((key) => mayLook(by, key, review, catalog));
}

function mayLook(by: string, key: string, { entitlement }: OpenReview, catalog: Catalog): boolean {
  const owners = catalog.resources[resourceOf(entitlement)]?.owners ?? [];
  const asked = key === "" ? owners : reviewersOf(key);
  return asked.some((ref) => members(ref, catalog).has(by));
}
