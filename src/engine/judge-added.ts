import type { CallOptions } from "../ports/call-options.ts";
import type { Forge } from "../ports/forge.ts";
import type { ObjectId } from "../ports/git.ts";
import type { LedgerView } from "../ports/ledger.ts";
import { judgeFiles } from "./admit/judge-files.ts";
import { mostRequests, sortPaths, type SortedPaths } from "./change/sort-paths.ts";
import type { JudgePorts } from "./engine-ports.ts";
import type { Judged } from "./judge/case.ts";
import type { Rules } from "./rules/read-rules.ts";

/** A change that is not merged: what is known of it, its paths by what they are, and every request that it adds, judged. */
export interface JudgedAdditions {
  readonly proposed: Awaited<ReturnType<Forge["propose"]>>;
  readonly sorted: SortedPaths;
  readonly judged: readonly Judged[];
}

/** Judges the requests that a change adds which is not merged, by the rules in force; of too many none. */
export async function judgeAdded(
  ports: JudgePorts,
  by: { readonly rules: Rules; readonly view: LedgerView },
  change: { readonly base: ObjectId; readonly head: ObjectId },
  options: CallOptions,
): Promise<JudgedAdditions> {
  const proposed = await ports.forge.propose(change.base, change.head, options);
  const sorted = sortPaths(proposed.paths);
  const added = sorted.requests.filter(({ kind }) => kind === "added");
  const judged = await judgeFiles(
    ports,
    { rules: { merge: by.rules, now: by.rules }, view: by.view, state: by.view.state },
    { revision: change.head, phase: "check", proof: proposed, claimedAt: null },
    added.length > mostRequests ? [] : added,
    options,
  );
  return { proposed, sorted, judged };
}
