import { problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { WalkedCommit } from "../../ports/git.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import { admitChange, type Refused } from "../admit/admit-change.ts";
import { refusedEntry } from "../admit/entries.ts";
import { outsideProblem } from "../apply/outside-problem.ts";
import { mostRequests, sortPaths } from "../change/sort-paths.ts";
import { walkedCommit } from "../change/walked-commit.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { rulesInForceAt } from "../rules/rules-in-force-at.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Journal } from "../run-journal.ts";

/** Notes that the requests of a commit could not be judged, and why: main is followed on, and they are tried again. */
export function defer(journal: Journal, commit: WalkedCommit, why: Problem): readonly Problem[] {
  const { requests } = sortPaths(commit.changes);
  const asking = requests.filter(({ id, kind }) => kind !== "removed" || Object.hasOwn(journal.state.grants, id));
  return asking.slice(0, mostRequests).map(({ id, path }) => {
    journal.note({ type: "deferred", grant: id, main: commit.id, body: { code: why.code } });
    return deferred(id, why, path);
  });
}

/** Whether a commit touches what is still to be judged: it has to wait for that. */
export function touchesDeferred({ deferred: open }: Journal["state"], commit: WalkedCommit): boolean {
  return sortPaths(commit.changes).requests.some(({ id }) => Object.hasOwn(open, id));
}

/** What became of what was deferred before. */
export interface Retried {
  readonly refused: readonly Refused[];
  /** What cannot be judged now either. */
  readonly deferred: readonly Problem[];
}

/**
 * Judges what was deferred before, commit by commit, by the rules in force at its merge and by those of now. What waited
 * longer than a merge may is refused: nobody knows any more what it was agreed to in.
 */
export async function retryDeferred(
  ports: JudgePorts,
  at: { readonly view: LedgerView; readonly journal: Journal; readonly rules: Rules },
  now: Rules,
  options: CallOptions,
): Promise<Retried> {
  const { journal, view } = at;
  const refused: Refused[] = [];
  const still: Problem[] = [];
  const waiting = Object.entries(journal.state.deferred).map(([id, { commit, since }]) => ({ id, commit, since }));
  for (const [commit, ids] of Map.groupBy(waiting, (one) => one.commit)) {
    const late = ids.filter(({ since }) => journal.now() - since > now.catalog.org.admissionWindow * 1000);
    if (late.length > 0) {
      for (const { id } of ids) refused.push(tooLate(journal, id, commit));
      continue;
    }
    const why = await outsideProblem(() =>
      journal.attempt(async () => {
        const merge = (await rulesInForceAt(ports, [now, at.rules], view, commit, options)) ?? now;
        const run = { view, journal: belated(journal), rules: { merge, now } };
        refused.push(...(await admitChange(ports, run, await walkedCommit(ports.git, commit, options), options)));
      }),
    );
    if (why !== null) still.push(...ids.map(({ id }) => deferred(id, why)));
    else forget(journal, commit);
  }
  return { refused, deferred: still };
}

function deferred(id: string, { message }: Problem, path: string | null = null): Problem {
  return problem("REQUEST_DEFERRED", { id, message }, path === null ? {} : { path });
}

function tooLate(journal: Journal, id: string, commit: string): Refused {
  const problems = [problem("TOO_LATE", { id })] as const;
  journal.note(refusedEntry(id, commit, problems, null));
  return { id, problems };
}

/** The journal of a merge that lies behind: what only the proof told of is deferred first, so that the cursor stays. */
function belated(journal: Journal): Journal {
  return {
    get drafts() {
      return journal.drafts;
    },
    get state() {
      return journal.state;
    },
    now: () => journal.now(),
    attempt: (work) => journal.attempt(work),
    note(entry) {
      const { grant } = entry;
      if (grant !== null && !Object.hasOwn(journal.state.deferred, grant))
        journal.note({ type: "deferred", grant, main: null, body: { code: "REQUEST_DEFERRED" } });
      journal.note(entry);
    },
  };
}

/** What its change turned out not to be about, such as the deletion of what is no grant, waits for nothing. */
function forget(journal: Journal, commit: string): void {
  for (const [id, open] of Object.entries(journal.state.deferred))
    if (open.commit === commit) journal.note(refusedEntry(id, commit, [problem("REQUEST_GONE", { id })], null));
}
