import type { Instant, Seconds } from "../time/instant.ts";

/** A time during which somebody has, had or would have an entitlement. */
export interface Tenure {
  readonly subject: string;
  readonly entitlement: string;
  readonly from: Instant;
  readonly until: Instant;
}

/** Leases of one subject and entitlement less than an hour apart: the time they cover together, and how many. */
export interface Chain {
  readonly seconds: Seconds;
  readonly links: number;
}

const apartMs = 3_600_000;

/** The chain that this tenure would be part of, it included. Time that two of them share counts once. */
export function chainOf(asked: Tenure, others: readonly Tenure[]): Chain {
  const same = others.filter(
    ({ subject, entitlement }) => subject === asked.subject && entitlement === asked.entitlement,
  );
  const chain = chainsOf([...same, asked]).find((each) => each.includes(asked)) ?? [asked];
  return { seconds: Math.ceil(covered(chain) / 1000), links: chain.length };
}

function chainsOf(tenures: readonly Tenure[]): Tenure[][] {
  const chains: Tenure[][] = [];
  let end = -Infinity;
  for (const tenure of inOrder(tenures)) {
    const last = chains.at(-1);
    if (last !== undefined && tenure.from - end < apartMs) last.push(tenure);
    else chains.push([tenure]);
    end = Math.max(end, tenure.until);
  }
  return chains;
}

function covered(chain: readonly Tenure[]): number {
  let total = 0;
  let end = -Infinity;
  for (const { from, until } of inOrder(chain)) {
    total += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
  }
  return total;
}

function inOrder(tenures: readonly Tenure[]): Tenure[] {
  return [...tenures].sort((a, b) => a.from - b.from || a.until - b.until);
}
