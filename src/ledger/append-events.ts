import { randomUUID } from "node:crypto";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { Draft } from "../core/ledger/event.ts";
import { eventPath } from "../core/ledger/event-path.ts";
import { foldAll } from "../core/ledger/fold.ts";
import { toMessage } from "../core/ledger/message.ts";
import { seal, type Sealed } from "../core/ledger/seal.ts";
import { changedShards, stateDigest, toShards } from "../core/ledger/shards.ts";
import type { State } from "../core/ledger/state.ts";
import { fromTimestamp } from "../core/time/timestamp.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { CommitDraft, ObjectId } from "../ports/git.ts";
import type { Appended } from "../ports/ledger.ts";
import { KEPT, type LedgerParts } from "./ledger-parts.ts";
import { signCommit } from "./sign-commit.ts";

/** The end of the chain that is continued. */
export interface End {
  readonly commit: ObjectId;
  readonly state: State;
}

/** Adds a run of events, one commit each, the last one signed: all of it exactly there, or nothing. */
export async function appendEvents(
  parts: LedgerParts,
  end: End | null,
  drafts: readonly Draft[],
  options: CallOptions,
): Promise<Appended> {
  const { git, branch, key } = parts;
  if (key === null) throw brevetError("LEDGER_KEY_MISSING", {});
  const run = sealAll(end?.state ?? null, drafts);
  const state = foldAll(end?.state ?? null, run);
  if (state === null) throw new TypeError("a ledger begins with an event");
  const made = await git.importCommits(end?.commit ?? null, toCommits(run, end?.state ?? null, state), options);
  const last = made.at(-1);
  if (last === undefined) throw new TypeError("a run has an event");
  const commit = await signCommit(parts, key, last, options);
  if ((await git.publish(branch, end?.commit ?? null, commit, options)) === "moved") return { outcome: "moved" };
  await git.keep(KEPT, commit, options);
  const tip = { commit, seq: state.seq, digest: state.digest };
  return { outcome: "appended", tip, state, events: run.map(({ event }) => event) };
}

function sealAll(after: State | null, drafts: readonly Draft[]): readonly Sealed[] {
  const run: Sealed[] = [];
  for (const draft of drafts) {
    const last = run.at(-1);
    run.push(
      seal(
        last === undefined ? after : { ...last.event, digest: last.digest, at: fromTimestamp(last.event.at) },
        draft,
      ),
    );
  }
  return run;
}

function toCommits(run: readonly Sealed[], before: State | null, after: State): readonly CommitDraft[] {
  // Two engines with one key that say the same at the same moment would make the same commits, and both would win.
  const engine = { name: "Brevet", email: `${randomUUID()}@run.brevet.invalid` };
  return run.map(({ event, digest, text }, index) => {
    const isLast = index === run.length - 1;
    const kept = isLast ? changedShards(before, after) : [];
    return {
      files: new Map([[eventPath(event.seq, event.type), Buffer.from(`${text}\n`)], ...kept]),
      message: toMessage(event, digest, isLast ? stateDigest(toShards(after)) : null),
      author: { ...engine, at: fromTimestamp(event.at) },
    };
  });
}
