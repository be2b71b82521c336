import { setTimeout as wait } from "node:timers/promises";
import type { Heartbeat } from "../../src/core/ledger/heartbeat.ts";
import type { ResidentReport } from "../../src/core/report/resident-report.ts";
import type { WatchNews } from "../../src/core/report/watch-news.ts";
import { instant, type Instant } from "../../src/core/time/instant.ts";
import type { Posting } from "../../src/engine/apply/duty.ts";
import { faultsOf } from "./shape.ts";
import type { ApplyPorts } from "../../src/engine/engine-ports.ts";
import { watch } from "../../src/engine/watch/watch.ts";
import type { WatchPorts } from "../../src/engine/watch/watch-ports.ts";
import type { Pause } from "../../src/ports/pause.ts";
import type { RunState, TargetRunStates } from "../../src/ports/run-state.ts";

/** What engines can be resident at: a company on real git, or a town in memory. */
export interface Home {
  now: Instant;
  ports(over?: Partial<ApplyPorts>): ApplyPorts;
}

interface Sleeper {
  readonly at: Instant;
  readonly wake: () => void;
}

/**
 * Time that moves only when nobody has anything to do: from sleeper to sleeper, so that hours pass in moments and
 * everybody wakes exactly when they wanted to. It drives the clock of the home.
 */
export class MovingTime {
  readonly #home: Home;
  readonly #sleepers = new Set<Sleeper>();
  /** Calls of git and of the ledger that have not been answered. */
  #busy = 0;

  constructor(home: Home) {
    this.#home = home;
  }

  readonly pause: Pause = (ms, { signal }) =>
    new Promise((resolve) => {
      const sleeper: Sleeper = {
        at: instant(Math.ceil(this.#home.now + Math.max(0, ms))),
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      if (signal.aborted) sleeper.wake();
      signal.addEventListener("abort", sleeper.wake, { once: true });
    });

  /** Lets time pass until that is so; at most so long. */
  async until(isSo: () => boolean, mostMinutes = 60): Promise<void> {
    const end = this.#home.now + mostMinutes * 60_000;
    for (;;) {
      await this.quiet();
      if (isSo()) return;
      const next = Math.min(...[...this.#sleepers].map(({ at }) => at));
      if (next > end) throw new Error(`it is not so after ${mostMinutes} minutes`);
      this.#home.now = instant(Math.max(next, this.#home.now));
      for (const sleeper of [...this.#sleepers]) if (sleeper.at <= this.#home.now) sleeper.wake();
    }
  }

  /** Lets so many minutes pass. */
  async pass(minutes: number): Promise<void> {
    const end = this.#home.now + minutes * 60_000;
    await this.until(() => this.#home.now >= end, minutes + 1);
  }

  /** Waits until nothing is under way but sleep. */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < 5; calm = this.#busy === 0 ? calm + 1 : 0) await wait(1);
  }

  #hold<Answer>(answer: Promise<Answer>): Promise<Answer> {
    this.#busy += 1;
    return answer.finally(() => (this.#busy -= 1));
  }

  async *#iterate(items: AsyncIterable<unknown>): AsyncGenerator {
    const each = items[Symbol.asyncIterator]();
    for (;;) {
      const next = await this.#hold(each.next());
      if (next.done === true) return;
      yield next.value;
    }
  }

  /** The same port; while one of its calls is not answered, time stands still. */
  holding<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (of, key) => {
        const value: unknown = Reflect.get(of, key);
        if (typeof value !== "function") return value;
        return (...args: unknown[]): unknown => {
          const answer: unknown = Reflect.apply(value, of, args);
          if (isIterable(answer)) return this.#iterate(answer);
          return answer instanceof Promise ? this.#hold(answer) : answer;
        };
      },
    });
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

/** A resident engine, in moving time. */
export interface Resident extends AsyncDisposable {
  readonly news: readonly WatchNews[];
  /** How it stands. */
  stand(): ResidentReport;
  /** Told to stop: returns when it has. */
  stop(): Promise<void>;
  /** Dies: nothing of it reaches the outside any more, and it takes no leave. */
  kill(): Promise<void>;
}

/** Signs of life that the engines of a home share, kept in memory. */
export function sharedRunState(): RunState {
  let standing: { readonly id: string; readonly heartbeat: Heartbeat } | null = null;
  let count = 0;
  return {
    read: () => Promise.resolve(standing ?? { id: null, heartbeat: null }),
    write(old, heartbeat, { signal }) {
      if (signal.aborted) return Promise.resolve({ outcome: "moved" });
      if ((standing?.id ?? null) !== old) return Promise.resolve({ outcome: "moved" });
      standing = { id: String((count += 1)), heartbeat };
      return Promise.resolve({ outcome: "written", id: standing.id });
    },
    clear(old, { signal }) {
      if (!signal.aborted && standing?.id === old) standing = null;
      return Promise.resolve();
    },
  };
}

/** Starts one. installation: the clone it runs in. */
export function reside(
  home: Home,
  time: MovingTime,
  how: {
    readonly over?: Partial<ApplyPorts>;
    readonly posting?: Posting;
    readonly runState?: RunState;
    readonly above?: RunState;
    readonly below?: TargetRunStates;
    readonly installation?: string;
    readonly engine?: string;
  } = {},
): Resident {
  const news: WatchNews[] = [];
  let read = (): ResidentReport => {
    throw new Error("it did not begin");
  };
  const [hard, stop] = [new AbortController(), new AbortController()];
  const ports = home.ports(how.over);
  const watching: WatchPorts = {
    ...ports,
    git: time.holding(ports.git),
    ledger: time.holding(ports.ledger),
    forge: time.holding(ports.forge),
    policies: {
      ...ports.policies,
      async of(...args) {
        const policy = await time.holding(ports.policies).of(...args);
        return policy.ok ? { ...policy, value: time.holding(policy.value) } : policy;
      },
    },
    signature: time.holding(ports.signature),
    pause: time.pause,
    runState: how.runState ?? sharedRunState(),
    ...(how.above !== undefined && { above: how.above }),
    ...(how.below !== undefined && { below: how.below }),
    identity: { installation: how.installation ?? "here", engine: how.engine ?? "first" },
    show: (given) => (read = given),
    tell: (one) => {
      const faults = faultsOf("watch", one);
      if (faults !== "") throw new Error(`a line of another shape: ${faults} ${JSON.stringify(one)}`);
      news.push(one);
    },
  };
  const posting = how.posting ?? { runner: null, target: null };
  const over = watch(watching, posting, { signal: hard.signal, stop: stop.signal });
  let isOver = false;
  const end = async (): Promise<void> => {
    stop.abort();
    await over.finally(() => (isOver = true));
  };
  return {
    news,
    stand: () => read(),
    stop: end,
    async kill() {
      hard.abort();
      await end().catch(() => undefined);
    },
    async [Symbol.asyncDispose]() {
      if (isOver) return;
      hard.abort();
      await end().catch(() => undefined);
    },
  };
}
