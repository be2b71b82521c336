import { branchesFrom } from "../core/ledger/branches.ts";
import type { CallOptions } from "../ports/call-options.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { openLedger, type OpenedLedger } from "./open-ledger.ts";

/** The ledger on the last branch that its history went on to. A branch that no engine says so of is none of them. */
export async function openNewest(parts: LedgerParts, options: CallOptions): Promise<OpenedLedger> {
  let opened = await openLedger(parts, options);
  for (const branch of await laterBranches(parts, options)) {
    const later = await openLedger({ ...parts, branch }, options);
    if (later.view?.state.branch === branch) opened = later;
  }
  return opened;
}

/** The branch that the history is on now. */
export async function newestBranch(parts: LedgerParts, options: CallOptions): Promise<string> {
  if ((await laterBranches(parts, options)).length === 0) return parts.branch;
  return (await openNewest(parts, options)).view?.state.branch ?? parts.branch;
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
