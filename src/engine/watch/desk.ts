import { BrevetError } from "../../core/problem/brevet-error.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { ApplyReport } from "../../core/report/report.ts";
import type { ResidentReport } from "../../core/report/resident-report.ts";
import { instant, type Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { fetchAll } from "../apply/decide.ts";
import { besides, without, type Duty } from "../apply/duty.ts";
import { areSame, headsNow, withLedger, type Heads } from "./heads.ts";
import type { Helm } from "./helm.ts";
import type { Herald } from "./herald.ts";
import type { Lanes } from "./lanes.ts";
import { recordLast } from "./record-last.ts";
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
  readonly helm: Pick<Helm, "isHeld" | "elsewhere">;
  readonly lanes: Lanes;
  readonly unrecorded: Unrecorded;
  readonly herald: Herald;
  readonly signal: AbortSignal;
  readonly stop: AbortSignal;
}

/** How it goes at the desk: part of the report on the engine. */
export type DeskStand = Pick<ResidentReport, "looked" | "reached" | "rounds" | "unready" | "frozen">;

/** Before the first round nobody knows. */
const notYet = { unready: ["STARTING"], frozen: null } as const;

/** Where main, ledger and orders are read and the ledger is written: one thing after another. */
export class Desk {
  readonly #parts: DeskParts;
  readonly #teller: RoundTeller;
  #isWanted = true;
  #isReached = true;
  #seen: Heads = { main: null, ledgers: [], orders: [] };
  #gone: Round["gone"];
  #next: Instant | null = null;
  #roundAt: Instant;
  #again: { readonly at: Instant; readonly pauseMs: number } | null = null;
  #stand: DeskStand;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#gone = parts.duty.goneBefore;
    this.#teller = tellRounds(parts.ports);
    this.#roundAt = parts.ports.clock.now();
    this.#stand = { looked: this.#roundAt, reached: null, rounds: { whole: 0, partial: 0 }, ...notYet };
  }

  /** How it goes here. */
  get stand(): DeskStand {
    return this.#stand;
  }

  /** Something is to be recorded, or can be done now: the next look makes a round. */
  want(): void {
    this.#isWanted = true;
  }

  /** The next moment at which there is something to do, whatever is new; the past: at once. */
  nextAt(): Instant | null {
    if (this.#isWanted) return instant(0);
    const times = [this.#next, this.#again?.at].filter((at) => at !== undefined && at !== null);
    return times.length === 0 ? null : instant(Math.min(...times));
  }

  /** Fetches, and makes a round where there is anything to make one for. */
  async look(): Promise<void> {
    const { ports, stop } = this.#parts;
    const looked = await this.#within(fetchMs, (options) => this.#fetch(options), stop);
    if (stop.aborted) return;
    const { unreached, heads } = looked.ok ? looked.value : { unreached: looked.problem, heads: this.#seen };
    const isReached = unreached === null;
    const looks = ports.clock.now();
    this.#stand = { ...this.#stand, looked: looks, ...(isReached && { reached: looks }) };
    const isNews = !areSame(heads, this.#seen) || isReached !== this.#isReached;
    this.#isReached = isReached;
    const now = ports.clock.now();
    const isTime = Math.abs(now - this.#roundAt) >= roundEveryMs;
    const next = this.nextAt();
    if (!isNews && !isTime && (next === null || next > now)) return;
    const moved = await this.#round(unreached);
    // What moved while the round was made is new to the next look; what the round itself wrote is not.
    this.#seen = moved === null ? heads : withLedger(heads, moved);
  }

  /** Records what was done and is not recorded: the last thing that an engine does. */
  async leave(): Promise<void> {
    const { ports, unrecorded, herald, signal } = this.#parts;
    const last = await this.#within(roundMs, (options) => recordLast(ports, { unrecorded, herald }, options), signal);
    const trouble = last.ok ? last.value : last.problem;
    if (trouble !== null) this.#teller.done({ problems: [trouble], frozen: null });
  }

  async #fetch(options: CallOptions): Promise<{ readonly unreached: Problem | null; readonly heads: Heads }> {
    const { ports } = this.#parts;
    const unreached = await fetchAll(ports, options);
    return { unreached, heads: unreached === null ? await headsNow(ports, options) : this.#seen };
  }

  /** Answers from where to where it moved the ledger; null: it is not known. */
  async #round(unreached: Problem | null): Promise<Round["moved"]> {
    const { ports, lanes, unrecorded, herald, helm, signal } = this.#parts;
    const { elsewhere } = helm;
    const own = helm.isHeld ? without(this.#parts.duty, elsewhere) : besides(this.#parts.duty);
    const duty = { ...own, goneBefore: this.#gone };
    for (let waited = 0; lanes.isEnding && waited < recordSoonMs; waited += 10) await ports.pause(10, { signal });
    this.#isWanted = false;
    const decided = (report: ApplyReport): void => {
      this.#teller.decided(report);
    };
    const parts = { lanes, unrecorded, herald, duty, decided, unreached };
    const made = await this.#within(roundMs, (options) => round(ports, parts, options));
    const now = ports.clock.now();
    const isWhole = made.ok && made.value.isWhole;
    if (made.ok) this.#gone = made.value.gone;
    this.#next = made.ok ? made.value.nextAt : null;
    const told = made.ok ? made.value.report : { problems: [made.problem], frozen: null };
    this.#teller.done(told);
    const unwritten = made.ok ? made.value.unwritten : made.problem.code;
    const unready = [...new Set([unreached?.code, unwritten])].filter((code) => typeof code === "string");
    const { whole, partial } = this.#stand.rounds;
    const rounds = isWhole ? { whole: whole + 1, partial } : { whole, partial: partial + 1 };
    this.#stand = { ...this.#stand, looked: now, rounds, unready, frozen: told.frozen?.code ?? null };
    this.#roundAt = now;
    const pauseMs = Math.min(mostPauseMs, this.#again === null ? firstPauseMs : this.#again.pauseMs * 2);
    this.#again = isWhole ? null : { at: instant(now + pauseMs), pauseMs };
    return made.ok ? made.value.moved : null;
  }

  /** Does something within so long. What goes wrong is answered: a resident engine outlives it. */
  async #within<Value>(
    ms: number,
    work: (options: CallOptions) => Promise<Value>,
    stop: AbortSignal = this.#parts.signal,
  ): Promise<{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem }> {
    const deadline = AbortSignal.timeout(ms);
    try {
      return { ok: true, value: await work({ signal: AbortSignal.any([this.#parts.signal, stop, deadline]) }) };
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
