import { digestBytes } from "../core/json/digest.ts";
import { eventPath } from "../core/ledger/event-path.ts";
import { isMessageOf } from "../core/ledger/message.ts";
import { stateDigest, toShards } from "../core/ledger/shards.ts";
import type { State } from "../core/ledger/state.ts";
import type { HistoryCommit } from "../ports/git.ts";
import { isEventFile, isStateFile, type CheckedEvent } from "./check-commit.ts";
import { fault, type Fault } from "./fault.ts";
import { readRunEnd } from "./trailers.ts";

/** The end of a branch that was rolled over: its last event, the state after it, and how many branches that makes. */
export interface BranchEnd {
  readonly last: CheckedEvent;
  readonly state: State;
  readonly rolled: number;
}

/**
 * Checks the first commit of a branch that goes on from another, but for its signature: it stands alone, and holds
 * nothing but the event that named it, as it stands there, and the state after it.
 */
export function checkContinuation(commit: HistoryCommit, { last, state, rolled }: BranchEnd): CheckedEvent | Fault {
  const { id, parents, changes, message } = commit;
  const { seq } = last.event;
  if (state.rolled?.length !== rolled)
    return fault("LEDGER_EVENT_PLACE", { seq, what: "it names no other branch, and one goes on from it" }, last.commit);
  if (parents.length > 0) return fault("LEDGER_COMMIT_SHAPE", { seq }, id);
  const path = eventPath(seq, last.event.type);
  const file = changes.find((change) => change.path === path && isEventFile(change));
  const stray = changes.find((change) => change !== file && !isStateFile(change));
  if (stray !== undefined) return fault("LEDGER_FILES", { seq, path: stray.path }, id);
  const bytes = file?.bytes ?? null;
  if (bytes === null || digestBytes(bytes.subarray(0, -1)) !== last.digest)
    return fault("LEDGER_EVENT_PLACE", { seq, what: "its copy on the next branch is another" }, id);
  const kept = readRunEnd(message)?.state ?? null;
  if (!isMessageOf(message, last.event, last.digest)) return fault("LEDGER_MESSAGE", { seq }, id);
  if (kept === null || kept !== stateDigest(toShards(state))) return fault("LEDGER_STATE", { seq }, id);
  return { ...last, commit: id, state: kept };
}
