import { branchesFrom, foreignBranch } from "../core/ledger/branches.ts";
import { digestBytes, type Digest } from "../core/json/digest.ts";
import { isDraft } from "../core/ledger/event-of.ts";
import type { Draft } from "../core/ledger/event.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { ObjectId } from "../ports/git.ts";
import type { Appended, Departure, LedgerView } from "../ports/ledger.ts";
import { appendEvents } from "./append-events.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { newestBranch } from "./open-newest.ts";

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
  const from = await newestBranch(parts, options);
  const head = await git.head(from, options);
  const branch = await unusedBranch(parts, from, options);
  const dropped = head === null ? [] : await digestsAbove(parts, head, view.tip.seq, options);
  const recovered = draft({ branch, dropped });
  await checkOwnKey(parts, recovered, options);
  if (head !== null) await git.publish(foreignBranch(from), null, head, options);
  const end = { commit: view.tip.commit, state: view.state, branches: true };
  return appendEvents({ ...parts, branch }, end, [recovered], options);
}

async function unusedBranch({ git, branch }: LedgerParts, from: string, options: CallOptions): Promise<string> {
  for (const name of branchesFrom(from).slice(1)) {
    const isUsed = (await git.head(name, options)) ?? (await git.resolve(keptOf(name), options));
    if (isUsed === null && branchesFrom(branch).includes(name)) return name;
  }
  throw brevetError("LEDGER_EXISTS", { branch: branchesFrom(from).at(-1) ?? from });
}

async function digestsAbove(
  { git }: LedgerParts,
  head: ObjectId,
  seq: number,
  options: CallOptions,
): Promise<readonly Digest[]> {
  const files = (await git.list(head, "events", options))
    .filter(({ path }) => Number(sequence.exec(path)?.[1] ?? 0) > seq)
    .slice(0, mostListed);
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
