import type { Config } from "../../core/config/config.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { Change, End } from "../../core/plan/change.ts";
import { dueEnds } from "../../core/plan/due-ends.ts";
import { isOpen } from "../../core/plan/due.ts";
import type { Observation, Observations } from "../../core/plan/holding.ts";
import type { State } from "../../core/ledger/state.ts";
import { instant, type Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Outcome } from "../apply/carry-out.ts";
import { changeTargets, targetOf } from "../apply/change-targets.ts";
import type { Duty } from "../apply/duty.ts";
import { observeTarget } from "../apply/observe-targets.ts";
import { isBusy, openLane, type Lane, type Lost } from "./lane.ts";
import { lostBy, probe, type Asked } from "./probe.ts";
import { teller, type Teller } from "./tell-change.ts";
import type { Unrecorded } from "./unrecorded.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** What takes so long is suspect: then the target is asked whether it is there, which it says within so long: milliseconds. */
const suspicionMs = 2000;
const answerMs = 5000;
/** A round waits so long for a look, and for changes, before it goes on without that target: milliseconds. */
const leastPatienceMs = 1000;
const mostPatienceMs = 20_000;
/** The pauses between tries of an end that fails where the target answers: milliseconds. */
const firstAgainMs = 1000;
const mostAgainMs = 60_000;

interface LanesParts {
  readonly ports: WatchPorts;
  readonly duty: Duty;
  readonly unrecorded: Unrecorded;
  /** Asks for a round: something is to be recorded, or can be done now. */
  readonly wake: () => void;
  /** The next end may be another one now. */
  readonly changed: () => void;
  readonly options: CallOptions;
  /** Nothing new is begun, and nobody is asked any more. */
  readonly stop: AbortSignal;
}

/**
 * One lane a target: what is due to end there ends at its time, whatever rounds, other targets or the outside do. A
 * target that does not answer is asked until it does, and then gets its ends at once.
 */
export class Lanes {
  readonly #parts: LanesParts;
  readonly #lanes = new Map<string, Lane>();
  readonly #running = new Set<Promise<void>>();
  readonly #teller: Teller;
  #state: State | null = null;
  #config: Config | null = null;
  #next: Instant | null = null;

  constructor(parts: LanesParts) {
    this.#parts = parts;
    this.#teller = teller(parts.ports);
  }

  /** Goes by that state and that configuration from now on. */
  follow(state: State, config: Config): void {
    this.#state = state;
    this.#config = config;
    this.#reckon();
  }

  isFree(target: string): boolean {
    return !isBusy(this.#lane(target));
  }

  /** Whether ends are being carried out just now. */
  get isEnding(): boolean {
    return [...this.#lanes.values()].some(({ ending }) => ending);
  }

  /** The grants that are over and not seen gone. */
  overdue(): readonly Grant[] {
    const now = this.#parts.ports.clock.now();
    const ended = this.#parts.unrecorded.ended();
    const { serves } = this.#parts.duty;
    const config = this.#config;
    if (config === null) return [];
    return Object.values(this.#state?.grants ?? {}).filter(
      (grant) =>
        isOpen(grant) &&
        grant.begun &&
        (grant.ending !== null || grant.lease.until <= now) &&
        !ended.has(grant.id) &&
        serves(grant.effect.target, config),
    );
  }

  /** How it stands, for others to read. */
  report(): { readonly overdue: number; readonly lost: { readonly target: string; readonly code: string }[] } {
    const lost = [...this.#lanes].flatMap(([target, lane]) =>
      lane.lost === null ? [] : [{ target, code: lane.lost.code }],
    );
    return { overdue: this.overdue().length, lost };
  }

  /** Starts every end that is due and can be tried; answers when the next one will be. */
  endDue(): Instant | null {
    const { ports, duty, unrecorded, stop } = this.#parts;
    const now = ports.clock.now();
    if (stop.aborted) return null;
    const [state, config] = [this.#state, this.#config];
    if (state === null || config === null || this.#next === null || this.#next > now) return this.#next;
    const ended = unrecorded.ended();
    const due = dueEnds(state, now, ports.kinds).filter(
      ({ target, grant }) => duty.serves(target, config) && !ended.has(grant) && !this.#lane(target).taken.has(grant),
    );
    for (const [target, ends] of Map.groupBy(due, (end) => end.target)) {
      const lane = this.#lane(target);
      const waits = lane.again !== null && lane.again.at > now;
      if (lane.lost === null && !lane.ending && !waits) this.#run(this.#end(target, ends, state, config));
    }
    const times = [
      ...Object.values(state.grants).flatMap((grant) => (isOpen(grant) && grant.begun ? [grant.lease.until] : [])),
      ...[...this.#lanes.values()].flatMap(({ again }) => (again === null ? [] : [again.at])),
    ].filter((time) => time > now);
    this.#next = times.length === 0 ? null : instant(times.reduce((a, b) => Math.min(a, b), Infinity));
    return this.#next;
  }

  /** Looks at every free target; one that does not answer soon is left out, and makes a round of its own when it does. */
  async observe(config: Config, grants: readonly Grant[]): Promise<Observations> {
    const looks = Object.keys(config.targets).map((id) => this.#look(id, config, grants));
    const seen = (await Promise.all(looks)).filter((observation) => observation !== null);
    return new Map(seen.map((observation) => [observation.target, observation]));
  }

  /** Carries changes out; answers those that were done soon. The others are kept for the record when they are. */
  async change(changes: readonly Change[], config: Config, grants: readonly Grant[]): Promise<readonly Outcome[]> {
    const byTarget = Map.groupBy(changes, targetOf);
    const soon = await Promise.all([...byTarget].map(([target, own]) => this.#change(target, own, config, grants)));
    return soon.flat();
  }

  /** Waits until nothing is under way. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  #reckon(): void {
    this.#next = instant(0);
    this.#parts.changed();
  }

  #lane(target: string): Lane {
    const known = this.#lanes.get(target) ?? openLane();
    this.#lanes.set(target, known);
    return known;
  }

  #run(work: Promise<void>): void {
    const running = work.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #end(target: string, ends: readonly End[], state: State, config: Config): Promise<void> {
    const { ports, unrecorded, wake, options } = this.#parts;
    const lane = this.#lane(target);
    const grants = Object.values(state.grants);
    lane.ending = true;
    const { outcomes, isGivenUp } = await this.#attempt(target, async (given) => ({
      outcomes: await changeTargets(ports, config, ends, grants, given),
      isGivenUp: given.signal.aborted,
    }));
    lane.ending = false;
    this.#reckon();
    if (options.signal.aborted) return;
    if (isGivenUp) this.endDue();
    else {
      unrecorded.add(outcomes);
      this.#learn(target, outcomes, state.grants);
      wake();
    }
  }

  async #look(id: string, config: Config, grants: readonly Grant[]): Promise<Observation | null> {
    const { wake, options } = this.#parts;
    const lane = this.#lane(id);
    if (lane.lost !== null) return { target: id, ok: false, ...lane.lost };
    if (isBusy(lane)) return null;
    const soon = Math.min(mostPatienceMs, Math.max(leastPatienceMs, lane.lookMs * 3));
    return await this.#within(soon, this.#ask(id, config, grants), () => {
      if (!options.signal.aborted) wake();
    });
  }

  async #ask(id: string, config: Config, grants: readonly Grant[]): Promise<Observation | null> {
    const { ports, options, stop } = this.#parts;
    const target = config.targets[id];
    if (target === undefined) return null;
    const lane = this.#lane(id);
    const asked = ports.clock.now();
    lane.looking = true;
    const seen = await this.#attempt(id, ({ signal }) =>
      observeTarget(ports, config, target, grants, { signal: AbortSignal.any([signal, stop]) }),
    );
    lane.looking = false;
    const lost = lostBy(seen, target);
    if (lost === null) this.#regain(id, ports.clock.now() - asked);
    else if (!options.signal.aborted && !stop.aborted) this.#lose(id, lost);
    return seen;
  }

  async #change(
    target: string,
    changes: readonly Change[],
    config: Config,
    grants: readonly Grant[],
  ): Promise<readonly Outcome[]> {
    const { ports, unrecorded, wake, options } = this.#parts;
    const lane = this.#lane(target);
    lane.changing = true;
    lane.taken = new Set(changes.flatMap(({ action, grant }) => (action === "end" ? [grant] : [])));
    const changed = this.#attempt(target, (given) => changeTargets(ports, config, changes, grants, given)).then(
      (outcomes) => {
        lane.changing = false;
        lane.taken = new Set();
        const byId = Object.fromEntries(grants.map((grant) => [grant.id, grant]));
        if (!options.signal.aborted) this.#learn(target, outcomes, byId);
        return outcomes;
      },
    );
    const soon = await this.#within(leastPatienceMs, changed, (outcomes) => {
      unrecorded.add(outcomes);
      if (!options.signal.aborted) wake();
    });
    return soon ?? [];
  }

  /** The answer, where it comes within so long; null, and `late` hears it, where it does not. */
  async #within<Answer>(ms: number, work: Promise<Answer>, late: (answer: Answer) => void): Promise<Answer | null> {
    const { ports, options } = this.#parts;
    let isLate = false;
    this.#run(
      work.then((answer) => {
        if (isLate) late(answer);
      }),
    );
    const enough = new AbortController();
    const waited = ports.pause(ms, { signal: AbortSignal.any([options.signal, enough.signal]) }).then(() => {
      isLate = !enough.signal.aborted;
      return null;
    });
    return await Promise.race([work, waited]).finally(() => {
      enough.abort();
    });
  }

  /** Does something at a target that can be given up when the target was lost meanwhile, and is back. */
  async #attempt<Answer>(target: string, work: (options: CallOptions) => Promise<Answer>): Promise<Answer> {
    const { options } = this.#parts;
    const { attempts } = this.#lane(target);
    const own = new AbortController();
    attempts.add(own);
    const suspicion = this.#suspect(target, own);
    this.#run(suspicion);
    try {
      return await work({ signal: AbortSignal.any([options.signal, own.signal]) });
    } finally {
      attempts.delete(own);
      own.abort();
    }
  }

  /** Where an attempt takes long: asks beside it whether the target is still there. */
  async #suspect(target: string, attempt: AbortController): Promise<void> {
    const { ports, stop } = this.#parts;
    const lane = this.#lane(target);
    const { attempts } = lane;
    const signal = AbortSignal.any([stop, attempt.signal]);
    for (;;) {
      await ports.pause(suspicionMs, { signal });
      const config = this.#config;
      const own = config?.targets[target];
      if (signal.aborted || lane.lost !== null || config === null || own === undefined) return;
      const deadline = AbortSignal.timeout(Math.max(answerMs, lane.lookMs * 3));
      const seen = await observeTarget(ports, config, own, [], { signal: AbortSignal.any([signal, deadline]) });
      const lost = lostBy(seen, own);
      if (lost !== null && attempts.has(attempt)) this.#lose(target, lost);
    }
  }

  /** Learns from what came of changes how it stands with their target. */
  #learn(target: string, outcomes: readonly Outcome[], grants: { readonly [id: string]: Grant }): void {
    const lane = this.#lane(target);
    for (const outcome of outcomes) this.#teller.change(outcome, grants);
    const failed = outcomes.filter((outcome) => !outcome.ok);
    const lost = failed.find(({ code }) => code === "TARGET_UNREACHABLE" || code === "TARGET_MISMATCH");
    if (lost !== undefined) this.#lose(target, lost);
    const pauseMs = Math.min(mostAgainMs, lane.again === null ? firstAgainMs : lane.again.pauseMs * 2);
    const again = { at: instant(this.#parts.ports.clock.now() + pauseMs), pauseMs };
    lane.again = failed.some(({ change }) => change.action === "end") ? again : null;
    this.#reckon();
  }

  #lose(target: string, { code, message }: Lost): void {
    const lane = this.#lane(target);
    const isNews = lane.lost === null;
    lane.lost = { code, message };
    if (!isNews) return;
    this.#teller.target(target, lane.lost);
    this.#run(this.#await(target));
    this.#parts.wake();
  }

  /** Asks until it answers: then what is due there ends, and whoever waits for it starts. */
  async #await(target: string): Promise<void> {
    const lane = this.#lane(target);
    const isLost = new AbortController();
    lane.found = isLost;
    const asked: Asked = () => {
      const config = this.#config;
      const own = config?.targets[target];
      return config === null || own === undefined ? null : { config, target: own };
    };
    const refused = (lost: Lost): void => {
      if (lane.lost !== null) lane.lost = lost;
    };
    const { ports, stop } = this.#parts;
    const took = await probe(ports, asked, refused, { signal: AbortSignal.any([stop, isLost.signal]) });
    if (stop.aborted || lane.found !== isLost) return;
    if (took === null) [lane.lost, lane.found] = [null, null];
    else this.#regain(target, took);
  }

  #regain(target: string, tookMs: number): void {
    const lane = this.#lane(target);
    lane.lookMs = Math.max(0, tookMs);
    if (lane.lost === null) return;
    lane.lost = null;
    lane.again = null;
    lane.found?.abort();
    lane.found = null;
    for (const attempt of lane.attempts) attempt.abort();
    this.#teller.target(target, null);
    this.#reckon();
    this.endDue();
    this.#parts.wake();
  }
}
