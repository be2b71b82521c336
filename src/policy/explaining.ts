import type { Annotations } from "../core/decision/annotation.ts";
import type { ExplainedRule } from "../core/decision/explanation.ts";
import type { PolicyInput } from "../core/decision/input.ts";
import type { Answer } from "./host/protocol.ts";
import type { Thread } from "./host/thread.ts";
import { toExplanation, type ListedClause, type Trail } from "./host/to-explanation.ts";
import type { PolicyLimits } from "./judge-queue.ts";

/** As many as one deadline is far from being short for; when it is, each is asked alone. */
const atOnce = 32;

/** Asks rules how they came to their answer, in a thread of its own for as long as that takes: people read it, nothing waits. */
export class Explaining {
  readonly #annotations: Annotations;
  readonly #limits: PolicyLimits;
  readonly #start: () => Promise<Thread>;

  constructor(annotations: Annotations, limits: PolicyLimits, start: () => Promise<Thread>) {
    this.#annotations = annotations;
    this.#limits = limits;
    this.#start = start;
  }

  /** In the order of the inputs; null where the rules failed on one, or were built without what tells. */
  async explain(
    inputs: readonly PolicyInput[],
    signal: AbortSignal,
  ): Promise<readonly (readonly ExplainedRule[] | null)[]> {
    let thread = await this.#start();
    const ask = async (some: readonly PolicyInput[]): Promise<readonly (Answer | null)[]> => {
      signal.throwIfAborted();
      const questions = some.map((input) => ({ json: JSON.stringify(input), guarded: false, explained: true }));
      const answers = await thread.ask(questions, this.#limits.deadlineMs);
      if (!("lost" in answers)) return answers;
      thread = await this.#start();
      if (some.length === 1) return [null];
      const alone: (Answer | null)[] = [];
      for (const input of some) alone.push(...(await ask([input])));
      return alone;
    };
    try {
      const explained: (readonly ExplainedRule[] | null)[] = [];
      let clauses: readonly ListedClause[] = [];
      for (let from = 0; from < inputs.length; from += atOnce) {
        for (const answer of await ask(inputs.slice(from, from + atOnce))) {
          const told = answer === null || "code" in answer ? undefined : answer.explanation;
          if (typeof told?.clauses === "string") clauses = JSON.parse(told.clauses) as readonly ListedClause[];
          const trail = told === undefined ? null : (JSON.parse(told.trail) as Trail);
          explained.push(trail === null ? null : toExplanation(clauses, trail, this.#annotations));
        }
      }
      return explained;
    } finally {
      await thread.stop();
    }
  }
}
