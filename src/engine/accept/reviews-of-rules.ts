import { digestJson, digestTree, type Digest } from "../../core/json/digest.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Proof, Review } from "../../ports/forge.ts";
import type { ObjectId } from "../../ports/git.ts";
import { isSomebodyUnknown } from "../change/contributors.ts";
import { lastOpinions } from "../change/last-opinions.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { personWith } from "../judge/opener.ts";
import { readRulesFiles, type Rules } from "../rules/read-rules.ts";
import { isRulesPath } from "../rules/rules-paths.ts";
import type { Agreement, Revision } from "./revision.ts";

/**
 * Who agreed to a revision of the rules by reviewing the change that brings it: what was reviewed must end at exactly
 * these rules and begin at exactly those in force. A review counts as it stood at the merge, so that whoever looks again
 * finds the same; who opened the change agrees to nothing, and nobody does where somebody unknown wrote a part of it.
 */
export async function reviewsOfRules(
  ports: JudgePorts,
  inForce: Rules,
  candidate: Pick<Revision, "to" | "change">,
  options: CallOptions,
): Promise<{ readonly agreed: readonly Agreement[]; readonly warnings: readonly Problem[] }> {
  const change = await candidate.change();
  if (change === null || change.number === null) return { agreed: [], warnings: [] };
  const { catalog, config } = inForce;
  const [agreed, warnings]: [Agreement[], Problem[]] = [[], []];
  const rulesAt = digestsOfRules(ports, options);
  for (const review of lastOpinions(change.reviews.filter(({ at }) => isBeforeMerge(at, change)))) {
    const by = personWith(review.byForgeId, catalog);
    if (by === null || !stoodAtMerge(review, change) || review.byForgeId === change.openedBy) continue;
    const why = await whyVoid(ports, inForce, candidate.to, change, review, rulesAt, options);
    const record = { change: change.number, id: review.id, by: review.byForgeId, commit: review.commit };
    const known = { v: 1, repository: config.repositoryId, ...record, at: toTimestamp(review.at) };
    if (why === null) agreed.push({ by, digest: digestJson(known) });
    else if (why === "RULES_DIVERGED") warnings.push(problem("RULES_DIVERGED", { by }, {}, "warning"));
    else warnings.push(problem("REVIEW_VOID", { by, why }, {}, "warning"));
  }
  return { agreed, warnings };
}

async function whyVoid(
  ports: JudgePorts,
  inForce: Rules,
  to: Digest,
  change: Omit<Proof, "ok" | "commit">,
  { commit }: Review,
  rulesAt: (commit: ObjectId) => Promise<Digest>,
  options: CallOptions,
): Promise<string | null> {
  const named = [...change.contributors].flatMap(([path, people]) => (isRulesPath(path) ? people : []));
  if (isSomebodyUnknown(named, inForce.catalog)) return "somebody wrote a part of it whom the forge does not know";
  if ((await ports.git.resolve(commit, options)) === null) return "what it looked at is not here any more";
  if ((await rulesAt(commit)) !== to) return "it is about other rules";
  const base = await ports.git.mergeBase(commit, change.before, options);
  return base !== null && (await rulesAt(base)) === inForce.digest ? null : "RULES_DIVERGED";
}

function digestsOfRules(ports: JudgePorts, options: CallOptions): (commit: ObjectId) => Promise<Digest> {
  const known = new Map<ObjectId, Digest>();
  return async (commit) => {
    const digest = known.get(commit) ?? digestTree(await readRulesFiles(ports.git, commit, options));
    known.set(commit, digest);
    return digest;
  };
}

function isBeforeMerge(at: Review["at"], { mergedAt }: Pick<Proof, "mergedAt">): boolean {
  return mergedAt === null || at <= mergedAt;
}

function stoodAtMerge({ said, dismissedAt }: Review, change: Pick<Proof, "mergedAt">): boolean {
  if (said !== "approved") return false;
  return dismissedAt === null || (change.mergedAt !== null && !isBeforeMerge(dismissedAt, change));
}
