import type { Heartbeat } from "../../core/ledger/heartbeat.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { Standing } from "../../ports/run-state.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** Looks without a new sign of life after which an engine is taken for dead. */
const mostMisses = 9;

/** Who says it, and what it says beside that it lives. */
export interface Crew {
  readonly installation: string;
  readonly engine: string;
  readonly since: Instant;
  readonly report: () => Pick<Heartbeat, "overdue" | "lost">;
}

/**
 * Which of several resident engines admits and starts: the one whose signs of life stand in `refs/brevet/run`; of those that
 * serve one target alone, the one in that target's ref, while no engine that serves all is at work. It is for order, never for
 * safety: whoever does not have it ends what is due all the same, and the ledger is written by compare-and-swap.
 */
export class Helm {
  readonly #ports: WatchPorts;
  readonly #crew: Crew;
  readonly #own: Lookout;
  readonly #above: Lookout;
  #mine: ObjectId | null = null;
  #beat = 0;

  constructor(ports: WatchPorts, crew: Crew) {
    this.#ports = ports;
    this.#crew = crew;
    this.#own = new Lookout(crew.installation);
    this.#above = new Lookout(null);
  }

  /** Whether this engine has it. Where nobody can write signs of life, everybody has. */
  isHeld = false;

  /** Looks who has it; says that this engine lives, or takes over from one that does not. */
  async look(options: CallOptions): Promise<void> {
    const { runState, above } = this.#ports;
    if (above !== undefined && !this.#above.isFree(await above.read(options))) {
      await this.leave(options);
      return;
    }
    const standing = await runState.read(options);
    if (this.#mine !== null && standing.id === this.#mine) {
      await this.#take(standing.id, options);
      return;
    }
    this.#mine = null;
    this.isHeld = false;
    if (this.#own.isFree(standing)) await this.#take(standing.id, options);
  }

  /** Lets the next one have it. */
  async leave(options: CallOptions): Promise<void> {
    const mine = this.#mine;
    this.#mine = null;
    this.isHeld = false;
    if (mine !== null) await this.#ports.runState.clear(mine, options);
  }

  async #take(old: ObjectId | null, options: CallOptions): Promise<void> {
    const { report, ...crew } = this.#crew;
    this.#beat += 1;
    const { clock, runState } = this.#ports;
    const said: Heartbeat = {
      v: 1,
      ...crew,
      since: toTimestamp(crew.since),
      at: toTimestamp(clock.now()),
      beat: this.#beat,
      ...report(),
    };
    const next = await runState.write(old, said, options).catch((error: unknown) => {
      if (error instanceof BrevetError && error.code === "GIT_PUSH_REFUSED") return null; // such a host takes no such ref
      throw error;
    });
    this.#mine = next?.outcome === "written" ? next.id : null;
    this.isHeld = next?.outcome !== "moved";
    this.#own.begin();
  }
}

/** Listens at one ref for who lives there. */
class Lookout {
  readonly #installation: string | null;
  #misses: number | null = null;
  readonly #heard = new Map<string, number>();

  /** installation: of this engine, whose earlier processes are dead; null: none are known. */
  constructor(installation: string | null) {
    this.#installation = installation;
  }

  /** From now on it is its own sign that stands there: the next one's begins anew. */
  begin(): void {
    this.#misses = 0;
  }

  /** Nobody has it, an earlier process of this clone had it when this one began, or who has it has long said nothing new. */
  isFree({ heartbeat }: Standing): boolean {
    const isFirst = this.#misses === null;
    this.#misses ??= 0;
    if (heartbeat === null) return true;
    if (isFirst && heartbeat.installation === this.#installation) return true;
    const { engine, beat } = heartbeat;
    const isNew = beat > (this.#heard.get(engine) ?? 0); // what was said before, and is put there again, says nothing
    if (isNew) this.#heard.set(engine, beat);
    this.#misses = isNew ? 0 : this.#misses + 1;
    return this.#misses >= mostMisses;
  }
}
