import type { Grant } from "../../core/grant/grant.ts";
import type { Observations } from "../../core/plan/holding.ts";
import { endReason } from "../../core/plan/due.ts";
import type { Plan } from "../../core/plan/change.ts";
import { plan } from "../../core/plan/plan.ts";
import { isError, problem, type Problem } from "../../core/problem/problem.ts";
import { succeed } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Distrust, LedgerView } from "../../ports/ledger.ts";
import type { ObjectId } from "../../ports/git.ts";
import { followMain, type Followed } from "../accept/follow-main.ts";
import type { PlanPorts } from "../engine-ports.ts";
import { takeUpOrders } from "../orders/take-up.ts";
import { recordTold } from "../notify/record-told.ts";
import type { Told } from "../notify/tell-obliged.ts";
import { openJournal, type Journal } from "../run-journal.ts";
import type { Rules } from "../rules/read-rules.ts";
import { compareClocks, type Clocks } from "../witness/clocks.ts";
import { consult, type Consulted } from "../witness/consult.ts";
import type { Duty } from "./duty.ts";
import { endsEarly } from "./early-ends.ts";
import type { Again } from "./judge-again.ts";
import { lostKeys } from "./lost-keys.ts";
import { onlyEnds } from "./only-ends.ts";
import { fromOutside } from "./outside-problem.ts";
import { goneSince, recordDrift } from "./record-drift.ts";
import { recheckWaiting } from "./recheck-waiting.ts";
import { recordHeld, recordOutcomes, recordSeen } from "./record-outcomes.ts";
import { rulesInForce, rulesToEndBy } from "./rules-in-force.ts";
import type { Outcome } from "./carry-out.ts";

/** What a look at main, ledger, orders and targets gave: what is to be recorded, and what is to be done. */
export interface Survey {
  readonly view: LedgerView;
  readonly journal: Journal;
  /** In force once this run is recorded. */
  readonly rules: Rules;
  readonly observations: Observations;
  readonly plan: Plan;
  /** What following main came to; null where it was not followed. */
  readonly followed: Followed | null;
  readonly main: ObjectId | null;
  /** Why nothing may be admitted, started or recorded. */
  readonly distrust: Distrust | null;
  /** Why the outside could not be asked; then only ends are planned. */
  readonly unreached: Problem | null;
  readonly problems: readonly Problem[];
  /** What the ledger's witness was told of it. */
  readonly told: Consulted;
  /** What this run's clock is good for. */
  readonly clocks: Clocks;
}

/** What a run is there for, and what it did that is not recorded yet. */
export interface Run {
  readonly duty: Duty;
  readonly done: readonly Outcome[];
  /** Who was told meanwhile. */
  readonly told?: readonly Told[];
  /** It says what would be done, and remembers nothing in the clone of what it found. */
  readonly looksOnly?: true;
}

/**
 * Steps 2 to 5 of a reconcile, on what was last fetched: takes up orders, accepts rules, admits requests, observes
 * and plans. Changes nothing outside.
 */
export async function survey(
  ports: PlanPorts,
  opened: { readonly view: LedgerView; readonly distrust: Distrust | null; readonly unreached: Problem | null },
  { done, told: informed = [], duty, looksOnly }: Run,
  options: CallOptions,
): Promise<Survey> {
  const { view, unreached } = opened;
  let rules = await (opened.distrust === null
    ? rulesInForce(ports, view.state, options)
    : rulesToEndBy(ports, view, options));
  const told = await consult(ports, { view, config: rules.config }, options);
  const distrust = opened.distrust ?? told.distrust;
  const mayRecord = distrust === null && unreached === null;
  const clocks = compareClocks(ports.clock, view, told.clock);
  const journal = openJournal(view.state, ports.by, () => clocks.records.now());
  const problems: Problem[] = [told.problem, clocks.problem].filter((each) => each !== null);
  recordOutcomes(journal, done);
  recordTold(journal, informed);
  let followed: Followed | null = null;
  const main = await ports.git.head(ports.branches.main, options);
  // What was ordered and cannot be heard now may be a revocation: then nothing is admitted or started either.
  const hear = async (line: ObjectId | null): Promise<void> => {
    const at = { view, journal, rules, head: main, main: line };
    const heard = await fromOutside(() => journal.attempt(() => takeUpOrders(ports, at, options)));
    problems.push(...(heard.ok ? heard.value : heard.problems));
  };
  if (mayRecord && main === null) {
    problems.push(problem("MAIN_MISSING", { branch: ports.branches.main }));
    if (duty.hears) await hear(null);
  }
  if (mayRecord && main !== null) {
    const straight = await ports.git.onFirstParentLine(view.state.cursor, main, options);
    if (!straight && journal.state.frozen === null)
      journal.note({ type: "frozen", grant: null, main: null, body: { code: "MAIN_REWRITTEN", head: main } });
    if (duty.hears) await hear(straight ? main : null);
    if (duty.admits && journal.state.frozen === null && !problems.some(isError)) {
      const at = { view, journal, rules, main };
      const answer = await fromOutside(() => followMain(ports, at, options));
      if (answer.ok) followed = answer.value;
      problems.push(...(answer.ok ? answer.value.stopped : answer.problems));
    }
    rules = followed?.rules ?? rules;
  }
  const now = clocks.ends.now();
  const line = mayRecord && journal.state.frozen === null && !problems.some(isError) ? main : null;
  const { config } = rules;
  const served = Object.values(journal.state.grants).filter(({ effect }) => duty.serves(effect.target, config));
  const targets = Object.fromEntries(Object.entries(config.targets).filter(([id]) => duty.serves(id, config)));
  const { state } = journal;
  const remembers = looksOnly !== true;
  const at = { grants: served, view, state, rules, main: line, now, problems, remembers };
  const grants = await toPlan(ports, at, options);
  const observations = await duty.observe(ports, { ...config, targets }, grants, options);
  const looked = grants.filter(({ effect: { target } }) => observations.has(target) || !(target in targets));
  const goneBefore = new Map([...duty.goneBefore, ...goneSince(journal.state)]);
  const planned = plan({ grants: looked, observations, now, config, kinds: ports.kinds, goneBefore });
  const mayStart = duty.starts && mayRecord && journal.state.frozen === null && !problems.some(isError);
  const held = planned.held.filter(({ action }) => duty.starts || action === "end");
  if (duty.starts) recordSeen(journal, planned.seen);
  if (duty.starts) recordDrift(journal, { plan: planned, observations, config });
  recordHeld(journal, held, (grant) => endReason(grant, grant.given !== null));
  return {
    view,
    journal,
    rules,
    observations,
    followed,
    plan: { ...(mayStart ? planned : onlyEnds(planned)), held },
    main,
    distrust,
    unreached,
    problems,
    told,
    clocks,
  };
}

/**
 * Every grant, with the reason to end it early where there is one. What is about to start is proved once more; where
 * it cannot be now, that is a problem.
 */
async function toPlan(
  ports: PlanPorts,
  at: Again & {
    readonly grants: readonly Grant[];
    readonly main: ObjectId | null;
    readonly problems: Problem[];
    readonly remembers: boolean;
  },
  options: CallOptions,
): Promise<Grant[]> {
  const grants: Grant[] = [];
  const lost = await fromOutside(() => lostKeys(ports, at, options));
  if (!lost.ok) at.problems.push(...lost.problems);
  for (const grant of at.grants) {
    if (grant.state === "ended") {
      grants.push(grant);
      continue;
    }
    const own = endsEarly(grant, at.rules.catalog, at.now);
    const early = own ?? (lost.ok && lost.value.has(grant.id) ? "left" : null);
    const { main } = at;
    const starts = early === null && grant.given === null && grant.lease.from <= at.now;
    const answer =
      starts && main !== null
        ? await fromOutside(() => recheckWaiting(ports, { ...at, main }, grant, options))
        : succeed(null);
    if (!answer.ok) at.problems.push(...answer.problems);
    grants.push({ ...grant, ending: early ?? (answer.ok ? answer.value : null) });
  }
  return grants;
}
