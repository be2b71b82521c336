import { parentPort, workerData } from "node:worker_threads";
import { textOf, toFailure } from "./failure.ts";
import { compile, instantiate, type Compiled, type Instance } from "./opa-wasm.ts";
import type { Answer, Message, Question, ThreadStart } from "./protocol.ts";

/**
 * The thread that runs rules. They may loop, throw or eat memory: the thread can be ended from outside, and an
 * instance that threw is never used again.
 */
const { wasm, data, megabytes } = workerData as ThreadStart;
const encoder = new TextEncoder();
/** An instance is replaced now and then, should it ever leak. */
const judgementsEach = 10_000;
/** Far beyond any decision; what is larger is no decision. */
const longestResult = 1_000_000;

let compiled: Compiled | undefined;
let instance: Instance | undefined;
let judged = 0;

function load(): Instance {
  compiled ??= compile(wasm);
  const loaded = instantiate(compiled, megabytes);
  loaded.setData(encoder.encode(data).buffer);
  judged = 0;
  return loaded;
}

function judge(input: string): Answer {
  try {
    instance ??= load();
    judged += 1;
    const result = JSON.stringify(instance.evaluate(encoder.encode(input).buffer));
    if (judged >= judgementsEach) instance = undefined;
    if (result.length <= longestResult) return { result };
    return { code: "POLICY_ANSWER_UNFIT", facts: { what: "it is far too long" } };
  } catch (thrown) {
    instance = undefined;
    return toFailure(thrown, megabytes);
  }
}

function say(message: Message): void {
  parentPort?.postMessage(message);
}

try {
  instance = load();
  parentPort?.on("message", ({ id, inputs }: Question) => {
    say({ kind: "answers", id, answers: inputs.map(judge) });
  });
  say({ kind: "ready" });
} catch (thrown) {
  say({ kind: "unfit", what: textOf(thrown) });
}
