import type { CallOptions } from "../../ports/call-options.ts";
import type { Forge, Proof, Refusal } from "../../ports/forge.ts";
import type { Git, ObjectId, WalkedCommit } from "../../ports/git.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { contributorsOf } from "../contributors.ts";

/** A forge made of git alone: a change is a merge that says nothing beyond its two parents, and only signatures speak. */
export function plainForge(git: Git): Forge {
  return {
    kind: "plain",
    prove: (commit, options) => prove(git, commit, options),
    propose: (base, head, options) => propose(git, base, head, options),
  };
}

async function prove(git: Git, commit: WalkedCommit, options: CallOptions): Promise<Proof | Refusal> {
  const refusal: Refusal = { ok: false, code: "DIRECT_PUSH", commit: commit.id };
  const [before, head, ...more] = commit.parents;
  if (before === undefined || head === undefined || more.length > 0) return refusal;
  const base = await git.mergeBase(before, head, options);
  if (base === null || (await git.mergeTree(before, head, options)) !== commit.tree) return refusal;
  const proof: Proof = { ok: true, commit: commit.id, ...(await facts(git, commit, { before, base, head }, options)) };
  return isOnlyWhatTheBranchChanged(commit, proof) ? proof : refusal;
}

async function propose(
  git: Git,
  before: ObjectId,
  head: ObjectId,
  options: CallOptions,
): Promise<Omit<Proof, "ok" | "commit">> {
  const base = await git.mergeBase(before, head, options);
  if (base === null) throw brevetError("MERGE_BASE_MISSING", { base: before, head });
  return facts(git, await git.commit(head, options), { before, base, head }, options);
}

/** Git follows renames: what a branch wrote at one path may land at another, which nobody looked at. */
function isOnlyWhatTheBranchChanged(commit: WalkedCommit, { paths }: Proof): boolean {
  const changed = new Set(paths.map(({ path }) => path));
  return commit.changes.every(({ path }) => changed.has(path));
}

async function facts(
  git: Git,
  dated: Pick<WalkedCommit, "committer">,
  at: { readonly before: ObjectId; readonly base: ObjectId; readonly head: ObjectId },
  options: CallOptions,
): Promise<Omit<Proof, "ok" | "commit">> {
  const paths = await git.diff(at.base, at.head, options);
  return {
    source: "plain",
    number: null,
    ...at,
    paths,
    contributors: await contributorsOf(git, at, new Set(paths.map(({ path }) => path)), options),
    openedBy: null,
    openedAt: null,
    reviews: [],
    mergedAt: null,
    claimedAt: dated.committer.at,
  };
}
