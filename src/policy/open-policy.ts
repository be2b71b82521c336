import type { Annotations } from "../core/decision/annotation.ts";
import type { Decision } from "../core/decision/decision.ts";
import { policyInputSchema, type PolicyInput } from "../core/decision/input.ts";
import { validator } from "../core/json/validator.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Policy, PolicyData, PolicyFiles, PolicyHost } from "../ports/policy.ts";
import type { Answer } from "./host/protocol.ts";
import { startThread, type Lost, type Thread } from "./host/thread.ts";
import { toDecision, toDenial } from "./host/to-decision.ts";
import { annotationsPath, wasmPath } from "./lock/policy-lock.ts";
import { verifyLock } from "./lock/verify-lock.ts";

/** What rules may use for one request. */
export interface PolicyLimits {
  readonly deadlineMs: number;
  readonly megabytes: number;
}

const usual: PolicyLimits = { deadlineMs: 1000, megabytes: 64 };
/** Compiling the wasm is no request's fault, and slower on a busy machine. */
const loadWithinMs = 10_000;
/** As many as one deadline is far from being short for; when it is, each is asked alone. */
const atOnce = 64;

/** The host of compiled rules: a thread, with these limits. */
export function createPolicyHost(limits: PolicyLimits = usual): PolicyHost {
  return { open: (files, data, options) => openPolicy(files, data, limits, options) };
}

async function openPolicy(
  files: PolicyFiles,
  data: PolicyData,
  limits: PolicyLimits,
  { signal }: CallOptions,
): Promise<Result<Policy>> {
  const problems = verifyLock(files);
  if (problems.length > 0) return fail(problems);
  const [wasm, annotations] = [files.get(wasmPath), readAnnotations(files.get(annotationsPath))];
  const place = { path: `policies/${wasmPath}` };
  if (wasm === undefined || annotations === null) {
    const what = "its lock does not name it, or annotations.json";
    return fail([problem("POLICY_WASM_UNFIT", { what }, place)]);
  }
  const start = { wasm, data: JSON.stringify(data), megabytes: limits.megabytes };
  const first = await startThread(start, loadWithinMs);
  if ("lost" in first) return fail([problem("POLICY_WASM_UNFIT", { what: first.what }, place)]);
  signal.throwIfAborted();
  const restart = async (): Promise<Thread> => {
    const thread = await startThread(start, loadWithinMs);
    if ("lost" in thread) throw brevetError("POLICY_WASM_UNFIT", { what: thread.what });
    return thread;
  };
  return succeed(toPolicy(annotations, limits, first, restart));
}

function toPolicy(
  annotations: Annotations,
  limits: PolicyLimits,
  first: Thread,
  restart: () => Promise<Thread>,
): Policy {
  let thread: Thread | undefined = first;
  let last: Promise<unknown> = Promise.resolve();

  /** Asks, and forgets a thread that is lost: the next question starts another. */
  async function ask(inputs: readonly string[], signal: AbortSignal): Promise<readonly Answer[] | Lost> {
    signal.throwIfAborted();
    const asked = (thread ??= await restart());
    const stop = (): void => void asked.stop();
    signal.addEventListener("abort", stop, { once: true });
    const answers = await asked.ask(inputs, limits.deadlineMs);
    signal.removeEventListener("abort", stop);
    if ("lost" in answers) thread = undefined;
    signal.throwIfAborted();
    return answers;
  }

  async function judgeChunk(inputs: readonly PolicyInput[], signal: AbortSignal): Promise<readonly Decision[]> {
    const texts = inputs.map((input) => JSON.stringify(input));
    const answers = await ask(texts, signal);
    if (!("lost" in answers)) {
      return inputs.map((input, index) => toDecision(answers[index] ?? noAnswer, input, annotations));
    }
    const [only] = inputs;
    if (only !== undefined && inputs.length === 1) return [toLostDenial(answers, limits, only)];
    const alone: Decision[] = [];
    for (const input of inputs) alone.push(...(await judgeChunk([input], signal)));
    return alone;
  }

  async function judgeAll(inputs: readonly PolicyInput[], { signal }: CallOptions): Promise<readonly Decision[]> {
    for (const input of inputs) assertComplete(input);
    const decisions: Decision[] = [];
    for (let from = 0; from < inputs.length; from += atOnce) {
      decisions.push(...(await judgeChunk(inputs.slice(from, from + atOnce), signal)));
    }
    return decisions;
  }

  /** One question at a time: the thread is one. */
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    annotations,
    judgeAll: (inputs, options) => inTurn(() => judgeAll(inputs, options)),
    async judge(input, options) {
      const [decision] = await inTurn(() => judgeAll([input], options));
      return decision ?? toDenial("POLICY_NO_ANSWER", {}, input);
    },
    async close() {
      await thread?.stop();
      thread = undefined;
    },
  };
}

const noAnswer: Answer = { result: "[]" };

function toLostDenial(lost: Lost, limits: PolicyLimits, input: PolicyInput): Decision {
  if (lost.lost === "slow") return toDenial("POLICY_TOO_SLOW", { seconds: limits.deadlineMs / 1000 }, input);
  if (lost.lost === "memory") return toDenial("POLICY_TOO_BIG", { megabytes: limits.megabytes }, input);
  return toDenial("POLICY_FAILED", { what: lost.what }, input);
}

const inputFault = validator(policyInputSchema);

/** An input with a field missing would make rules vanish silently: it is never judged. */
function assertComplete(input: PolicyInput): void {
  const fault = inputFault(input);
  if (fault !== null) throw new TypeError(`policy input: ${fault}`);
}

function readAnnotations(bytes: Uint8Array | undefined): Annotations | null {
  return bytes === undefined ? null : (JSON.parse(new TextDecoder().decode(bytes)) as Annotations);
}
