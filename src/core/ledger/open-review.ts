import type { Obligation } from "../decision/decision.ts";
import type { Grant } from "../grant/grant.ts";
import { after, instant } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import type { OpenReview, State } from "./state.ts";

/** Who is to look, as one text; empty where it is the resource's owners. */
export function reviewerKey({ from = [] }: Pick<Extract<Obligation, { kind: "review" }>, "from">): string {
  return [...from].sort().join(" ");
}

/** The references that such a text names; none where it is the resource's owners. */
export function reviewersOf(key: string): string[] {
  return key === "" ? [] : key.split(" ");
}

/** What is to be looked at of a grant that ends, from its obligations; null where nothing is. */
export function openReview(grant: Grant, { at, seq }: Pick<State, "at" | "seq">): OpenReview | null {
  const open: { [by: string]: Instant } = {};
  for (const obligation of grant.obligations) {
    if (obligation.kind !== "review") continue;
    const key = reviewerKey(obligation);
    open[key] = instant(Math.min(open[key] ?? Infinity, after(at, obligation.within)));
  }
  if (Object.keys(open).length === 0) return null;
  return {
    subject: grant.subject,
    entitlement: grant.entitlement,
    digest: grant.requestDigest,
    seq,
    excluded: [...new Set([grant.subject, grant.requester, ...grant.approvals.map(({ by }) => by)])].sort(),
    due: soonest(open),
    open,
  };
}

/** What is left to be looked at once somebody has; null where nothing is. */
export function closeReview(review: OpenReview, closes: readonly string[]): OpenReview | null {
  const left = Object.entries(review.open).filter(([key]) => !closes.includes(key));
  if (left.length === 0) return null;
  const open = Object.fromEntries(left);
  return { ...review, open, due: soonest(open) };
}

function soonest(open: OpenReview["open"]): Instant {
  return instant(Math.min(...Object.values(open)));
}
