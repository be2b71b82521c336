import type { CallOptions } from "../../ports/call-options.ts";
import type { Pause } from "../../ports/pause.ts";

/** What goes on beside everything else, and can be waited for. */
export class Running {
  readonly #pause: Pause;
  readonly #options: CallOptions;
  readonly #all = new Set<Promise<void>>();

  constructor(pause: Pause, options: CallOptions) {
    this.#pause = pause;
    this.#options = options;
  }

  run(work: Promise<void>): void {
    const running = work.finally(() => this.#all.delete(running));
    this.#all.add(running);
  }

  /** Waits until nothing is under way. */
  async settle(): Promise<void> {
    while (this.#all.size > 0) await Promise.allSettled(this.#all);
  }

  /** The answer, where it comes within so long; null, and `late` hears it, where it does not. */
  async within<Answer>(ms: number, work: Promise<Answer>, late: (answer: Answer) => void): Promise<Answer | null> {
    let isLate = false;
    this.run(
      work.then((answer) => {
        if (isLate) late(answer);
      }),
    );
    const enough = new AbortController();
    const signal = AbortSignal.any([this.#options.signal, enough.signal]);
    const waited = this.#pause(ms, { signal }).then(() => {
      isLate = !enough.signal.aborted;
      return null;
    });
    return await Promise.race([work, waited]).finally(() => {
      enough.abort();
    });
  }
}
