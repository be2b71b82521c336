import type { EndedBecause, Grant } from "../grant/grant.ts";
import { endReason } from "./due.ts";
import type { Holding } from "./holding.ts";
import { part } from "./part.ts";
import type { Part } from "./part.ts";
import type { End } from "./change.ts";

/** The end of a grant whose access another grant explains from now on: nothing is taken away. */
export function planOutlived(grant: Grant): Part {
  const because = grant.ending ?? (grant.given === null ? "lapsed" : "superseded");
  return part({ changes: [{ ...endOf(grant, because), verified: "still_shared" }] });
}

/**
 * The end of a grant that is due. holdings: what the target shows of it. What is recorded and not shown is taken
 * away all the same: a listing may lag. isSuspect: the listing is not believed.
 */
export function planDue(grant: Grant, holdings: readonly Holding[], isSuspect: boolean): Part {
  const base = endOf(grant, endReason(grant, grant.given !== null || holdings.length > 0));
  if (!grant.begun) return part({ changes: [{ ...base, verified: "never_started" }] });
  const recorded = recordedHolding(grant);
  const known = holdings.length > 0 ? holdings : recorded === null ? [] : [recorded];
  if (known.length > 0) return part({ changes: known.map((holding) => ({ ...base, holding })) });
  if (isSuspect) return part({ held: [{ action: "end", grant: grant.id, code: "TARGET_SUSPECT" }] });
  return part({ changes: [{ ...base, verified: "seen_gone" }] });
}

/** What was given by the grant, as its events say; null where no answer was ever recorded. */
export function recordedHolding({ id, effect, given }: Grant): Holding | null {
  if (given === null) return null;
  const { target, principal, rights } = effect;
  return { target, principal, rights, until: given.until, ref: given.ref, grant: id };
}

function endOf({ id, effect }: Grant, because: EndedBecause): End {
  return { action: "end", grant: id, target: effect.target, holding: null, because, verified: null };
}
