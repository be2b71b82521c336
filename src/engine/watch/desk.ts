import { BrevetError } from "../../core/problem/brevet-error.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import { instant, type Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { fetchAll } from "../apply/decide.ts";
import type { Duty } from "../apply/duty.ts";
import { headsNow } from "./heads.ts";
import type { Lanes } from "./lanes.ts";
import { round, type Round } from "./round.ts";
import { tellRounds, type RoundTeller } from "./tell-rounds.ts";
import type { Unrecorded } from "./unrecorded.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** A round is made at least so often, whatever is new: it finds what only a look at the targets tells. Milliseconds. */
const roundEveryMs = 60_000;
/** The pauses before what failed is tried again, where nothing says that it is mended: milliseconds. */
const firstPauseMs = 1000;
const mostPauseMs = 30_000;
/** A fetch, and a whole round, are given up after so long: milliseconds. */
const fetchMs = 30_000;
const roundMs = 120_000;
/** Where ends are under way, the round that records them waits so long for them: milliseconds. */
const recordSoonMs = 250;

interface DeskParts {
  readonly ports: WatchPorts;
  readonly duty: Duty;
  readonly lanes: Lanes;
  readonly unrecorded: Unrecorded;
  readonly signal: AbortSignal;
  readonly stop: AbortSignal;
}

/** Where main, ledger and orders are read and the ledger is written: one thing after another. */
export class Desk {
  readonly #parts: DeskParts;
  readonly #teller: RoundTeller;
  #isWanted = true;
  #isReached = true;
  #seen = "";
  #last: Round | null = null;
  #roundAt: Instant;
  #again: { readonly at: Instant; readonly pauseMs: number } | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#teller = tellRounds(parts.ports);
    this.#roundAt = parts.ports.clock.now();
  }

  /** Something is to be recorded, or can be done now: the next look makes a round. */
  want(): void {
    this.#isWanted = true;
  }

  /** The next moment at which there is something to do, whatever is new; the past: at once. */
  nextAt(): Instant | null {
    if (this.#isWanted) return instant(0);
    const times = [this.#last?.nextAt, this.#again?.at].filter((at) => at !== undefined && at !== null);
    return times.length === 0 ? null : instant(Math.min(...times));
  }

  /** Fetches, and makes a round where there is anything to make one for. */
  async look(): Promise<void> {
    const unreached = await this.#fetch();
    if (this.#parts.stop.aborted) return;
    const { ports, signal } = this.#parts;
    const heads = unreached === null ? await headsNow(ports, { signal }) : this.#seen;
    const isReached = unreached === null;
    const isNews = heads !== this.#seen || isReached !== this.#isReached;
    this.#isReached = isReached;
    const now = ports.clock.now();
    const isTime = Math.abs(now - this.#roundAt) >= roundEveryMs;
    const next = this.nextAt();
    if (!isNews && !isTime && (next === null || next > now)) return;
    await this.#round(unreached);
    this.#seen = isReached ? await headsNow(ports, { signal }) : heads;
  }

  async #round(unreached: Problem | null): Promise<void> {
    const { ports, lanes, unrecorded, duty, signal } = this.#parts;
    for (let waited = 0; lanes.isEnding && waited < recordSoonMs; waited += 10) await ports.pause(10, { signal });
    this.#isWanted = false;
    const parts = { lanes, unrecorded, duty: { ...duty, goneBefore: this.#last?.gone ?? duty.goneBefore }, unreached };
    const made = await this.#within(roundMs, [signal], (options) => round(ports, parts, options));
    const now = ports.clock.now();
    const isWhole = made.ok && made.value.isWhole;
    if (made.ok) this.#last = made.value;
    this.#teller.tell(made.ok ? made.value.report : made.problem);
    this.#roundAt = now;
    const pauseMs = Math.min(mostPauseMs, this.#again === null ? firstPauseMs : this.#again.pauseMs * 2);
    this.#again = isWhole ? null : { at: instant(now + pauseMs), pauseMs };
  }

  async #fetch(): Promise<Problem | null> {
    const { ports, signal, stop } = this.#parts;
    const fetched = await this.#within(fetchMs, [signal, stop], (options) => fetchAll(ports, options));
    return fetched.ok ? fetched.value : fetched.problem;
  }

  /** Does something within so long. What goes wrong is answered: a resident engine outlives it. */
  async #within<Value>(
    ms: number,
    signals: readonly AbortSignal[],
    work: (options: CallOptions) => Promise<Value>,
  ): Promise<{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem }> {
    const deadline = AbortSignal.timeout(ms);
    try {
      return { ok: true, value: await work({ signal: AbortSignal.any([...signals, deadline]) }) };
    } catch (error) {
      if (deadline.aborted) return { ok: false, problem: problem("ROUND_TOO_LONG", { seconds: ms / 1000 }) };
      return { ok: false, problem: toProblem(error) };
    }
  }
}

function toProblem(error: unknown): Problem {
  if (error instanceof BrevetError)
    return { code: error.code, severity: "error", message: error.message, next: error.next };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return problem("ROUND_BROKEN", { what });
}
