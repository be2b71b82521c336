import { branchesFrom, foreignBranch } from "../core/ledger/branches.ts";
import { digestBytes, type Digest } from "../core/json/digest.ts";
import { isDraft } from "../core/ledger/event-of.ts";
import type { Draft } from "../core/ledger/event.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { ObjectId, TreeFile } from "../ports/git.ts";
import type { Appended, Departure, LedgerView } from "../ports/ledger.ts";
import { appendEvents } from "./append-events.ts";
import type { LedgerParts } from "./ledger-parts.ts";
import { openNewest } from "./open-newest.ts";
import { unusedBranch } from "./unused-branch.ts";

/** So many events of an abandoned end are listed. */
const mostListed = 10_000;
const sequence = /\/(\d{9})-[a-z_]+\.json$/;

/** Goes on from a view on a branch that was never used, and keeps what stood above it for whoever looks into it. */
export async function recoverLedger(
  parts: LedgerParts,
  view: LedgerView,
  draft: (departure: Departure) => Draft,
  options: CallOptions,
): Promise<Appended> {
  const { git } = parts;
  const newest = await openNewest(parts, options);
  const from = newest.branch;
  const head = await git.head(from, options);
  const branch = await unusedBranch(parts, from, options);
  if (branch === null) throw brevetError("LEDGER_EXISTS", { branch: branchesFrom(from).at(-1) ?? from });
  const older = (newest.view?.state.rolled ?? []).map(({ tip }) => tip);
  const dropped = head === null ? [] : await digestsAbove(parts, [...older, head], view.tip.seq, options);
  const recovered = draft({ branch, dropped });
  await checkOwnKey(parts, recovered, options);
  if (head !== null) await git.publish(foreignBranch(from), null, head, options);
  const end = { commit: view.tip.commit, state: view.state, branches: true };
  return appendEvents({ ...parts, branch }, end, [recovered], options);
}

async function digestsAbove(
  { git }: LedgerParts,
  heads: readonly ObjectId[],
  seq: number,
  options: CallOptions,
): Promise<readonly Digest[]> {
  const files: TreeFile[] = [];
  for (const head of heads)
    for (const file of await git.list(head, "events", options))
      if (files.length < mostListed && Number(sequence.exec(file.path)?.[1] ?? 0) > seq) files.push(file);
  const blobs = await git.blobs(
    files.map(({ oid }) => oid),
    options,
  );
  return files.flatMap(({ oid }) => {
    const bytes = blobs.get(oid);
    return bytes === undefined ? [] : [digestBytes(bytes.subarray(0, -1))];
  });
}

/** An engine whose own key was stolen writes nothing more. */
async function checkOwnKey({ key, signature }: LedgerParts, draft: Draft, options: CallOptions): Promise<void> {
  const own = key === null ? null : await signature.identify(key, options);
  if (own?.ok !== true || !isDraft(draft, "recovered")) return;
  const { fingerprint } = own.value;
  if (draft.body.distrust.includes(fingerprint)) throw brevetError("LEDGER_KEY_DISTRUSTED", { key: fingerprint });
}
