import { afterEach, expect, it } from "vitest";
import { Explaining } from "../../../src/policy/explaining.ts";
import type { Answer } from "../../../src/policy/host/protocol.ts";
import type { Lost, Thread } from "../../../src/policy/host/thread.ts";
import { KeptThread } from "../../../src/policy/kept-thread.ts";
import { policyInput } from "../../fakes/policy-input.ts";

const limits = { deadlineMs: 1000, megabytes: 64, idleMs: 30_000 };
const told: Answer = { clauses: "[]", trees: '[{"result":[]}]' };
let kept: KeptThread;

afterEach(() => kept.stop());

/** What comes of two questions to a thread that answers each so. */
async function explained(answerOf: (index: number) => Answer | Lost): Promise<readonly string[]> {
  let index = 0;
  const thread: Thread = {
    ask: (inputs) => {
      if (inputs.length > 1) return Promise.resolve({ lost: "gone", what: "each is asked alone" });
      const answer = answerOf(index++);
      return Promise.resolve("what" in answer ? answer : [answer]);
    },
    stop: () => Promise.resolve(),
  };
  kept = new KeptThread(limits, () => Promise.resolve(thread), thread);
  const signal = new AbortController().signal;
  const results = await new Explaining({}, kept).explain([policyInput(), policyInput()], signal);
  return results.map((one) =>
    one.ok
      ? `${one.value.length} rules`
      : one.problems.map(({ code, message, next }) => `${code} ${message} ${next}`).join(),
  );
}

const rows: readonly {
  readonly name: string;
  readonly answer: Answer | Lost;
  readonly says: string;
  readonly next: string;
}[] = [
  {
    name: "that they were too slow",
    answer: { lost: "slow", what: "no answer within 1000 ms" },
    says: "no answer within 1000 ms.",
    next: "Ask again when the machine is less busy",
  },
  {
    name: "that the thread is gone",
    answer: { lost: "gone", what: "it ended" },
    says: "it ended.",
    next: "Run brevet",
  },
  {
    name: "why they failed",
    answer: { code: "POLICY_FAILED", facts: { what: "there is no explain.wasm" } },
    says: "there is no explain.wasm.",
    next: "Run brevet policy build",
  },
  {
    name: "the code of a failure without words",
    answer: { code: "POLICY_TOO_BIG", facts: { megabytes: 64 } },
    says: "POLICY_TOO_BIG.",
    next: "Run brevet policy build",
  },
  {
    name: "that they only decided",
    answer: { result: "[]", lost: [] },
    says: "a decision instead.",
    next: "Run brevet",
  },
];

it.each(rows)(
  "tells of a request on which rules cannot tell $name, and of the next one all",
  async ({ answer, says, next }) => {
    const [first, second] = await explained((index) => (index === 0 ? answer : told));
    expect(first).toMatch(/^POLICY_UNEXPLAINED How the rules came to their answer could not be told: /);
    expect(first).toContain(says);
    expect(first).toContain(next);
    expect(second).toBe("0 rules");
  },
);
