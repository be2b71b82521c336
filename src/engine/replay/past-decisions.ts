import type { JudgedBody } from "../../core/ledger/event-body.ts";
import { isEvent } from "../../core/ledger/event-of.ts";
import type { Event } from "../../core/ledger/event.ts";
import type { PastOutcome } from "../../core/report/replay.ts";
import { mostRequestBytes, readRequest } from "../../core/request/read-request.ts";
import type { Request } from "../../core/request/request.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Git, ObjectId } from "../../ports/git.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { ifHere } from "./if-here.ts";

/** One judgement that the ledger recorded. */
export interface PastDecision {
  readonly seq: number;
  readonly at: string;
  /** The request's id. */
  readonly id: string;
  readonly outcome: PastOutcome;
  readonly judged: JudgedBody;
  /** What the request says in words, from main's blobs; null where that is not here. */
  readonly words: Pick<Request, "reason" | "ticket"> | null;
}

/** As many as are read from git, and judged, at a time. */
const atOnce = 512;

/** Every judgement that the ledger recorded, oldest first, in batches. */
export async function* pastDecisions(
  ports: Pick<JudgePorts, "git" | "ledger">,
  view: LedgerView,
  options: CallOptions,
): AsyncIterable<readonly PastDecision[]> {
  let batch: Omit<PastDecision, "words">[] = [];
  for await (const event of ports.ledger.events(view, 1, { ...options, types: ["admitted", "refused"] })) {
    const past = toPast(event);
    if (past === null) continue;
    batch.push(past);
    if (batch.length < atOnce) continue;
    yield await withWords(ports, batch, options);
    batch = [];
  }
  if (batch.length > 0) yield await withWords(ports, batch, options);
}

function toPast(event: Event): Omit<PastDecision, "words"> | null {
  const { seq, at, grant: id } = event;
  if (id === null) return null;
  if (isEvent(event, "admitted")) return { seq, at, id, outcome: "allowed", judged: event.body.judged };
  if (!isEvent(event, "refused") || event.body.judged === null) return null;
  return { seq, at, id, outcome: event.body.uses_id ? "denied" : "pending", judged: event.body.judged };
}

async function withWords(
  { git }: Pick<JudgePorts, "git">,
  batch: readonly Omit<PastDecision, "words">[],
  options: CallOptions,
): Promise<readonly PastDecision[]> {
  const oids = [...new Set(batch.map(({ judged }) => judged.request.blob))];
  const blobs = await blobsHere(git, oids, options);
  return batch.map((past) => {
    const bytes = blobs.get(past.judged.request.blob);
    const read = bytes === undefined ? null : readRequest(past.id, bytes);
    return { ...past, words: read?.ok === true ? read.value.request : null };
  });
}

/** Those that are in this clone: asked together, and one by one only where some are not. */
async function blobsHere(
  git: Git,
  oids: readonly ObjectId[],
  options: CallOptions,
): Promise<ReadonlyMap<ObjectId, Uint8Array>> {
  const read = { ...options, most: mostRequestBytes };
  const all = await ifHere(git.blobs(oids, read));
  if (all !== null) return all;
  const here = new Map<ObjectId, Uint8Array>();
  for (const oid of oids) for (const [id, bytes] of (await ifHere(git.blobs([oid], read))) ?? []) here.set(id, bytes);
  return here;
}
