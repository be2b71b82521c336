import { canonical } from "../json/canonical.ts";
import { formatRange, overlap, parseRange } from "../catalog/address-range.ts";
import type { AddressRange } from "../catalog/address-range.ts";
import type { Obligation } from "./decision.ts";

type Of<Kind extends Obligation["kind"]> = Extract<Obligation, { readonly kind: Kind }>;

/**
 * Obligations without repetition, each as strict as any of its kind: of reviews by the same people the soonest,
 * addresses that all allow (none where one is unreadable). In canonical order.
 */
export function mergeObligations(obligations: readonly Obligation[]): Obligation[] {
  const sources = obligations.filter((each) => each.kind === "source_addresses");
  const reviews = obligations.filter((each) => each.kind === "review");
  const others = obligations.filter((each) => each.kind === "notify" || each.kind === "end_sessions");
  const merged: Obligation[] = [
    ...others,
    ...soonest(reviews),
    ...(sources.length === 0 ? [] : [{ kind: "source_addresses" as const, values: common(sources) }]),
  ];
  const byText = new Map(merged.map((each) => [canonical(each), each]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function soonest(reviews: readonly Of<"review">[]): Of<"review">[] {
  const sorted = reviews.map((review): Of<"review"> =>
    review.from === undefined ? review : { ...review, from: [...review.from].sort() },
  );
  const groups = Map.groupBy(sorted, ({ from }) => JSON.stringify(from ?? null));
  return [...groups.values()].map((group) => group.reduce((a, b) => (b.within < a.within ? b : a)));
}

function common(sources: readonly Of<"source_addresses">[]): string[] {
  const [first = [], ...rest] = sources.map(({ values }) => toRanges(values));
  const left = rest.reduce(
    (kept, others) => kept.flatMap((range) => others.flatMap((other) => overlap(range, other) ?? [])),
    first,
  );
  return [...new Set(left.map(formatRange))].sort();
}

/** One that cannot be read makes all of them worthless: it may have been the one that narrows. */
function toRanges(values: readonly string[]): AddressRange[] {
  const ranges = values.map(parseRange);
  return ranges.some((range) => range === null) ? [] : ranges.filter((range) => range !== null);
}
