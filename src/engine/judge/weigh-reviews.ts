import type { Catalog } from "../../core/catalog/catalog.ts";
import type { AgedApproval } from "../../core/decision/to-input.ts";
import type { ReviewRecord } from "../../core/decision/verdict.ts";
import { digestJson, type Digest } from "../../core/json/digest.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import { effectDigest, requestDigest } from "../../core/request/digests.ts";
import { mostRequestBytes, readRequest } from "../../core/request/read-request.ts";
import type { Request } from "../../core/request/request.ts";
import { resolveRequest } from "../../core/request/resolve-request.ts";
import type { Instant } from "../../core/time/instant.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Review } from "../../ports/forge.ts";
import { isSomebodyUnknown } from "../change/contributors.ts";
import { lastOpinions } from "../change/last-opinions.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { reaches } from "../orders/may-revoke.ts";
import type { Rules } from "../rules/read-rules.ts";
import { rulesInForceAt } from "../rules/rules-in-force-at.ts";
import type { Case, Opened } from "./case.ts";
import type { Evidence } from "./evidence.ts";
import { personWith } from "./opener.ts";

type Reviewed = Pick<Evidence, "approvals" | "objections" | "warnings">;
type Terms = { readonly request: Request; readonly digest: Digest; readonly effect: Digest };

/**
 * What people said in reviews. Each person's last opinion is theirs. An approval counts for the content at its commit and
 * for what that content would have done by the rules then in force: both must be what is judged now. Where somebody
 * unknown touched the file, nobody's approval counts: it could be theirs.
 */
export async function weighReviews(
  ports: JudgePorts,
  rules: Rules,
  about: Case,
  terms: Terms,
  options: CallOptions,
): Promise<Reviewed> {
  const { opened } = about;
  const [approvals, objections, warnings]: [AgedApproval[], Evidence["objections"][number][], Problem[]] = [[], [], []];
  if (opened === null) return { approvals, objections, warnings };
  const { catalog, config } = rules;
  for (const review of lastOpinions(opened.reviews.filter((one) => isInTime(one, opened)))) {
    const by = personWith(review.byForgeId, catalog);
    if (by === null) continue;
    const record = recordOf(opened, review);
    const proof = digestJson({ v: 1, repository: config.repositoryId, ...record });
    if (review.said === "changes_requested") {
      if (!about.state.lifted.includes(proof)) objections.push({ by, statement: proof });
      continue;
    }
    const why =
      whyOverruled(review, about, terms, catalog) ?? (await whyVoid(ports, rules, about, review, terms, options));
    if (why === null)
      approvals.push({
        ...toApproval(by, review, about, opened),
        proof,
        review: { ...record, ...rationaleOf(review) },
      });
    else warnings.push(problem("REVIEW_VOID", { by, why }, { path: about.path }, "warning"));
  }
  return { approvals, objections, warnings };
}

function whyOverruled(review: Review, about: Case, { request }: Terms, catalog: Catalog): string | null {
  const { state } = about;
  if (review.dismissedAt !== null) return "it was dismissed";
  const revoked = state.revokes.find((order) => order.at >= review.at && reaches(order, request, catalog));
  if (revoked !== undefined) return `it is older than a revocation by ${revoked.by}`;
  return isSomebodyUnknown(about.contributors, catalog)
    ? "somebody touched the file of whom the forge does not know who it is"
    : null;
}

async function whyVoid(
  ports: JudgePorts,
  rules: Rules,
  about: Case,
  review: Review,
  terms: Terms,
  options: CallOptions,
): Promise<string | null> {
  const before = about.opened?.before ?? "";
  if ((await ports.git.resolve(review.commit, options)) === null) return "what it looked at is not here any more";
  const files = await ports.git.read(review.commit, [about.path], { ...options, most: mostRequestBytes });
  const bytes = files.get(about.path)?.bytes;
  const read = bytes === undefined ? null : readRequest(about.id, bytes);
  if (read?.ok !== true || requestDigest(read.value.request, rules.config.repositoryId) !== terms.digest)
    return "it is about another content of the request";
  const base = await ports.git.mergeBase(review.commit, before, options);
  const then = base === null ? null : await rulesInForceAt(ports, about.inForce, about.view, base, options);
  if (then === null) return "no rules were in force where it began";
  const resolved = resolveRequest(read.value, then.catalog, then.config, ports.kinds);
  const effect = resolved.ok ? effectDigest(resolved.value.effect, terms.digest) : null;
  return effect === terms.effect ? null : "what the request would do has changed since";
}

/** Nobody agrees after the merge; an objection counts whenever it is seen, also one that others dismissed. */
function isInTime({ said, at }: Review, { mergedAt }: Opened): boolean {
  return said === "changes_requested" || mergedAt === null || at <= mergedAt;
}

function toApproval(
  by: string,
  review: Review,
  { now }: Case,
  { openedAt }: Opened,
): Omit<AgedApproval, "proof" | "review"> {
  const since = (from: Instant, to: Instant): number => Math.max(0, Math.floor((to - from) / 1000));
  return {
    by,
    via: "github",
    hardware: false,
    userVerified: false,
    secondsAfterRequest: openedAt === null ? null : since(openedAt, review.at),
    ageAtMost: since(review.at, now),
  };
}

function recordOf({ number }: Opened, { id, byForgeId, commit, at }: Review): ReviewRecord {
  return { change: number, id, by: byForgeId, commit, at: toTimestamp(at) };
}

/** So much of a review is kept with the approval: why somebody agreed, and not a conversation. */
const mostText = 500;

/** What the reviewer wrote, as it stood: kept beside the proof and no part of it, so that an edit of it changes nothing. */
function rationaleOf({ text }: Review): { readonly text?: string } {
  const shown = text.trim();
  if (shown === "") return {};
  return { text: (shown.length > mostText ? `${shown.slice(0, mostText)}…` : shown).toWellFormed() };
}
