import { brevetError } from "../core/problem/brevet-error.ts";
import type { Draft } from "../core/ledger/event.ts";
import type { State } from "../core/ledger/state.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { ObjectId } from "../ports/git.ts";
import type { Appended } from "../ports/ledger.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { Run } from "./run.ts";
import { signCommit } from "./sign-commit.ts";

/** The end of the chain that is continued. */
export interface End {
  readonly commit: ObjectId;
  readonly state: State;
  /** It is continued on a branch that is not there yet. */
  readonly branches?: boolean;
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
  const run = new Run(end?.state ?? null, drafts);
  const made = await git.importCommits(end?.commit ?? null, run.commits(), options);
  const { state, events } = run;
  const last = made.at(-1);
  if (last === undefined || state === null) throw new TypeError("a run has an event");
  const commit = await signCommit(parts, key, last, options);
  const old = end === null || end.branches === true ? null : end.commit;
  if ((await git.publish(branch, old, commit, options)) === "moved") return { outcome: "moved" };
  await git.keep(keptOf(branch), commit, options);
  const tip = { commit, seq: state.seq, digest: state.digest };
  return { outcome: "appended", tip, state, events };
}
