import type { Annotations } from "../core/decision/annotation.ts";
import type { Decision } from "../core/decision/decision.ts";
import type { PolicyInput } from "../core/decision/input.ts";
import type { Answer, AskedInput } from "./host/protocol.ts";
import type { Lost } from "./host/thread.ts";
import { toDecision, toDenial } from "./host/to-decision.ts";
import type { KeptThread, PolicyLimits } from "./kept-thread.ts";

/** One call: its answers come together, or none does. */
interface Call {
  readonly inputs: readonly PolicyInput[];
  readonly decisions: Decision[];
  readonly signal: AbortSignal;
  readonly settle: (error?: Error) => void;
}

/** As many as one deadline is far from being short for; when it is, each is asked alone. */
const atOnce = 64;

/**
 * Asks one thread, whoever calls: what waits while it answers goes in one question then. Only what a thread was lost on is
 * denied.
 */
export class JudgeQueue {
  readonly #annotations: Annotations;
  readonly #limits: PolicyLimits;
  readonly #thread: KeptThread;
  readonly #calls: Call[] = [];
  #isAsking = false;

  constructor(annotations: Annotations, limits: PolicyLimits, thread: KeptThread) {
    this.#annotations = annotations;
    this.#limits = limits;
    this.#thread = thread;
  }

  /** Decisions in the order of the inputs; rejects with the signal's reason once that is aborted. */
  judge(inputs: readonly PolicyInput[], signal: AbortSignal): Promise<readonly Decision[]> {
    if (inputs.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const decisions: Decision[] = [];
      const abort = (): void => call.settle(signal.reason as Error);
      const call: Call = {
        inputs,
        decisions,
        signal,
        settle: (error) => {
          signal.removeEventListener("abort", abort);
          const place = this.#calls.indexOf(call);
          if (place !== -1) this.#calls.splice(place, 1);
          if (error === undefined) resolve(decisions);
          else reject(error);
        },
      };
      if (signal.aborted) {
        abort();
        return;
      }
      signal.addEventListener("abort", abort);
      this.#calls.push(call);
      // Calls of the same moment go in one question.
      queueMicrotask(() => void this.#ask());
    });
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#calls.length > 0) {
      const asked = this.#next();
      try {
        const decisions = await this.#decide(asked);
        for (const [index, { call }] of asked.entries()) call.decisions.push(...decisions.slice(index, index + 1));
        for (const call of new Set(asked.map((each) => each.call))) {
          if (call.decisions.length === call.inputs.length) call.settle();
        }
      } catch (error) {
        for (const { call } of asked) call.settle(error as Error);
      }
    }
    this.#isAsking = false;
  }

  /** The inputs that wait the longest. */
  #next(): readonly { readonly input: PolicyInput; readonly call: Call }[] {
    const next: { input: PolicyInput; call: Call }[] = [];
    for (const call of this.#calls) {
      const { inputs, decisions } = call;
      const rest = inputs.slice(decisions.length, decisions.length + atOnce - next.length);
      next.push(...rest.map((input) => ({ input, call })));
      if (next.length === atOnce) break;
    }
    return next;
  }

  async #decide(asked: readonly { readonly input: PolicyInput; readonly call: Call }[]): Promise<readonly Decision[]> {
    const answers = await this.#askThread(asked);
    if (!("lost" in answers)) {
      return asked.map(({ input }, index) => toDecision(answers[index] ?? noAnswer, input, this.#annotations));
    }
    const [only] = asked;
    if (only !== undefined && asked.length === 1) return [this.#toDenial(answers, only.input)];
    const alone: Decision[] = [];
    for (const each of asked) alone.push(...(await this.#decide([each])));
    return alone;
  }

  async #askThread(
    asked: readonly { readonly input: PolicyInput; readonly call: Call }[],
  ): Promise<readonly Answer[] | Lost> {
    const signals = [...new Set(asked.map(({ call }) => call.signal))];
    // Nobody waits for it any more: the answer does not matter.
    if (signals.every(({ aborted }) => aborted)) return { lost: "gone", what: "nobody waits" };
    const stop = (): void => {
      if (signals.every(({ aborted }) => aborted)) void this.#thread.stop();
    };
    for (const signal of signals) signal.addEventListener("abort", stop);
    const answers = await this.#thread.ask(asked.map(({ input, call }) => toAsked(input, call)));
    for (const signal of signals) signal.removeEventListener("abort", stop);
    return answers;
  }

  #toDenial({ lost, what }: Lost, input: PolicyInput): Decision {
    const { deadlineMs, megabytes } = this.#limits;
    if (lost === "slow") return toDenial("POLICY_TOO_SLOW", { seconds: deadlineMs / 1000 }, input);
    if (lost === "memory") return toDenial("POLICY_TOO_BIG", { megabytes }, input);
    return toDenial("POLICY_FAILED", { what }, input);
  }
}

const noAnswer: Answer = { result: "[]", lost: [] };

/**
 * Rules are asked too where they fell silent: always before access is given. More drafts at once than any change may bring
 * are only looked at.
 */
function toAsked(input: PolicyInput, { inputs }: Call): AskedInput {
  const isGuarded = input.phase !== "check" || inputs.length <= 100;
  return { json: JSON.stringify(input), wanted: isGuarded ? "guarded decision" : "decision" };
}
