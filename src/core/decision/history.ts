import { epochSeconds, instant } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import { localTime } from "../time/zone.ts";
import { heldSeconds } from "./held-seconds.ts";
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
    readonly requester: string | null;
    readonly entitlement: string;
    /** Seconds since the epoch, like the two below. */
    readonly at: number;
    readonly outcome: "admitted" | "refused";
    readonly emergency: boolean;
    /** Who agreed. */
    readonly approvers: readonly string[];
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
  readonly requester: string;
  readonly timezone: string;
  /** Everybody of the subject's vendor; nobody where there is none. */
  readonly colleagues: ReadonlySet<string>;
}

const hour = 3_600;
const day = 86_400;

/** What policies may know of a subject's past and present. */
export function toHistory(memory: Memory, asked: Asked, now: Instant): PolicyInput["history"] {
  const at = epochSeconds(now);
  const resource = resourceOf(asked.entitlement);
  const isSame = (of: { readonly entitlement: string }): boolean => of.entitlement === asked.entitlement;
  const isOther = (of: { readonly id: string; readonly subject: string }): boolean =>
    of.subject === asked.subject && of.id !== asked.id;
  const within = (entries: readonly Past[], seconds: number): Past[] =>
    entries.filter((entry) => at - entry.at < seconds);
  const tally = (entries: readonly Past[]): PolicyInput["history"]["vendor"] => ({
    requests_24h: within(entries, day).length,
    requests_30d: within(entries, 30 * day).length,
    grants_24h: within(entries, day).filter(isAdmitted).length,
    grants_30d: within(entries, 30 * day).filter(isAdmitted).length,
  });
  const live = Object.values(memory.grants).filter((grant) => isOther(grant) && grant.state !== "ended");
  const others = memory.past.filter(({ id }) => id !== asked.id);
  const past = others.filter(isOther);
  const admitted = past.filter(isAdmitted);
  const ofMonth = within(admitted, 30 * day);
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
    requests_1h: within(past, hour).length,
    requests_24h: within(past, day).length,
    requests_30d: within(past, 30 * day).length,
    grants_24h: within(admitted, day).length,
    grants_30d: ofMonth.length,
    first_in_31d:
      !live.some(isSame) && !over.some(({ at: since, until }) => at - Math.max(since, until ?? 0) < 31 * day),
    resources_24h: new Set([resource, ...within(past, day).map((entry) => resourceOf(entry.entitlement))]).size,
    unused_30d: ofMonth.filter(({ from }) => from === null).length,
    emergencies_30d: ofMonth.filter(({ emergency }) => emergency).length,
    seconds_30d: heldSeconds(asked.lease, [
      ...live.filter(isSame).map(({ lease }) => lease),
      ...over.flatMap(({ from, until }) =>
        from === null || until === null ? [] : [{ from: instant(from * 1000), until: instant(until * 1000) }],
      ),
    ]),
    hours: habit(past, asked.timezone, now),
    vendor: tally(others.filter(({ subject }) => asked.colleagues.has(subject))),
    resource: tally(others.filter(({ entitlement }) => resourceOf(entitlement) === resource)),
    approved_for: approvedFor(others.filter(isAdmitted), new Set([asked.requester, asked.subject]), at),
    overdue_reviews: Object.values(memory.reviews).filter(({ subject, due }) => subject === asked.subject && due < now)
      .length,
    minutes_since_last: lastEnd === -Infinity ? null : Math.floor((at - lastEnd) / 60),
  };
}

type Past = Memory["past"][number];

function isAdmitted({ outcome }: Past): boolean {
  return outcome === "admitted";
}

/** How often the subject asked within two hours of this time of the day. */
function habit(past: readonly Past[], timezone: string, now: Instant): PolicyInput["history"]["hours"] {
  const minute = localTime(now, timezone).minute;
  const known = past.slice(-200).map((entry) => localTime(instant(entry.at * 1000), timezone).minute);
  const apart = (other: number): number => Math.min(Math.abs(other - minute), 1440 - Math.abs(other - minute));
  return { known: known.length, near: known.filter((other) => apart(other) <= 120).length };
}

/** Whose grants these people agreed to: for each the latest. */
function approvedFor(
  admitted: readonly Past[],
  by: ReadonlySet<string>,
  at: number,
): PolicyInput["history"]["approved_for"] {
  const last = new Map<string, number>();
  for (const { subject, requester, approvers, at: when } of admitted)
    if (approvers.some((approver) => by.has(approver)))
      for (const who of [subject, requester]) if (who !== null) last.set(who, Math.floor((at - when) / day));
  return [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([who, days]) => ({ who, days }));
}

function resourceOf(entitlement: string): string {
  return entitlement.slice(0, entitlement.indexOf(":"));
}
