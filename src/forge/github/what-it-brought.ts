import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ChangedPath, Git, ObjectId, WalkedCommit } from "../../ports/git.ts";
import type { Move } from "./activity.ts";
import type { Pull } from "./pull.ts";

/** What a merge brought to main: from where on main, and which paths the branch itself changed. */
export interface Brought {
  readonly before: ObjectId;
  readonly base: ObjectId;
  readonly paths: readonly ChangedPath[];
}

/**
 * What a merged pull request brought, if main got exactly what its head holds: the same paths, modes and blobs, by
 * whatever method it was merged. Null where it did not: somebody put something else into the merge, or left out a part.
 */
export async function whatItBrought(
  git: Git,
  pull: Pull,
  commit: WalkedCommit,
  move: Move,
  options: CallOptions,
): Promise<Brought | null> {
  const head = await git.shared(`refs/pull/${pull.number}/head`, options);
  if (head !== pull.head) {
    const what = `the head of pull request ${pull.number} is being moved`;
    throw brevetError("FORGE_UNSURE", { commit: commit.id, what });
  }
  const [parent = "", merged = head] = commit.parents;
  const isOneCommit = await holdsTheSame(git, { before: parent, head: merged }, commit, options);
  if (isOneCommit !== null) return merged === head ? isOneCommit : null;
  if (commit.parents.length > 1 || move.type !== "pr_merge" || move.after !== commit.id) return null;
  return holdsTheSame(git, { before: move.before, head }, commit, options);
}

async function holdsTheSame(
  git: Git,
  change: { readonly before: ObjectId; readonly head: ObjectId },
  commit: WalkedCommit,
  options: CallOptions,
): Promise<Brought | null> {
  const { before, head } = change;
  const base = await git.mergeBase(before, head, options);
  if (base === null) return null;
  const paths = await git.diff(base, head, options);
  const landed = before === commit.parents[0] ? commit.changes : await git.diff(before, commit.id, options);
  const [reviewed, merged] = [contentOf(paths), contentOf(landed)];
  return reviewed === merged ? { before, base, paths } : null;
}

/** Which path holds what afterwards, as one text. */
function contentOf(paths: readonly ChangedPath[]): string {
  return JSON.stringify(paths.map(({ path, newMode, newOid }) => [path, newMode, newOid].join("\0")).sort());
}
