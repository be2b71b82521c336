import type { Instant } from "../../core/time/instant.ts";
import type { Contributor, Review } from "../../ports/forge.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { Answer } from "./answer.ts";

/** A pull request, as GitHub vouches for it. */
export interface Pull {
  readonly number: number;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly openedAt: Instant;
  readonly mergedAt: Instant | null;
  readonly mergeCommit: ObjectId | null;
  readonly branch: string;
  readonly head: ObjectId;
  readonly base: string;
  readonly baseRepository: number | null;
  /** Whether its branch is in another repository: then nothing tells who pushed to it. */
  readonly isFromFork: boolean;
  /** Null: an App's, or nobody's any more. */
  readonly openedBy: number | null;
  readonly reviews: readonly Review[];
  /** By commit: everybody named on it, with their accounts. */
  readonly named: ReadonlyMap<ObjectId, readonly Contributor[]>;
}

/** The lists of a pull request that come in pages. */
export const lists = { reviews: "reviews", dismissals: "timelineItems", commits: "commits" } as const;
export type Lists = { readonly [List in keyof typeof lists]: readonly Answer[] };

/** A pull request from its answer and its whole lists. */
export function toPull(answer: Answer, all: Lists): Pull {
  return {
    number: answer.get("number").number(),
    state: answer.get("state").text() as Pull["state"],
    openedAt: answer.get("createdAt").instant(),
    mergedAt: answer.get("mergedAt").maybe((at) => at.instant()),
    mergeCommit: answer.get("mergeCommit").maybe((commit) => commit.get("oid").text()),
    branch: answer.get("headRefName").text(),
    head: answer.get("headRefOid").text(),
    base: answer.get("baseRefName").text(),
    baseRepository: answer.get("baseRepository", "databaseId").maybe((id) => id.number()),
    isFromFork: answer.get("isCrossRepository").flag(),
    openedBy: personOf(answer.get("author")),
    reviews: toReviews(all.reviews, all.dismissals),
    named: new Map(all.commits.map((node) => toNamed(node.get("commit")))),
  };
}

/** The account of a person; null: an App's, or nobody's any more. */
function personOf(author: Answer): number | null {
  if (author.isNull || author.get("__typename").text() !== "User") return null;
  return author.get("databaseId").maybe((id) => id.number());
}

/** Opinions of people who may write. An approval of anybody else is none; an objection is weighed by the catalog. */
function toReviews(nodes: readonly Answer[], dismissals: readonly Answer[]): Review[] {
  const dismissed = new Map<number, { readonly at: Instant; readonly was: string }>();
  for (const node of dismissals) {
    const review = node.get("review", "databaseId").maybe((id) => id.number());
    const event = { at: node.get("createdAt").instant(), was: node.get("previousReviewState").text() };
    if (review !== null) dismissed.set(review, event);
  }
  return nodes.flatMap((node) => {
    const by = personOf(node.get("author"));
    const commit = node.get("commit").maybe((one) => one.get("oid").text());
    if (by === null || commit === null) return [];
    const id = node.get("databaseId").number();
    const state = node.get("state").text();
    const end = dismissed.get(id);
    // One that is dismissed, and of which nothing says what it was, never said anything.
    const said = state === "DISMISSED" ? end?.was : state;
    if (said === "APPROVED" && !node.get("authorCanPushToRepository").flag()) return [];
    if (said !== "APPROVED" && said !== "CHANGES_REQUESTED") return [];
    const dismissedAt = state === "DISMISSED" ? (end?.at ?? null) : null;
    const opinion = said === "APPROVED" ? "approved" : "changes_requested";
    const text = node.get("body").text();
    return [{ id, byForgeId: by, commit, said: opinion, text, at: node.get("submittedAt").instant(), dismissedAt }];
  });
}

function toNamed(commit: Answer): readonly [ObjectId, readonly Contributor[]] {
  const authors = commit.get("authors");
  const [author, ...others] = authors.get("nodes").list();
  const committer = commit.get("committer");
  const contributors = [
    ...(author === undefined ? [] : [contributor("author", author)]),
    ...others.map((other) => contributor("co-author", other)),
    ...(committer.isNull || isTheForge(committer) ? [] : [contributor("committer", committer)]),
  ];
  // More authors than are told: somebody is left out, who could be anybody.
  if (authors.get("pageInfo", "hasNextPage").flag()) contributors.push(unknown("co-author"));
  return [commit.get("oid").text(), contributors];
}

/** What people do in the browser is committed by GitHub itself. */
function isTheForge(committer: Answer): boolean {
  return committer.get("email").maybe((email) => email.text()) === "noreply@github.com";
}

function contributor(as: Contributor["as"], actor: Answer): Contributor {
  const name = actor.get("name").maybe((text) => text.text()) ?? "";
  const email = actor.get("email").maybe((text) => text.text()) ?? "";
  const forgeId = actor.get("user", "databaseId").maybe((id) => id.number());
  return { as, name, email: email === "" ? null : email, forgeId };
}

/** Somebody of whom nothing is known. */
export function unknown(as: Contributor["as"]): Contributor {
  return { as, name: "", email: null, forgeId: null };
}
