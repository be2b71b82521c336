import { digestBytes, type Digest } from "../core/json/digest.ts";
import type { Event } from "../core/ledger/event.ts";
import { eventPath } from "../core/ledger/event-path.ts";
import { linkFault } from "../core/ledger/link-fault.ts";
import { isMessageOf } from "../core/ledger/message.ts";
import { parseEvent } from "../core/ledger/read-event.ts";
import type { Link } from "../core/ledger/seal.ts";
import type { ChangedPath, HistoryCommit, ObjectId } from "../ports/git.ts";
import { fault, type Fault } from "./fault.ts";
import { readRunEnd } from "./trailers.ts";

/** An event that was read from a commit and stands in its place. */
export interface CheckedEvent {
  readonly ok: true;
  readonly commit: ObjectId;
  readonly event: Event;
  readonly digest: Digest;
  /** The digest of the state beside it, where it is the last of its run. */
  readonly state: Digest | null;
}

/** Where the chain ends before a commit, and the commit that brought that end. */
export interface Before {
  readonly commit: ObjectId;
  readonly link: Link;
}

const STATE = /^state\/(?:head|live\/[0-9a-f]{2})\.json$/;

/** Checks all that one commit alone can show: its shape, its files, its event, its message, its place after another. */
export function checkCommit(commit: HistoryCommit, before: Before | null): CheckedEvent | Fault {
  const seq = (before?.link.seq ?? 0) + 1;
  const { id } = commit;
  if (commit.parents.join() !== (before?.commit ?? "")) return fault("LEDGER_COMMIT_SHAPE", { seq }, id);

  const added = commit.changes.find((file) => file.status === "added" && isEventFile(file));
  const stray = commit.changes.find((file) => file !== added && !isStateFile(file));
  if (stray !== undefined) return fault("LEDGER_FILES", { seq, path: stray.path }, id);
  const bytes = added?.bytes ?? null;
  if (added === undefined || bytes === null)
    return fault("LEDGER_EVENT_FORM", { seq, what: "its file is missing" }, id);

  const read = parseEvent(bytes);
  if (!read.ok) return fault("LEDGER_EVENT_FORM", { seq, what: read.what }, id);
  const { event } = read;
  const digest = digestBytes(bytes.subarray(0, -1));
  const misplaced = placeFault(event, before, id);
  if (misplaced !== null) return misplaced;
  if (added.path !== eventPath(seq, event.type))
    return fault("LEDGER_EVENT_PLACE", { seq, what: `its file is ${added.path}` }, id);

  const end = commit.changes.length === 1 ? null : readRunEnd(commit.message);
  const isRunEnd = commit.message.includes("\nBrevet-State: ");
  if (!isMessageOf(commit.message, event, digest) || isRunEnd !== commit.changes.length > 1)
    return fault("LEDGER_MESSAGE", { seq }, id);
  return { ok: true, commit: id, event, digest, state: end?.state ?? null };
}

/** Whether a change is to a file of an event. */
export function isEventFile({ path, newMode }: ChangedPath): boolean {
  return path.startsWith("events/") && newMode === "100644";
}

/** Whether a change is to a file of the state. */
export function isStateFile({ path, newMode }: ChangedPath): boolean {
  return STATE.test(path) && (newMode === "100644" || newMode === null);
}

/** An event whose successor continues another digest was altered: the successor is not to blame. */
function placeFault(event: Event, before: Before | null, commit: ObjectId): Fault | null {
  const found = linkFault(before?.link ?? null, event);
  const seq = (before?.link.seq ?? 0) + 1;
  switch (found?.kind) {
    case undefined:
      return null;
    case "place":
      return fault("LEDGER_EVENT_PLACE", { seq, what: found.what }, commit);
    case "time":
      return fault("LEDGER_TIME", { seq, at: event.at, before: found.before }, commit);
    case "chain":
      return before === null
        ? fault("LEDGER_EVENT_PLACE", { seq, what: "the first event continues nothing" }, commit)
        : fault("LEDGER_CHAIN", { ...before.link, expected: event.prev }, before.commit);
  }
}
