import type { Config } from "../../core/config/config.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { Change, End } from "../../core/plan/change.ts";
import { dueEnds } from "../../core/plan/due-ends.ts";
import { isOpen } from "../../core/plan/due.ts";
import type { Observation, Observations } from "../../core/plan/holding.ts";
import type { State } from "../../core/ledger/state.ts";
import type { TargetStand } from "../../core/report/resident-report.ts";
import { instant, type Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Outcome } from "../apply/carry-out.ts";
import { changeTargets, targetOf } from "../apply/change-targets.ts";
import type { Duty } from "../apply/duty.ts";
import { observeTarget } from "../apply/observe-targets.ts";
import { isBusy, type Lost } from "./lane.ts";
import { lostBy } from "./probe.ts";
import { Reach } from "./reach.ts";
import { Running } from "./running.ts";
import { standOf } from "./stand.ts";
import { teller, type Teller } from "./tell-change.ts";
import type { Unrecorded } from "./unrecorded.ts";
import type { WatchPorts } from "./watch-ports.ts";

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
  /** No target is asked any more; what is due still ends. */
  readonly stop: AbortSignal;
}

/**
 * One lane a target: what is due to end there ends at its time, whatever rounds, other targets or the outside do. A
 * target that does not answer is asked until it does, and then gets its ends at once.
 */
export class Lanes {
  readonly #parts: LanesParts;
  readonly #reach: Reach;
  readonly #running: Running;
  readonly #teller: Teller;
  #state: State | null = null;
  #config: Config | null = null;
  #next: Instant | null = null;
  /** The latest clock that can be right. */
  #clock: Clock;

  constructor(parts: LanesParts) {
    const { ports, options, stop } = parts;
    this.#parts = parts;
    this.#clock = ports.clock;
    this.#teller = teller(ports);
    this.#running = new Running(ports.pause, options);
    this.#reach = new Reach({ ports, options, stop, running: this.#running, changed: this.#reached.bind(this) });
  }

  /** Goes by that state and that configuration from now on, and where a clock is told, by that clock. */
  follow(state: State, config: Config, clock: Clock | null = null): void {
    this.#clock = clock ?? this.#clock;
    this.#state = state;
    this.#config = config;
    this.#reach.config = config;
    this.#reckon();
  }

  isFree(target: string): boolean {
    return !isBusy(this.#reach.lane(target));
  }

  /** Whether ends are being carried out just now. */
  get isEnding(): boolean {
    return this.#reach.lanes.some(({ ending }) => ending);
  }

  /** How it stands at each target that is served; nothing before any state is known. */
  stand(): readonly TargetStand[] {
    const { duty, unrecorded } = this.#parts;
    const [state, config] = [this.#state, this.#config];
    if (state === null || config === null) return [];
    const lost = (target: string): string | null => this.#reach.lane(target).lost?.code ?? null;
    return standOf({ state, config, serves: duty.serves, ended: unrecorded.ended(), lost }, this.#clock.now());
  }

  /** The last event that is gone by. */
  get tip(): { readonly seq: number; readonly at: Instant } | null {
    return this.#state;
  }

  /** Starts every end that is due and can be tried; answers in how many milliseconds the next one will be. */
  endDue(): number | null {
    const { ports, duty, unrecorded, options } = this.#parts;
    const now = this.#clock.now();
    if (options.signal.aborted) return null;
    const [state, config] = [this.#state, this.#config];
    if (state === null || config === null || this.#next === null) return null;
    if (this.#next > now) return this.#next - now;
    const ended = unrecorded.ended();
    const due = dueEnds(state, now, ports.kinds).filter(
      ({ target, grant }) =>
        duty.serves(target, config) && !ended.has(grant) && !this.#reach.lane(target).taken.has(grant),
    );
    for (const [target, ends] of Map.groupBy(due, (end) => end.target)) {
      const lane = this.#reach.lane(target);
      const waits = lane.again !== null && lane.again.at > now;
      if (lane.lost === null && !lane.ending && !waits) this.#running.run(this.#end(target, ends, state, config));
    }
    const times = [
      ...Object.values(state.grants).flatMap((grant) => (isOpen(grant) && grant.begun ? [grant.lease.until] : [])),
      ...this.#reach.lanes.flatMap(({ again }) => (again === null ? [] : [again.at])),
    ].filter((time) => time > now);
    this.#next = times.length === 0 ? null : instant(times.reduce((a, b) => Math.min(a, b), Infinity));
    return this.#next === null ? null : this.#next - now;
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
  settle(): Promise<void> {
    return this.#running.settle();
  }

  #reckon(): void {
    this.#next = instant(0);
    this.#parts.changed();
  }

  async #end(target: string, ends: readonly End[], state: State, config: Config): Promise<void> {
    const { ports, unrecorded, wake, options } = this.#parts;
    const lane = this.#reach.lane(target);
    const grants = Object.values(state.grants);
    lane.ending = true;
    const { outcomes, isGivenUp } = await this.#reach.attempt(target, async (given) => ({
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
    const lane = this.#reach.lane(id);
    if (lane.lost !== null) return { target: id, ok: false, ...lane.lost };
    if (isBusy(lane)) return null;
    const soon = Math.min(mostPatienceMs, Math.max(leastPatienceMs, lane.lookMs * 3));
    return await this.#running.within(soon, this.#ask(id, config, grants), () => {
      if (!options.signal.aborted) wake();
    });
  }

  async #ask(id: string, config: Config, grants: readonly Grant[]): Promise<Observation | null> {
    const { ports, options, stop } = this.#parts;
    const target = config.targets[id];
    if (target === undefined) return null;
    const lane = this.#reach.lane(id);
    const asked = ports.clock.now();
    lane.looking = true;
    const seen = await this.#reach.attempt(id, ({ signal }) =>
      observeTarget(ports, config, target, grants, { signal: AbortSignal.any([signal, stop]) }),
    );
    lane.looking = false;
    const lost = lostBy(seen, target);
    if (lost === null) this.#reach.regain(id, ports.clock.now() - asked);
    else if (!options.signal.aborted && !stop.aborted) this.#reach.lose(id, lost);
    return seen;
  }

  async #change(
    target: string,
    changes: readonly Change[],
    config: Config,
    grants: readonly Grant[],
  ): Promise<readonly Outcome[]> {
    const { ports, unrecorded, wake, options } = this.#parts;
    const lane = this.#reach.lane(target);
    lane.changing = true;
    lane.taken = new Set(changes.flatMap(({ action, grant }) => (action === "end" ? [grant] : [])));
    const changed = this.#reach
      .attempt(target, (given) => changeTargets(ports, config, changes, grants, given))
      .then((outcomes) => {
        lane.changing = false;
        lane.taken = new Set();
        const byId = Object.fromEntries(grants.map((grant) => [grant.id, grant]));
        if (!options.signal.aborted) this.#learn(target, outcomes, byId);
        return outcomes;
      });
    const soon = await this.#running.within(leastPatienceMs, changed, (outcomes) => {
      unrecorded.add(outcomes);
      if (!options.signal.aborted) wake();
    });
    return soon ?? [];
  }

  /** Learns from what came of changes how it stands with their target. */
  #learn(target: string, outcomes: readonly Outcome[], grants: { readonly [id: string]: Grant }): void {
    const lane = this.#reach.lane(target);
    for (const outcome of outcomes) this.#teller.change(outcome, grants);
    const failed = outcomes.filter((outcome) => !outcome.ok);
    const lost = failed.find(({ code }) => code === "TARGET_UNREACHABLE" || code === "TARGET_MISMATCH");
    if (lost !== undefined) this.#reach.lose(target, lost);
    const pauseMs = Math.min(mostAgainMs, lane.again === null ? firstAgainMs : lane.again.pauseMs * 2);
    const again = { at: instant(this.#clock.now() + pauseMs), pauseMs };
    lane.again = failed.some(({ change }) => change.action === "end") ? again : null;
    this.#reckon();
  }

  #reached(target: string, lost: Lost | null): void {
    this.#teller.target(target, lost);
    if (lost === null) {
      this.#reckon();
      this.endDue();
    }
    this.#parts.wake();
  }
}
