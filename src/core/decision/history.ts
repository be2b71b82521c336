import { epochSeconds } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import type { PolicyInput } from "./input.ts";

/** What the ledger remembers, as far as policies may know of it: a part of its state. */
export interface Memory {
  readonly grants: {
    readonly [id: string]: {
      readonly id: string;
      readonly subject: string;
      readonly entitlement: string;
      readonly state: string;
      readonly lease: { readonly from: Instant; readonly until: Instant };
    };
  };
  readonly past: readonly {
    readonly id: string;
    readonly subject: string;
    readonly entitlement: string;
    /** Seconds since the epoch, like the two below. */
    readonly at: number;
    readonly outcome: "admitted" | "refused";
    readonly from: number | null;
    readonly until: number | null;
  }[];
  readonly reviews: { readonly [grant: string]: { readonly subject: string; readonly due: Instant } };
}

/** Which request is asked about: its own past is no history of it. */
export interface Asked {
  readonly id: string;
  readonly subject: string;
  readonly entitlement: string;
  readonly lease: { readonly from: Instant; readonly until: Instant };
}

const day = 86_400;

/** What policies may know of a subject's past and present. */
export function toHistory(memory: Memory, asked: Asked, now: Instant): PolicyInput["history"] {
  const at = epochSeconds(now);
  const isSame = (of: { readonly entitlement: string }): boolean => of.entitlement === asked.entitlement;
  const isOther = (of: { readonly id: string; readonly subject: string }): boolean =>
    of.subject === asked.subject && of.id !== asked.id;
  const live = Object.values(memory.grants).filter((grant) => isOther(grant) && grant.state !== "ended");
  const past = memory.past.filter(isOther);
  const admitted = past.filter(({ outcome }) => outcome === "admitted");
  const over = admitted.filter((entry) => isSame(entry) && !live.some(({ id }) => id === entry.id));
  const lastEnd = Math.max(...over.flatMap(({ until }) => (until === null || until > at ? [] : [until])));
  return {
    overlapping: live
      .filter(({ lease }) => lease.from < asked.lease.until && asked.lease.from < lease.until)
      .map(({ id, entitlement, lease }) => ({
        grant: id,
        entitlement,
        from: epochSeconds(lease.from),
        until: epochSeconds(lease.until),
      }))
      .sort((a, b) => (a.grant < b.grant ? -1 : 1)),
    same_active: live.filter((grant) => isSame(grant) && grant.lease.from <= now).length,
    requests_24h: past.filter((entry) => at - entry.at < day).length,
    grants_30d: admitted.filter((entry) => at - entry.at < 30 * day).length,
    first_in_31d:
      !live.some(isSame) && !over.some(({ at: since, until }) => at - Math.max(since, until ?? 0) < 31 * day),
    overdue_reviews: Object.values(memory.reviews).filter(({ subject, due }) => subject === asked.subject && due < now)
      .length,
    minutes_since_last: lastEnd === -Infinity ? null : Math.floor((at - lastEnd) / 60),
  };
}
