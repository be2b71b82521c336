import type { Heartbeat } from "../../core/ledger/heartbeat.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import { fromTimestamp, toTimestamp } from "../../core/time/timestamp.ts";
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
  /** The targets that it serves, as far as they are known. */
  readonly serves: () => readonly string[];
}

/**
 * Which of several resident engines admits and starts: the one whose signs of life stand in `refs/brevet/run`; of those that
 * serve one target alone, the one in that target's ref, while no engine that serves all is at work. It is for order, never for
 * safety: whoever does not have it ends what is due all the same, and the ledger is written by compare-and-swap.
 *
 * Of one that serves all and one that serves a target alone, the one that comes later sees the other: both say that they live
 * before they look. The one for all takes over that target once the other has heard it, and is gone from there.
 */
export class Helm {
  readonly #ports: WatchPorts;
  readonly #crew: Crew;
  readonly #own: Lookout;
  readonly #above: Lookout;
  readonly #below = new Map<string, Lookout>();
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

  /** Targets that another engine, which serves each of them alone, has not let go of yet. */
  elsewhere: ReadonlySet<string> = new Set();

  /** Looks who has it; says that this engine lives, or takes over from one that does not. */
  async look(options: CallOptions): Promise<void> {
    if (await this.#isAbove(options)) {
      await this.#let(options);
      return;
    }
    const standing = await this.#ports.runState.read(options);
    const wasMine = this.#mine !== null && standing.id === this.#mine;
    if (!wasMine) this.#mine = null;
    if (!wasMine && !this.#own.isFree(standing)) {
      this.isHeld = false;
      return;
    }
    const isTaken = await this.#take(standing.id, options);
    if (isTaken && !wasMine && (await this.#isAbove(options))) {
      await this.#let(options);
      return;
    }
    if (isTaken) this.elsewhere = await this.#lookBelow(options);
    this.isHeld = isTaken;
  }

  /** Lets the next one have it; also what an earlier process of this clone left there when it was killed. */
  async leave(options: CallOptions): Promise<void> {
    const { runState } = this.#ports;
    const left = this.#mine === null ? await runState.read(options) : null;
    await this.#let(options);
    if (left !== null && left.id !== null && this.#isOfBefore(left)) await runState.clear(left.id, options);
  }

  /** Of this clone, and of a process that began before this one. */
  #isOfBefore({ heartbeat }: Standing): boolean {
    const { installation, since } = this.#crew;
    return heartbeat?.installation === installation && fromTimestamp(heartbeat.since) <= since;
  }

  async #isAbove(options: CallOptions): Promise<boolean> {
    const { above } = this.#ports;
    return above !== undefined && !this.#above.isFree(await above.read(options));
  }

  async #let(options: CallOptions): Promise<void> {
    const mine = this.#mine;
    this.#mine = null;
    this.isHeld = false;
    if (mine !== null) await this.#ports.runState.clear(mine, options);
  }

  /** Of this clone too: there another process may serve a target alone. Takes away what the dead left, so that the next one does not listen for them again. */
  async #lookBelow(options: CallOptions): Promise<ReadonlySet<string>> {
    const served = new Set(this.#crew.serves());
    const elsewhere = new Set<string>();
    for (const [target, state] of (await this.#ports.below?.(options)) ?? []) {
      if (!served.has(target)) continue;
      const lookout = this.#below.get(target) ?? new Lookout(null);
      this.#below.set(target, lookout);
      const standing = await state.read(options);
      if (!lookout.isFree(standing)) elsewhere.add(target);
      else if (standing.id !== null && standing.heartbeat !== null) await state.clear(standing.id, options);
    }
    return elsewhere;
  }

  async #take(old: ObjectId | null, options: CallOptions): Promise<boolean> {
    const { report, installation, engine, since } = this.#crew;
    this.#beat += 1;
    const { clock, runState } = this.#ports;
    const said: Heartbeat = {
      ...{ v: 1, installation, engine, since: toTimestamp(since) },
      ...{ at: toTimestamp(clock.now()), beat: this.#beat, ...report() },
    };
    const next = await runState.write(old, said, options).catch((error: unknown) => {
      if (error instanceof BrevetError && error.code === "GIT_PUSH_REFUSED") return null; // such a host takes no such ref
      throw error;
    });
    this.#mine = next?.outcome === "written" ? next.id : null;
    this.#own.begin();
    return next?.outcome !== "moved";
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
