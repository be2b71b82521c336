import type { Digest } from "../core/json/digest.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Git, ObjectId } from "../ports/git.ts";
import type { Distrust, LedgerView } from "../ports/ledger.ts";
import { distrusted } from "./distrusted.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { newestSigned } from "./newest-signed.ts";
import { readCheckpoint } from "./read-checkpoint.ts";
import { trustedKeys } from "./trusted-keys.ts";

/** The ledger as it was opened: what to go by, and why not to extend it. */
export interface OpenedLedger {
  readonly view: LedgerView | null;
  readonly distrust: Distrust | null;
}

/** What verifies of the published branch; where that is nothing newer, what verified here before. */
export async function openLedger(parts: LedgerParts, options: CallOptions): Promise<OpenedLedger> {
  const { git, branch, trust } = parts;
  if (trust === null) throw brevetError("TRUST_MISSING", {});
  const kept = await git.resolve(keptOf(branch), options);
  const instead = (distrust: Distrust): Promise<OpenedLedger> =>
    lastVerified(git, kept, trust.genesis, distrust, options);

  const head = await git.head(branch, options);
  if (head === null) return instead(distrusted("LEDGER_MISSING", { branch }));
  const { commit, distrust } = await newestSigned(parts, head, await trustedKeys(parts, options), kept, options);
  if (commit === null) return instead(distrust);

  const checkpoint = await readCheckpoint(git, commit, options);
  if (!checkpoint.ok) return instead(distrusted("LEDGER_BROKEN", checkpoint));
  const { tip, state, genesis } = checkpoint;
  if (genesis !== trust.genesis) return instead(distrusted("LEDGER_OTHER_GENESIS", { genesis, pinned: trust.genesis }));
  if (kept !== null && !(await continues(git, commit, kept, options))) {
    return instead(distrust ?? distrusted("LEDGER_REWOUND", { commit, kept }));
  }
  if (commit !== kept) await git.keep(keptOf(branch), commit, options);
  return { view: { tip, state, distrust }, distrust };
}

async function continues(git: Git, commit: ObjectId, kept: ObjectId, options: CallOptions): Promise<boolean> {
  return commit === kept || (await git.isAncestor(kept, commit, options));
}

/** The view of the tip that verified here last: believed without its key, which may have been taken off the pins. */
async function lastVerified(
  git: Git,
  kept: ObjectId | null,
  genesis: Digest,
  distrust: Distrust,
  options: CallOptions,
): Promise<OpenedLedger> {
  const checkpoint = kept === null ? null : await readCheckpoint(git, kept, options);
  if (!checkpoint?.ok || checkpoint.genesis !== genesis) return { view: null, distrust };
  const { tip, state } = checkpoint;
  return { view: { tip, state, distrust }, distrust };
}
