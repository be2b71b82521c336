import { parentPort, workerData } from "node:worker_threads";
import { entrypoints } from "../lock/entrypoints.ts";
import { textOf, toFailure } from "./failure.ts";
import { compile, instantiate, type Compiled, type Instance } from "./opa-wasm.ts";
import type { Answer, AskedInput, Explanation, Message, Question, Silence, ThreadStart } from "./protocol.ts";
import { resultOf, toSilences } from "./silences.ts";

/**
 * The thread that runs rules. They may loop, throw or eat memory: the thread can be ended from outside, and an
 * instance that threw is never used again.
 */
const { wasm, explain, data, megabytes } = workerData as ThreadStart;
const encoder = new TextEncoder();
/** An instance is replaced now and then, should it ever leak. */
const judgementsEach = 10_000;
/** Far beyond any decision; what is larger is no decision. */
const longestResult = 1_000_000;
/** A trail names every value that any condition read. */
const longestTrail = 16_000_000;

let compiled: Compiled | undefined;
let compiledExplain: Compiled | undefined;
let instance: Instance | undefined;
let guard: { readonly instance: Instance; readonly rules: unknown } | undefined;
let judged = 0;
let hasToldClauses = false;

function load(): Instance {
  compiled ??= compile(wasm);
  judged = 0;
  return withData(compiled);
}

function withData(module: Compiled): Instance {
  const loaded = instantiate(module, megabytes);
  loaded.setData(encoder.encode(data).buffer);
  return loaded;
}

function judge({ json, guarded, explained = false }: AskedInput): Answer {
  try {
    instance ??= load();
    judged += 1;
    const input = encoder.encode(json).buffer;
    const result = JSON.stringify(instance.evaluate(input));
    const lost = guarded && explain !== null ? silencesIn(input, explain) : [];
    const explanation = explained && explain !== null ? explanationOf(input, explain) : null;
    if (judged >= judgementsEach) instance = guard = undefined;
    if (result.length <= longestResult) return { result, lost, ...(explanation !== null && { explanation }) };
    return { code: "POLICY_ANSWER_UNFIT", facts: { what: "it is far too long" } };
  } catch (thrown) {
    instance = guard = undefined;
    return toFailure(thrown, megabytes);
  }
}

function silencesIn(input: ArrayBuffer, module: Uint8Array): readonly Silence[] {
  const guarding = (guard ??= loadGuard(input, module));
  return toSilences(guarding.rules, guarding.instance.evaluate(input, entrypoints.lost));
}

function explanationOf(input: ArrayBuffer, module: Uint8Array): Explanation {
  const guarding = (guard ??= loadGuard(input, module));
  const [found] = guarding.instance.evaluate(input, entrypoints.steps) as readonly { readonly result: object }[];
  const trail = JSON.stringify(found?.result ?? null);
  if (found === undefined || trail.length > longestTrail) throw new TypeError("explain.wasm gave no answer");
  const clauses = hasToldClauses ? null : JSON.stringify(resultOf(guarding.rules));
  hasToldClauses = true;
  return { clauses, trail };
}

function loadGuard(input: ArrayBuffer, module: Uint8Array): NonNullable<typeof guard> {
  const loaded = withData((compiledExplain ??= compile(module)));
  return { instance: loaded, rules: loaded.evaluate(input, entrypoints.rules) };
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
