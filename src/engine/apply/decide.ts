import { branchesFrom } from "../../core/ledger/branches.ts";
import type { Change } from "../../core/plan/change.ts";
import { isError, problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Distrust } from "../../ports/ledger.ts";
import type { ApplyPorts, JudgePorts } from "../engine-ports.ts";
import { leaveMark } from "../witness/consult.ts";
import { openProved } from "./open-proved.ts";
import { onlyEnds } from "./only-ends.ts";
import { outsideProblem } from "./outside-problem.ts";
import { mostRaces, recordBefore, type Recorded, type Written } from "./record.ts";
import { survey, type Run, type Survey } from "./survey.ts";

/** What is to be done now, and may be: it is recorded, or needs no record. */
export interface Decided {
  readonly found: Survey;
  readonly recorded: Exclude<Recorded, { outcome: "moved" }>;
  readonly changes: readonly Change[];
}

/** Why nothing could be decided: no ledger ever verified here. */
export interface Undecided {
  readonly found: null;
  readonly distrust: Distrust | null;
  readonly unreached: Problem | null;
}

/**
 * Steps 2 to 6 of a reconcile: fetches, catches up, accepts, admits, observes, plans, and records what it is about
 * to do; all of it once more where the ledger moved meanwhile. fetch: brings what is new, or answers why not.
 */
export async function decide(
  ports: ApplyPorts,
  run: Run & { readonly fetch: () => Promise<Problem | null> },
  options: CallOptions,
): Promise<Decided | Undecided> {
  for (let race = 1; ; race += 1) {
    const unreached = await run.fetch();
    const { view, distrust, problem } = await openProved(ports, run.duty.hears && unreached === null, options);
    if (view === null) return { found: null, distrust, unreached };
    const found = withProblem(await survey(ports, { view, distrust, unreached }, run, options), problem);
    const recorded = lost(race, found, await recordBefore(ports, found, options));
    if (recorded.outcome === "moved") continue;
    if (recorded.outcome === "refused") return { found, recorded, changes: onlyEnds(found.plan).changes };
    return markBefore(ports, found, recorded, options);
  }
}

function withProblem(found: Survey, problem: Problem | null): Survey {
  return problem === null ? found : { ...found, problems: [...found.problems, problem] };
}

/** Nothing starts before the witness knows the history that says so. */
async function markBefore(ports: ApplyPorts, found: Survey, recorded: Written, options: CallOptions): Promise<Decided> {
  const { view, config, marked } = recorded;
  const { changes } = found.plan;
  if (changes.every(({ action }) => action === "end") || marked === view.tip.seq) return { found, recorded, changes };
  const unmarked = await leaveMark(ports, { view, config }, options);
  if (unmarked === null) return { found, recorded: { ...recorded, marked: view.tip.seq }, changes };
  const told = { ...found, problems: [...found.problems, unmarked] };
  return { found: told, recorded, changes: isError(unmarked) ? onlyEnds(found.plan).changes : changes };
}

/** Ends wait for no race, however many were lost. */
function lost(race: number, { view }: Survey, tried: Recorded): Recorded {
  if (tried.outcome !== "moved" || race < mostRaces) return tried;
  return { outcome: "refused", view, problem: problem("LEDGER_BUSY", { tries: mostRaces }) };
}

/** Brings what an engine goes by: main, ledger and orders; answers why that could not be. */
export async function fetchAll({ git, branches }: JudgePorts, options: CallOptions): Promise<Problem | null> {
  return await outsideProblem(() => git.fetch([branches.main, ...branchesFrom(branches.ledger), "orders/*"], options));
}
