import type { EndedBecause, Grant } from "../grant/grant.ts";
import type { Instant } from "../time/instant.ts";

/** Whether a grant may hold nothing from that moment on: its lease is over, or its end was asked for. */
export function isDue({ ending, lease }: Pick<Grant, "ending" | "lease">, now: Instant): boolean {
  return ending !== null || lease.until <= now;
}

/** The same, but for what a guard may hold back for now: a deleted file, while its lease still runs. */
export function isDueForSure(grant: Pick<Grant, "ending" | "lease">, now: Instant): boolean {
  return grant.lease.until <= now || (grant.ending !== null && grant.ending !== "withdrawn");
}

/** Why a grant that is due ends. held: whether it ever had access, as far as is known. */
export function endReason({ ending }: Grant, held: boolean): EndedBecause {
  return ending ?? (held ? "expired" : "lapsed");
}

/** Whether a grant has not ended. */
export function isOpen({ state }: Grant): boolean {
  return state !== "ended";
}
