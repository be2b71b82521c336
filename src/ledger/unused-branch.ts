import { branchesFrom } from "../core/ledger/branches.ts";
import type { CallOptions } from "../ports/call-options.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";

/** The next branch after that one on which nothing ever was, here or as published; null: all that are looked at were used. */
export async function unusedBranch(
  { git, branch }: Pick<LedgerParts, "git" | "branch">,
  from: string,
  options: CallOptions,
): Promise<string | null> {
  const known = branchesFrom(branch);
  for (const name of branchesFrom(from).slice(1)) {
    const isUsed = (await git.head(name, options)) ?? (await git.resolve(keptOf(name), options));
    if (isUsed === null && known.includes(name)) return name;
  }
  return null;
}
