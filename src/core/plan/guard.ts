import type { EndedBecause, Grant } from "../grant/grant.ts";
import { after } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import { isOpen } from "./due.ts";

/** Ends that a slip in a repository can cause by the dozen: deleted files, and changed rules. Counted apart. */
const capped: readonly ReadonlySet<EndedBecause | null>[] = [new Set(["withdrawn"]), new Set(["effect", "denied"])];
const least = 5;
const window = 24 * 3600;

/**
 * The grants of one target whose early end has to wait, so that a share of what is held there at most ends in 24
 * hours by such a cause. What is over anyway never waits. share: 0 to 1.
 */
export function heldBack(grants: readonly Grant[], share: number, now: Instant): ReadonlySet<string> {
  return new Set(capped.flatMap((causes) => beyond(grants, causes, share, now)));
}

function beyond(
  grants: readonly Grant[],
  causes: ReadonlySet<EndedBecause | null>,
  share: number,
  now: Instant,
): readonly string[] {
  const given = grants.filter((grant) => grant.given !== null);
  const lately = given.filter(
    ({ ended }) => ended !== null && causes.has(ended.because) && after(ended.at, window) > now,
  );
  const open = given.filter(isOpen);
  const most = Math.max(least, Math.floor(share * (open.length + lately.length)));
  const asking = open
    .filter(({ ending, lease }) => causes.has(ending) && lease.until > now)
    .sort((a, b) => a.seq - b.seq);
  return asking.slice(Math.max(0, most - lately.length)).map(({ id }) => id);
}
