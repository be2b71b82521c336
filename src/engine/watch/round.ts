import type { Plan } from "../../core/plan/change.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { Problem } from "../../core/problem/problem.ts";
import type { ApplyReport } from "../../core/report/report.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import { decide, fetchAll } from "../apply/decide.ts";
import type { Duty } from "../apply/duty.ts";
import { recordAfter } from "../apply/record.ts";
import { reportApply, reportStopped } from "../apply/report-apply.ts";
import type { Survey } from "../apply/survey.ts";
import type { Herald } from "./herald.ts";
import type { Lanes } from "./lanes.ts";
import type { Unrecorded } from "./unrecorded.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** What a round works with, beside its ports. */
export interface RoundParts {
  readonly lanes: Lanes;
  readonly unrecorded: Unrecorded;
  readonly herald: Herald;
  readonly duty: Duty;
  /** Hears what was decided, before it is done. */
  readonly decided: (report: ApplyReport) => void;
  /** Why what was just fetched could not be; null: it was. */
  readonly unreached: Problem | null;
}

/** What a round came to, and when the next one is due. */
export interface Round {
  readonly report: ApplyReport;
  readonly nextAt: Instant | null;
  /** From where to where it moved the ledger; null: it is not known. */
  readonly moved: { readonly from: ObjectId; readonly to: ObjectId } | null;
  /** What was not seen where it should be: the next round's `goneBefore`. */
  readonly gone: ReadonlyMap<string, Instant>;
  /** Whether all that it meant to do and to record was. */
  readonly isWhole: boolean;
  /** Why the ledger could not be written; null: it could, or nothing was to be. */
  readonly unwritten: string | null;
}

/** One reconcile of a resident engine: the same steps as `apply`, on the targets that are free, recorded with what the lanes did meanwhile. */
export async function round(ports: WatchPorts, parts: RoundParts, options: CallOptions): Promise<Round> {
  const { lanes, unrecorded, herald, unreached } = parts;
  const duty: Duty = {
    ...parts.duty,
    serves: (id, config) => parts.duty.serves(id, config) && lanes.isFree(id),
    observe: (_, config, grants) => lanes.observe(config, grants),
  };
  const done = unrecorded.all;
  const { told } = herald;
  const fetches = [() => Promise.resolve(unreached)];
  const fetch = (): Promise<Problem | null> => (fetches.pop() ?? (() => fetchAll(ports, options)))();
  const decided = await decide(ports, { done, told, duty, fetch }, options);
  if (decided.found === null) {
    const report = reportStopped(decided.distrust, decided.unreached);
    const unwritten = decided.distrust?.code ?? "LEDGER_MISSING";
    return { report, nextAt: null, moved: null, gone: parts.duty.goneBefore, isWhole: false, unwritten };
  }
  const { found, recorded, changes } = decided;
  const { config } = found.rules;
  parts.decided(reportApply(found, { outcomes: [], last: { view: recorded.view, problem: null } }));
  if (recorded.outcome === "recorded") {
    unrecorded.drop(done);
    herald.drop(told);
    if (duty.admits) herald.tell(recorded.view.state, config);
  }
  const grants = Object.values(found.journal.state.grants);
  const changing = lanes.change(changes, config, grants);
  // What a witness said of the time holds on while it does not answer.
  lanes.follow(recorded.view.state, config, found.told.clock === null ? null : found.clocks.ends);
  const outcomes = await changing;
  const last = await recordAfter(ports, recorded, { outcomes, told: [] }, options);
  const isRecorded = recorded.outcome === "recorded" && last.problem === null;
  if (!isRecorded) unrecorded.add(outcomes);
  herald.say(last.events, last.view.state, config);
  lanes.follow(last.view.state, config);
  return {
    report: reportApply(found, { outcomes, last, problems: herald.problems }),
    nextAt: found.plan.nextAt,
    moved: { from: found.view.tip.commit, to: last.view.tip.commit },
    gone: stillGone(parts.duty.goneBefore, found, grants),
    isWhole: isRecorded && unreached === null && noneWaits(found) && outcomes.every(({ ok }) => ok),
    unwritten: found.distrust?.code ?? last.problem?.code ?? null,
  };
}

/** Whether every request that was merged could be judged. */
function noneWaits({ followed }: Survey): boolean {
  return (followed?.deferred ?? []).length === 0;
}

/** Of targets that were left out of the look nothing new is known. */
function stillGone(before: Plan["gone"], found: Survey, grants: readonly Grant[]): Plan["gone"] {
  const unseen = new Set(grants.flatMap(({ id, effect }) => (found.observations.has(effect.target) ? [] : [id])));
  return new Map([...[...before].filter(([id]) => unseen.has(id)), ...found.plan.gone]);
}
