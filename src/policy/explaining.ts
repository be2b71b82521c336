import type { Annotations } from "../core/decision/annotation.ts";
import type { ExplainedRule } from "../core/decision/explanation.ts";
import type { PolicyInput } from "../core/decision/input.ts";
import type { Thread } from "./host/thread.ts";
import { toExplanation, type ListedClause, type Trail } from "./host/to-explanation.ts";
import type { PolicyLimits } from "./judge-queue.ts";

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
    try {
      const explained: (readonly ExplainedRule[] | null)[] = [];
      for (const input of inputs) {
        signal.throwIfAborted();
        const question = { json: JSON.stringify(input), guarded: false, explained: true };
        const answers = await thread.ask([question], this.#limits.deadlineMs);
        if ("lost" in answers) thread = await this.#start();
        const [answer] = "lost" in answers ? [] : answers;
        const told = answer === undefined || "code" in answer ? undefined : answer.explanation;
        explained.push(told === undefined ? null : this.#read(told.clauses, told.trail));
      }
      return explained;
    } finally {
      await thread.stop();
    }
  }

  #read(clauses: string, trail: string): readonly ExplainedRule[] {
    return toExplanation(JSON.parse(clauses) as readonly ListedClause[], JSON.parse(trail) as Trail, this.#annotations);
  }
}
