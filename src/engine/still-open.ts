import { resourceOf } from "../core/grant/entitlement.ts";
import { reviewersOf } from "../core/ledger/open-review.ts";
import type { State } from "../core/ledger/state.ts";
import type { StatusReport } from "../core/report/report.ts";
import { formatInstant } from "../core/time/format-instant.ts";
import type { Instant } from "../core/time/instant.ts";
import type { StatusFilter } from "./status-filter.ts";

/** What the history says is not settled at a moment: ends that are overdue, reviews, differences at targets. */
export function stillOpen(
  { grants, reviews, drift }: Pick<State, "grants" | "reviews" | "drift">,
  at: Instant,
  filter: StatusFilter,
): Pick<StatusReport, "overdue" | "reviews" | "drift"> {
  return {
    overdue: Object.values(grants)
      .filter((grant) => grant.state !== "ended" && grant.given !== null && grant.lease.until <= at)
      .filter((grant) => fits({ ...grant, target: grant.effect.target }, filter))
      .map(({ id }) => id),
    reviews: Object.entries(reviews)
      .filter(([, review]) => filter.target === undefined && fits({ ...review, target: null }, filter))
      .flatMap(([grant, { subject, entitlement, open }]) =>
        Object.entries(open).map(([key, due]) => ({
          grant,
          subject,
          entitlement,
          by: reviewersOf(key),
          due: formatInstant(due),
          overdue: due <= at,
        })),
      )
      .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.grant < b.grant ? -1 : 1)),
    drift: Object.values(drift)
      .filter(({ target, grant }) => fits(aboutGrant(target, grant === null ? undefined : grants[grant]), filter))
      .map(({ kind, target, grant, principal, since }) => {
        return { kind, target, grant, principal, since: formatInstant(since) };
      }),
  };
}

function aboutGrant(target: string, grant: State["grants"][string] | undefined): Parameters<typeof fits>[0] {
  return { target, subject: grant?.subject ?? null, entitlement: grant?.entitlement ?? null };
}

function fits(
  of: { readonly subject: string | null; readonly entitlement: string | null; readonly target: string | null },
  { subject, resource, target }: StatusFilter,
): boolean {
  if (subject !== undefined && of.subject !== subject) return false;
  if (resource !== undefined && (of.entitlement === null || resourceOf(of.entitlement) !== resource)) return false;
  return target === undefined || of.target === target;
}
