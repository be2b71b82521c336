import type { Annotations } from "../core/decision/annotation.ts";
import type { ExplainedRule } from "../core/decision/explanation.ts";
import { problem, type Problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { PolicyInput } from "../core/decision/input.ts";
import { Explainer } from "./host/explainer.ts";
import type { Answer, Explained } from "./host/protocol.ts";
import type { Lost } from "./host/thread.ts";
import { listOf } from "./host/rules-instance.ts";
import type { ListedClause } from "./host/trail.ts";
import type { KeptThread } from "./kept-thread.ts";

/** As many as one deadline is far from being short for; when it is, each is asked alone. */
const atOnce = 32;

/** Asks rules how they came to their answer, in a thread that judges nothing: people read it, and what waits for a decision need not. */
export class Explaining {
  readonly #annotations: Annotations;
  readonly #thread: KeptThread;
  #explainer: Explainer;
  /** Settles when nobody is being answered. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(annotations: Annotations, thread: KeptThread) {
    this.#annotations = annotations;
    this.#thread = thread;
    this.#explainer = new Explainer([], annotations);
  }

  /** In the order of the inputs; `POLICY_UNEXPLAINED` where the rules failed on one, were too slow, or were built without what tells. */
  explain(inputs: readonly PolicyInput[], signal: AbortSignal): Promise<readonly Result<readonly ExplainedRule[]>[]> {
    const told = this.#last.then(() => this.#explain(inputs, signal));
    this.#last = told.catch(() => undefined);
    return told;
  }

  async #explain(
    inputs: readonly PolicyInput[],
    signal: AbortSignal,
  ): Promise<readonly Result<readonly ExplainedRule[]>[]> {
    const explained: Result<readonly ExplainedRule[]>[] = [];
    for (let from = 0; from < inputs.length; from += atOnce) {
      for (const answer of await this.#ask(inputs.slice(from, from + atOnce), signal)) {
        explained.push(this.#toExplanation(answer));
      }
    }
    return explained;
  }

  async #ask(inputs: readonly PolicyInput[], signal: AbortSignal): Promise<readonly (Answer | Lost)[]> {
    signal.throwIfAborted();
    const answers = await this.#thread.ask(
      inputs.map((input) => ({ json: JSON.stringify(input), wanted: "explanation" })),
    );
    if (!("lost" in answers)) return answers;
    if (inputs.length === 1) return [answers];
    const alone: (Answer | Lost)[] = [];
    for (const input of inputs) alone.push(...(await this.#ask([input], signal)));
    return alone;
  }

  #toExplanation(answer: Answer | Lost): Result<readonly ExplainedRule[]> {
    if (!("trees" in answer)) return fail([whyUnexplained(answer)]);
    if (answer.clauses !== null) {
      this.#explainer = new Explainer(JSON.parse(answer.clauses) as readonly ListedClause[], this.#annotations);
    }
    return succeed(this.#explainer.explain(listOf(answer.trees)));
  }
}

function whyUnexplained(answer: Exclude<Answer, Explained> | Lost): Problem {
  if ("result" in answer) return problem("POLICY_UNEXPLAINED", { what: "they gave a decision instead", slow: false });
  if (!("lost" in answer)) {
    const { what = answer.code } = answer.facts;
    return problem("POLICY_UNEXPLAINED", { what: String(what), slow: false });
  }
  return problem("POLICY_UNEXPLAINED", { what: answer.what, slow: answer.lost === "slow" });
}
