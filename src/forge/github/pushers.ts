import type { CallOptions } from "../../ports/call-options.ts";
import type { Contributor } from "../../ports/forge.ts";
import type { Git, ObjectId } from "../../ports/git.ts";
import { isCreation, movesOf, type Move } from "./activity.ts";
import type { Client } from "./client.ts";
import { unknown, type Pull } from "./pull.ts";

/**
 * Who pushed each commit of a pull request. Nothing but the branch's activity tells it: author and committer are what
 * the pusher wrote. A push whose commits are gone may have brought anything; a commit that no push explains, anybody.
 */
export async function pushersOf(
  git: Git,
  client: Client,
  pull: Pull,
  base: ObjectId,
  options: CallOptions,
): Promise<ReadonlyMap<ObjectId, readonly Contributor[]>> {
  const commits = (await git.commitsBetween(base, pull.head, options)).map(({ id }) => id);
  const pushers = new Map(commits.map((commit) => [commit, new Map<number | null, Contributor>()]));
  for (const move of pull.isFromFork ? [] : await pushesTo(client, pull, options)) {
    const pusher: Contributor = { ...unknown("pusher"), forgeId: move.by };
    for (const commit of (await broughtBy(git, move, base, options)) ?? commits)
      pushers.get(commit)?.set(move.by, pusher);
  }
  return new Map(
    [...pushers].map(([commit, known]) => [commit, known.size === 0 ? [unknown("pusher")] : [...known.values()]]),
  );
}

/** The pushes since the branch was made for this pull request, up to the merge. */
async function pushesTo(client: Client, pull: Pull, options: CallOptions): Promise<readonly Move[]> {
  const pushes: Move[] = [];
  for await (const page of movesOf(client, pull.branch, options))
    for (const move of page) {
      if (/^0+$/.test(move.after) || (pull.mergedAt !== null && move.at > pull.mergedAt)) continue;
      pushes.push(move);
      if (isCreation(move) && move.at <= pull.openedAt) return pushes;
    }
  return pushes;
}

/** The commits that a push brought; null where that cannot be told. */
async function broughtBy(
  git: Git,
  move: Move,
  base: ObjectId,
  options: CallOptions,
): Promise<readonly ObjectId[] | null> {
  const before = isCreation(move) ? base : move.before;
  for (const commit of [before, move.after]) if ((await git.resolve(commit, options)) === null) return null;
  return (await git.commitsBetween(before, move.after, options)).map(({ id }) => id);
}
