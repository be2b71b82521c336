import type { Draft } from "../core/ledger/event.ts";
import { eventPath } from "../core/ledger/event-path.ts";
import { toMessage } from "../core/ledger/message.ts";
import { canonicalEvent } from "../core/ledger/seal.ts";
import { stateDigest, toShards } from "../core/ledger/shards.ts";
import type { State } from "../core/ledger/state.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import { fromTimestamp } from "../core/time/timestamp.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { CommitDraft } from "../ports/git.ts";
import type { LedgerView, Tip } from "../ports/ledger.ts";
import { appendEvents } from "./append-events.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { readRawCommit } from "./raw-commit.ts";
import { eventsIn } from "./read-events.ts";
import { runAuthor } from "./run.ts";
import { signCommit } from "./sign-commit.ts";
import { unusedBranch } from "./unused-branch.ts";

/** A branch holds so many events at most, and the run that was under way: width and length are what a ledger costs. */
const most = 250_000;

/** Where a run is to be appended, or that somebody was faster. */
type Place = { readonly outcome: "ready"; readonly tip: Tip; readonly state: State } | { readonly outcome: "moved" };

/**
 * The end to append to: on the next branch, where this one is full. Two steps, each one push: the last event here names
 * the next branch; that one begins with a copy of this event, and the whole state beside it. Whoever finds the first
 * step done does the second.
 */
export async function placeOfRun(
  parts: LedgerParts,
  { tip, state }: Pick<LedgerView, "tip" | "state">,
  draft: Pick<Draft, "at" | "by">,
  options: CallOptions,
): Promise<Place> {
  const last = state.rolled?.at(-1);
  if (last?.seq === tip.seq) return await begun(parts, { tip, state }, options);
  const from = state.branch ?? parts.branch;
  if (tip.seq - (last?.seq ?? 1) + 1 < (parts.mostEvents ?? most)) return { outcome: "ready", tip, state };
  const to = await unusedBranch(parts, from, options);
  if (to === null) return { outcome: "ready", tip, state };
  const body = { from, to, tip: tip.commit };
  const named: Draft = { at: draft.at, by: draft.by, type: "rolled_over", grant: null, main: null, body };
  const appended = await appendEvents({ ...parts, branch: from }, { commit: tip.commit, state }, [named], options);
  return appended.outcome === "moved" ? appended : await begun(parts, appended, options);
}

/** The next branch, begun where it is not. */
async function begun(
  parts: LedgerParts,
  { tip, state }: { readonly tip: Tip; readonly state: State },
  options: CallOptions,
): Promise<Place> {
  const { git, key } = parts;
  const branch = state.branch ?? parts.branch;
  const isFirst = readRawCommit(await git.rawCommit(tip.commit, options)).parents.length === 0;
  if (isFirst || (await git.head(branch, options)) === tip.commit) return { outcome: "ready", tip, state };
  if (key === null) throw brevetError("LEDGER_KEY_MISSING", {});
  const made = await git.importCommits(null, [await firstCommit(parts, { tip, state }, options)], options);
  const commit = await signCommit(parts, key, made.at(-1) ?? "", options);
  if ((await git.publish(branch, null, commit, options)) === "moved") return { outcome: "moved" };
  await git.keep(keptOf(branch), commit, options);
  return { outcome: "ready", tip: { ...tip, commit }, state };
}

async function firstCommit(
  { git }: LedgerParts,
  { tip, state }: { readonly tip: Tip; readonly state: State },
  options: CallOptions,
): Promise<CommitDraft> {
  const { seq, digest, commit } = tip;
  const shards = toShards(state);
  for await (const event of eventsIn(git, commit, { from: seq, to: seq }, options)) {
    const text = Buffer.from(`${canonicalEvent(event)}\n`);
    return {
      files: new Map<string, Uint8Array>([[eventPath(seq, event.type), text], ...shards]),
      message: toMessage(event, digest, stateDigest(shards)),
      author: { ...runAuthor(), at: fromTimestamp(event.at) },
    };
  }
  throw brevetError("LEDGER_BROKEN", { commit, what: `event ${seq} is not in it` });
}
