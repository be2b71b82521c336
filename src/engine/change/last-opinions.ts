import type { Review } from "../../ports/forge.ts";

/** Each person's last opinion, of reviews in the order in which they were given. */
export function lastOpinions(reviews: readonly Review[]): readonly Review[] {
  return [...new Map(reviews.map((review) => [review.byForgeId, review])).values()];
}
