import type { Answer, AskedInput } from "./host/protocol.ts";
import type { Lost, Thread } from "./host/thread.ts";

/** What rules may use for one request, and how long a thread is kept that nobody asks. */
export interface PolicyLimits {
  readonly deadlineMs: number;
  readonly megabytes: number;
  readonly idleMs: number;
}

/** A thread that is there whenever it is asked: started then, and again once it was lost; let go, with its memory, once nobody has asked it for long. */
export class KeptThread {
  readonly #limits: PolicyLimits;
  readonly #start: () => Promise<Thread>;
  #thread: Thread | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** thread: one that was started already. */
  constructor(limits: PolicyLimits, start: () => Promise<Thread>, thread?: Thread) {
    this.#limits = limits;
    this.#start = start;
    this.#thread = thread;
    this.#rest();
  }

  /** One question at a time. */
  async ask(inputs: readonly AskedInput[]): Promise<readonly Answer[] | Lost> {
    clearTimeout(this.#idle);
    const thread = (this.#thread ??= await this.#start());
    const answers = await thread.ask(inputs, this.#limits.deadlineMs);
    if ("lost" in answers) this.#thread = undefined;
    this.#rest();
    return answers;
  }

  /** Ends the thread, whatever it is at: that question is lost. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.stop();
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#thread === undefined) return;
    this.#idle = setTimeout(() => void this.stop(), this.#limits.idleMs);
    this.#idle.unref();
  }
}
