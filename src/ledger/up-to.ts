import { digestTree } from "../core/json/digest.ts";
import { branchesFrom } from "../core/ledger/branches.ts";
import { startFolding } from "../core/ledger/fold.ts";
import { fromShards, stateDigest, toShards } from "../core/ledger/shards.ts";
import type { RolledOver, State } from "../core/ledger/state.ts";
import { BrevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Git, ObjectId } from "../ports/git.ts";
import type { LedgerView, Point } from "../ports/ledger.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { readRawCommit } from "./raw-commit.ts";
import { eventsOf } from "./read-events.ts";
import { segmentsOf } from "./segments.ts";
import { stateFiles } from "./state-files.ts";
import { readRunEnd } from "./trailers.ts";

/**
 * The history up to the end of a run that has that digest. Nothing else of it is believed: events are folded from the
 * first one on, each must continue the one before, and the last must be the one named. Null where there is none.
 */
export async function upTo(parts: LedgerParts, point: Point, options: CallOptions): Promise<LedgerView | null> {
  const { git, branch, trust } = parts;
  for (const name of branchesFrom(branch)) {
    const heads = [await git.head(name, options), await git.resolve(keptOf(name), options)];
    for (const head of new Set(heads)) {
      const commit = head === null ? null : await find(git, head, point, options);
      const state = commit === null ? null : await fold(git, commit, point, options);
      if (commit !== null && state !== null && state.genesis === trust?.genesis)
        return { tip: { commit, ...point }, state, distrust: null };
    }
  }
  return null;
}

/** The commit that says of itself that it ends a run with that event. */
async function find(git: Git, head: ObjectId, point: Point, options: CallOptions): Promise<ObjectId | null> {
  let commit: ObjectId | undefined = head;
  while (commit !== undefined) {
    const { parents, message } = readRawCommit(await git.rawCommit(commit, options));
    const end = readRunEnd(message);
    if (end?.seq === point.seq && end.digest === point.digest) return commit;
    if (end !== null && end.seq < point.seq) return null;
    commit = parents[0];
  }
  return null;
}

/** What a state says of older branches, whoever wrote it: folding proves it. */
function saidRolled(files: Parameters<typeof fromShards>[0]): State["rolled"] {
  const rolled: unknown = fromShards(files)?.rolled;
  const isOne = (one: unknown): one is RolledOver => {
    const { seq, tip } = (one ?? {}) as Partial<RolledOver>;
    return Number.isSafeInteger(seq) && typeof tip === "string";
  };
  return Array.isArray(rolled) && rolled.every(isOne) ? rolled : [];
}

async function fold(git: Git, commit: ObjectId, { seq, digest }: Point, options: CallOptions): Promise<State | null> {
  const folding = startFolding(null);
  const files = await stateFiles(git, commit, options);
  const segments = segmentsOf({ commit, seq }, saidRolled(files));
  try {
    for await (const event of eventsOf(git, segments, { from: 1, to: seq }, options)) folding.take({ event });
  } catch (error) {
    if (error instanceof BrevetError) return null; // an event that is none, or does not continue the one before
    throw error;
  }
  const { state } = folding;
  if (state?.seq !== seq || state.digest !== digest) return null;
  return digestTree(files) === stateDigest(toShards(state)) ? state : null;
}
