import { branchesFrom } from "../../core/ledger/branches.ts";
import type { Config } from "../../core/config/config.ts";
import type { Event } from "../../core/ledger/event.ts";
import type { Change } from "../../core/plan/change.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import { openJournal, type Journal } from "../run-journal.ts";
import type { Outcome } from "./carry-out.ts";
import { leaveMark } from "../witness/consult.ts";
import { outsideProblem } from "./outside-problem.ts";
import { recordOutcomes } from "./record-outcomes.ts";
import type { Survey } from "./survey.ts";
import { recordTold } from "../notify/record-told.ts";
import type { Told } from "../notify/tell-obliged.ts";

/** So often the ledger may move under a run before it leaves the rest to the next one. */
export const mostRaces = 20;

/** The history as it is now, and what goes on with it. */
export interface Written {
  readonly outcome: "recorded";
  readonly view: LedgerView;
  /** In force; it names the witness. */
  readonly config: Config;
  /** Up to which event the witness knows it. */
  readonly marked: number;
  /** What is recorded is dated by it. */
  readonly clock: Clock;
  /** What this run has recorded. */
  readonly events: readonly Event[];
}

/** Whether the history now says what a run is about to do. Only `recorded` gives the right to start anything. */
export type Recorded =
  | Written
  | { readonly outcome: "moved" }
  | { readonly outcome: "refused"; readonly view: LedgerView; readonly problem: Problem | null };

/** Notes what is about to start, and pushes it with all that was decided. */
export async function recordBefore(ports: ApplyPorts, found: Survey, options: CallOptions): Promise<Recorded> {
  const { view, journal, plan } = found;
  const written: Written = {
    outcome: "recorded",
    view,
    config: found.rules.config,
    marked: found.told.mark?.seq ?? 0,
    clock: found.clocks.records,
    events: [],
  };
  if (found.distrust !== null || found.unreached !== null) return { outcome: "refused", view, problem: null };
  for (const change of plan.changes) noteStarting(journal, change);
  if (journal.drafts.length > 0) return append(ports, written, journal.drafts, options);
  return plan.changes.every(isSure) ? written : unlessMoved(ports, written, options);
}

/** What may be done without a look at the ledger's newest tip: to end what it names. */
function isSure(change: Change): boolean {
  return change.action === "end" && change.because !== "unexplained";
}

/** Where there is nothing new to say, the tip says whether what was planned is still right. */
async function unlessMoved(ports: ApplyPorts, written: Written, options: CallOptions): Promise<Recorded> {
  const { view } = written;
  const refusal = await outsideProblem(() => ports.git.fetch(branchesFrom(ports.branches.ledger), options));
  if (refusal !== null) return { outcome: "refused", view, problem: refusal };
  const opened = await ports.ledger.open(options);
  return opened.distrust === null && opened.view?.tip.commit === view.tip.commit ? written : { outcome: "moved" };
}

/** What is about to be given, and until when: said, and pushed, before the target is touched. */
function noteStarting(journal: Journal, change: Change): void {
  if (change.action !== "start") return;
  const { grants, until } = change.assignment;
  for (const id of grants) {
    const grant = journal.state.grants[id];
    const isSaid = grant?.state === "starting" || (grant?.state === "start_failed" && grant.begun);
    if (grant === undefined || isSaid || grant.lease.from > journal.now()) continue;
    const { subject, entitlement } = grant;
    const body = { subject, entitlement, target: grant.effect.target, until: toTimestamp(until) };
    journal.note({ type: "starting", grant: id, main: null, body });
  }
}

async function append(
  ports: ApplyPorts,
  written: Written,
  drafts: Survey["journal"]["drafts"],
  options: CallOptions,
): Promise<Recorded> {
  let result: Recorded = { outcome: "moved" };
  const refusal = await outsideProblem(async () => {
    const appended = await ports.ledger.append(written.view, drafts, options);
    if (appended.outcome === "appended")
      result = {
        ...written,
        view: { tip: appended.tip, state: appended.state, distrust: null },
        events: [...written.events, ...appended.events],
      };
  });
  return refusal === null ? result : { outcome: "refused", view: written.view, problem: refusal };
}

/** How a run leaves the history. */
export interface Last {
  readonly view: LedgerView;
  readonly problem: Problem | null;
  /** All that the run recorded. */
  readonly events: readonly Event[];
}

/** What was done, and stands in no event yet. */
export interface Unsaid {
  readonly outcomes: readonly Outcome[];
  readonly told: readonly Told[];
}

/**
 * Notes what came of the changes and of telling people, and tells the witness. Where the ledger moved meanwhile, appends what
 * the new tip does not already say. What could not be recorded is seen again, and recorded, by the next run.
 */
export async function recordAfter(
  ports: ApplyPorts,
  recorded: Exclude<Recorded, { outcome: "moved" }>,
  { outcomes, told }: Unsaid,
  options: CallOptions,
): Promise<Last> {
  if (recorded.outcome === "refused") return { view: recorded.view, problem: recorded.problem, events: [] };
  const { events } = recorded;
  let { view } = recorded;
  for (let race = 1; ; race += 1) {
    const journal = openJournal(view.state, ports.by, () => recorded.clock.now());
    recordOutcomes(journal, outcomes);
    recordTold(journal, told);
    if (journal.drafts.length === 0) return marked(ports, { ...recorded, view }, options);
    const appended = await append(ports, { ...recorded, view }, journal.drafts, options);
    if (appended.outcome === "recorded") return marked(ports, appended, options);
    if (appended.outcome === "refused") return { view, problem: appended.problem, events };
    if (race === mostRaces) return { view, problem: problem("LEDGER_BUSY", { tries: mostRaces }), events };
    const unreached = await outsideProblem(() => ports.git.fetch(branchesFrom(ports.branches.ledger), options));
    const opened = unreached === null ? await ports.ledger.open(options) : null;
    if (opened === null || opened.view === null || opened.distrust !== null)
      return { view, problem: unreached, events };
    view = opened.view;
  }
}

/** Leaves with the witness what it does not know yet. */
async function marked(
  ports: ApplyPorts,
  { view, config, marked: known, events }: Written,
  options: CallOptions,
): Promise<Last> {
  const problem = view.tip.seq > known ? await leaveMark(ports, { view, config }, options) : null;
  return { view, problem, events };
}
