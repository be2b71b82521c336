import { digestBytes, type Digest } from "../core/json/digest.ts";
import type { Event, EventType } from "../core/ledger/event.ts";
import { eventFolder } from "../core/ledger/event-path.ts";
import { readEvent } from "../core/ledger/read-event.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Git, ObjectId, TreeFile } from "../ports/git.ts";
import type { Segment } from "./segments.ts";

const BATCH = 1000;

/** The digest of the event with that sequence in the tree of a commit; null: there is none. */
export async function digestOfEvent(
  git: Git,
  commit: ObjectId,
  seq: number,
  options: CallOptions,
): Promise<Digest | null> {
  const file = (await filesOf(git, commit, { from: seq, to: seq }, options))[0];
  const bytes = file === undefined ? undefined : (await git.blobs([file.oid], options)).get(file.oid);
  return bytes === undefined ? null : digestBytes(bytes.subarray(0, -1));
}

/** So many events stand in one folder of the tree: as many as are listed at a time, however long the history is. */
const WINDOW = 10_000;

/** Events of a commit's tree from one sequence up to another, both included, oldest first; of some types alone. */
export async function* eventsIn(
  git: Git,
  commit: ObjectId,
  { from, to }: { readonly from: number; readonly to: number },
  options: CallOptions & { readonly types?: readonly EventType[] },
): AsyncIterable<Event> {
  for (let start = from; start <= to; start += WINDOW - (start % WINDOW)) {
    const end = Math.min(to, start - (start % WINDOW) + WINDOW - 1);
    yield* eventsWithin(git, commit, { from: start, to: end }, options);
  }
}

async function* eventsWithin(
  git: Git,
  commit: ObjectId,
  range: { readonly from: number; readonly to: number },
  options: CallOptions & { readonly types?: readonly EventType[] },
): AsyncIterable<Event> {
  const { types } = options;
  const isWanted = ({ path }: TreeFile): boolean => types?.some((type) => path.endsWith(`-${type}.json`)) ?? true;
  const wanted = (await filesOf(git, commit, range, options)).filter(isWanted);
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH);
    const oids = batch.map(({ oid }) => oid);
    const blobs = await git.blobs(oids, options);
    for (const { path, oid } of batch) {
      const event = readEvent(blobs.get(oid) ?? new Uint8Array());
      if (event === null) throw brevetError("LEDGER_BROKEN", { commit, what: `${path} is not an event` });
      yield event;
    }
  }
}

/** The same of a whole history, wherever its events stand. */
export async function* eventsOf(
  git: Git,
  segments: readonly Segment[],
  range: { readonly from: number; readonly to: number },
  options: CallOptions & { readonly types?: readonly EventType[] },
): AsyncIterable<Event> {
  for (const { commit, from, to } of segments) {
    const within = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
    if (within.from <= within.to) yield* eventsIn(git, commit, within, options);
  }
}

async function filesOf(
  git: Git,
  commit: ObjectId,
  { from, to }: { readonly from: number; readonly to: number },
  options: CallOptions,
): Promise<readonly TreeFile[]> {
  if (from > to) return [];
  const files = await git.list(commit, commonFolder(eventFolder(from), eventFolder(to)), options);
  return files.filter(({ path }) => isBetween(sequenceOf(path), from, to));
}

function commonFolder(a: string, b: string): string {
  const [these, those] = [a.split("/"), b.split("/")];
  const differs = these.findIndex((name, depth) => name !== those[depth]);
  return these.slice(0, differs === -1 ? these.length : differs).join("/");
}

function sequenceOf(path: string): number {
  return Number.parseInt(path.slice(path.lastIndexOf("/") + 1), 10);
}

function isBetween(value: number, least: number, most: number): boolean {
  return least <= value && value <= most;
}
