import type { Instant, Seconds } from "../time/instant.ts";

interface Lease {
  readonly from: Instant;
  readonly until: Instant;
}

const monthMs = 30 * 86_400_000;

/** How much of the 30 days before a lease ends it and these cover together. Time that two of them share counts once. */
export function heldSeconds(lease: Lease, others: readonly Lease[]): Seconds {
  const first = lease.until - monthMs;
  let [total, end] = [0, first];
  for (const { from, until } of [lease, ...others].toSorted((a, b) => a.from - b.from)) {
    const last = Math.min(until, lease.until);
    total += Math.max(0, last - Math.max(from, end));
    end = Math.max(end, last);
  }
  return Math.ceil(total / 1000);
}
