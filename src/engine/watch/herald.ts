import type { Config } from "../../core/config/config.ts";
import { untold, type Untold } from "../../core/ledger/untold.ts";
import type { State } from "../../core/ledger/state.ts";
import type { Problem } from "../../core/problem/problem.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { tellObliged, type Told } from "../notify/tell-obliged.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** Who could not be told is not told again before so long: milliseconds. */
const againMs = 30_000;

interface HeraldParts {
  readonly ports: Pick<WatchPorts, "notifiers" | "clock">;
  /** Asks for a round: something is to be recorded. */
  readonly wake: () => void;
  readonly options: CallOptions;
}

/** Tells people what they must be told, beside everything else: a place that does not answer holds up nothing. */
export class Herald {
  readonly #parts: HeraldParts;
  #told: readonly Told[] = [];
  #under: Promise<void> | null = null;
  readonly #tried = new Map<string, Instant>();

  constructor(parts: HeraldParts) {
    this.#parts = parts;
  }

  /** What is wrong with telling, as of the last try. */
  problems: readonly Problem[] = [];

  /** Who was told, and stands in no event yet. */
  get told(): readonly Told[] {
    return this.#told;
  }

  /** Forgets those: an event says them now. */
  drop(told: readonly Told[]): void {
    this.#told = this.#told.filter((each) => !told.includes(each));
  }

  /** Tells whoever that state says is still to be told, one lot at a time. */
  tell(state: State, config: Config): void {
    if (this.#under !== null) return;
    const now = this.#parts.ports.clock.now();
    const known = new Set(this.#told.map(({ grant, to }) => keyOf(grant, to)));
    const open = untold(state).filter(({ grant, to }) => !known.has(keyOf(grant.id, to)));
    if (open.length === 0) {
      this.#tried.clear();
      this.problems = [];
      return;
    }
    const whom = open.filter(({ grant, to }) => Math.abs(now - (this.#tried.get(keyOf(grant.id, to)) ?? 0)) >= againMs);
    if (whom.length === 0) return;
    for (const { grant, to } of whom) this.#tried.set(keyOf(grant.id, to), now);
    this.#under = this.#tell(whom, config).finally(() => (this.#under = null));
  }

  /** Waits until nobody is being told. */
  async settle(): Promise<void> {
    await this.#under;
  }

  async #tell(whom: readonly Untold[], config: Config): Promise<void> {
    const { ports, wake, options } = this.#parts;
    const { told, problems } = await tellObliged(ports.notifiers, config, whom, options);
    this.#told = [...this.#told, ...told];
    this.problems = problems;
    if (!options.signal.aborted) wake();
  }
}

function keyOf(grant: string, to: string): string {
  return `${grant} ${to}`;
}
