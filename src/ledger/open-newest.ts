import { branchesFrom } from "../core/ledger/branches.ts";
import type { CallOptions } from "../ports/call-options.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { openLedger, type OpenedLedger } from "./open-ledger.ts";

/** The ledger as it was opened, and the branch that it was read from. */
export interface NewestLedger extends OpenedLedger {
  readonly branch: string;
}

/**
 * The ledger on the last branch that its history went on to. A branch that no engine says so of is none of them; where
 * the history names a branch that is there, and does not verify, nothing is appended.
 */
export async function openNewest(parts: LedgerParts, options: CallOptions): Promise<NewestLedger> {
  let opened: NewestLedger = { ...(await openLedger(parts, options)), branch: parts.branch };
  for (const branch of await laterBranches(parts, options)) {
    const later = await openLedger({ ...parts, branch }, options);
    if (later.view?.state.branch === branch) opened = { ...later, branch };
    else if (opened.view?.state.branch === branch && opened.distrust === null) {
      const { distrust } = later;
      opened = { view: { ...opened.view, distrust }, distrust, branch: opened.branch };
    }
  }
  return opened;
}

/** Later branches that are here, or were: one that is gone is missed. */
async function laterBranches({ git, branch }: LedgerParts, options: CallOptions): Promise<readonly string[]> {
  const later = branchesFrom(branch).slice(1);
  const here = await git.branches("ledger/", 1000, options);
  const found: string[] = [];
  for (const name of later)
    if (here.has(name) || (await git.resolve(keptOf(name), options)) !== null) found.push(name);
    else if (name === later[0] && here.size <= 1) return [];
  return found;
}
