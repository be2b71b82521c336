import { digestTree, type Digest } from "../core/json/digest.ts";
import { fromShards } from "../core/ledger/shards.ts";
import type { State } from "../core/ledger/state.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Git, ObjectId } from "../ports/git.ts";
import type { Tip } from "../ports/ledger.ts";
import { readRawCommit } from "./raw-commit.ts";
import { digestOfEvent } from "./read-events.ts";
import { stateFiles } from "./state-files.ts";
import { readRunEnd } from "./trailers.ts";

/** The state kept at a run's last commit, checked against what that commit says of it; or what is wrong with it. */
export type Checkpoint =
  | { readonly ok: true; readonly tip: Tip; readonly state: State; readonly genesis: Digest }
  | { readonly ok: false; readonly commit: ObjectId; readonly what: string };

export async function readCheckpoint(git: Git, commit: ObjectId, options: CallOptions): Promise<Checkpoint> {
  const broken = (what: string): Checkpoint => ({ ok: false, commit, what });
  const end = readRunEnd(readRawCommit(await git.rawCommit(commit, options)).message);
  if (end === null) return broken("its trailers are not those of a run's last event");
  const files = await stateFiles(git, commit, options);
  if (digestTree(files) !== end.state) return broken("the state beside it is another than it says");
  const state = fromShards(files);
  if (state?.seq !== end.seq || state.digest !== end.digest) return broken("the state beside it is of another event");
  // Where the branch goes on from an older one, its first event stands there: an engine signed that it continues it.
  const begins = state.rolled === undefined;
  const genesis = begins ? await digestOfEvent(git, commit, 1, options) : state.genesis;
  const last = await digestOfEvent(git, commit, end.seq, options);
  if (genesis === null || last !== end.digest) return broken("an event of it is missing or altered");
  return { ok: true, tip: { commit, seq: end.seq, digest: end.digest }, state, genesis };
}
