import type { Config } from "../../core/config/config.ts";
import type { Event } from "../../core/ledger/event.ts";
import { untold, type Untold } from "../../core/ledger/untold.ts";
import type { State } from "../../core/ledger/state.ts";
import type { Problem } from "../../core/problem/problem.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { tellEvents } from "../notify/tell-events.ts";
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

  #untold: readonly Problem[] = [];
  #unsaid: readonly Problem[] = [];
  #saying: Promise<void> = Promise.resolve();

  /** What is wrong with telling, as of the last try. */
  get problems(): readonly Problem[] {
    return [...this.#untold, ...this.#unsaid];
  }

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
      this.#untold = [];
      return;
    }
    const whom = open.filter(({ grant, to }) => Math.abs(now - (this.#tried.get(keyOf(grant.id, to)) ?? 0)) >= againMs);
    if (whom.length === 0) return;
    for (const { grant, to } of whom) this.#tried.set(keyOf(grant.id, to), now);
    this.#under = this.#tell(whom, config).finally(() => (this.#under = null));
  }

  /** Tells what was just recorded to whoever wants to hear of it, one lot after the other. */
  say(events: readonly Event[], { grants }: Pick<State, "grants">, config: Config): void {
    const { ports, options } = this.#parts;
    if (config.notify.every(({ on }) => on.length === 0) || events.length === 0) return;
    this.#saying = this.#saying.then(async () => {
      this.#unsaid = await tellEvents(ports.notifiers, config, { events, grants }, options);
    });
  }

  /** Waits until nobody is being told. */
  async settle(): Promise<void> {
    await Promise.all([this.#under, this.#saying]);
  }

  async #tell(whom: readonly Untold[], config: Config): Promise<void> {
    const { ports, wake, options } = this.#parts;
    const { told, problems } = await tellObliged(ports.notifiers, config, whom, options);
    this.#told = [...this.#told, ...told];
    this.#untold = problems;
    if (!options.signal.aborted) wake();
  }
}

function keyOf(grant: string, to: string): string {
  return `${grant} ${to}`;
}
