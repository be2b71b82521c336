import type { Config } from "../../core/config/config.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { observeTarget } from "../apply/observe-targets.ts";
import { openLane, type Lane, type Lost } from "./lane.ts";
import { lostBy, probe, type Asked } from "./probe.ts";
import type { Running } from "./running.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** What takes so long is suspect: then the target is asked whether it is there, which it says within so long: milliseconds. */
const suspicionMs = 2000;
const answerMs = 5000;

interface ReachParts {
  readonly ports: WatchPorts;
  readonly running: Running;
  readonly options: CallOptions;
  /** Nobody is asked any more. */
  readonly stop: AbortSignal;
  /** A target stopped answering, or answers again (null). */
  readonly changed: (target: string, lost: Lost | null) => void;
}

/** Whether targets answer. One that does not is asked until it does; what hung there meanwhile is given up then. */
export class Reach {
  readonly #parts: ReachParts;
  readonly #lanes = new Map<string, Lane>();
  /** Where targets are. */
  config: Config | null = null;

  constructor(parts: ReachParts) {
    this.#parts = parts;
  }

  lane(target: string): Lane {
    const known = this.#lanes.get(target) ?? openLane();
    this.#lanes.set(target, known);
    return known;
  }

  get lanes(): readonly Lane[] {
    return [...this.#lanes.values()];
  }

  /** Does something at a target that can be given up when the target was lost meanwhile, and is back. */
  async attempt<Answer>(target: string, work: (options: CallOptions) => Promise<Answer>): Promise<Answer> {
    const { options, running } = this.#parts;
    const { attempts } = this.lane(target);
    const own = new AbortController();
    attempts.add(own);
    running.run(this.#suspect(target, own));
    try {
      return await work({ signal: AbortSignal.any([options.signal, own.signal]) });
    } finally {
      attempts.delete(own);
      own.abort();
    }
  }

  lose(target: string, { code, message }: Lost): void {
    const lane = this.lane(target);
    const isNews = lane.lost === null;
    lane.lost = { code, message };
    if (!isNews) return;
    this.#parts.running.run(this.#await(target));
    this.#parts.changed(target, lane.lost);
  }

  /** It answered, and took so long: milliseconds. */
  regain(target: string, tookMs: number): void {
    const lane = this.lane(target);
    lane.lookMs = Math.max(0, tookMs);
    if (lane.lost === null) return;
    lane.lost = null;
    lane.again = null;
    lane.found?.abort();
    lane.found = null;
    for (const attempt of lane.attempts) attempt.abort();
    this.#parts.changed(target, null);
  }

  /** Where an attempt takes long: asks beside it whether the target is still there. */
  async #suspect(target: string, attempt: AbortController): Promise<void> {
    const { ports, stop } = this.#parts;
    const lane = this.lane(target);
    const { attempts } = lane;
    const signal = AbortSignal.any([stop, attempt.signal]);
    for (;;) {
      await ports.pause(suspicionMs, { signal });
      const { config } = this;
      const own = config?.targets[target];
      if (signal.aborted || lane.lost !== null || config === null || own === undefined) return;
      const deadline = AbortSignal.timeout(Math.max(answerMs, lane.lookMs * 3));
      const seen = await observeTarget(ports, config, own, [], { signal: AbortSignal.any([signal, deadline]) });
      const lost = lostBy(seen, own);
      if (lost !== null && attempts.has(attempt)) this.lose(target, lost);
    }
  }

  /** Asks until it answers: then what is due there ends, and whoever waits for it starts. */
  async #await(target: string): Promise<void> {
    const lane = this.lane(target);
    const isLost = new AbortController();
    lane.found = isLost;
    const asked: Asked = () => {
      const { config } = this;
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
    else this.regain(target, took);
  }
}
