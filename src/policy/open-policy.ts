import type { Annotations } from "../core/decision/annotation.ts";
import { inputVersion, type PolicyInput } from "../core/decision/input.ts";
import { inputSchemas } from "../core/decision/input-versions.ts";
import { validator } from "../core/json/validator.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Policy, PolicyData, PolicyFiles, PolicyHost } from "../ports/policy.ts";
import { Explaining } from "./explaining.ts";
import { startThread, type Thread } from "./host/thread.ts";
import { toDenial } from "./host/to-decision.ts";
import { JudgeQueue } from "./judge-queue.ts";
import { KeptThread, type PolicyLimits } from "./kept-thread.ts";
import { annotationsPath, explainPath, wasmPath } from "./lock/policy-lock.ts";
import { verifyLock } from "./lock/verify-lock.ts";

const usual: PolicyLimits = { deadlineMs: 1000, megabytes: 64, idleMs: 30_000 };
/** Compiling the wasm is no request's fault, and slower on a busy machine. */
const loadWithinMs = 10_000;

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
  const explain = files.get(explainPath) ?? null;
  const start = { wasm, explain, data: JSON.stringify(data), megabytes: limits.megabytes };
  const first = await startThread(start, loadWithinMs);
  if ("lost" in first) return fail([problem("POLICY_WASM_UNFIT", { what: first.what }, place)]);
  signal.throwIfAborted();
  const restart = async (): Promise<Thread> => {
    const thread = await startThread(start, loadWithinMs);
    if ("lost" in thread) throw brevetError("POLICY_WASM_UNFIT", { what: thread.what });
    return thread;
  };
  const [judging, telling] = [new KeptThread(limits, restart, first), new KeptThread(limits, restart)];
  const [queue, explaining] = [new JudgeQueue(annotations, limits, judging), new Explaining(annotations, telling)];
  return succeed({
    annotations,
    async judge(input, { signal }) {
      assertComplete(input);
      const [decision] = await queue.judge([input], signal);
      return decision ?? toDenial("POLICY_NO_ANSWER", {}, input);
    },
    async judgeAll(inputs, { signal, version }) {
      for (const input of inputs) assertComplete(input, version);
      return await queue.judge(inputs, signal);
    },
    async explainAll(inputs, { signal }) {
      for (const input of inputs) assertComplete(input);
      return inputs.length === 0 ? [] : await explaining.explain(inputs, signal);
    },
    async close() {
      await Promise.all([judging.stop(), telling.stop()]);
    },
  });
}

const inputFaults = new Map([...inputSchemas].map(([version, schema]) => [version, validator(schema)]));

/** An input with a field missing would make rules vanish silently: it is never judged. */
function assertComplete(input: PolicyInput, version = inputVersion): void {
  const faultOf = inputFaults.get(version) ?? (() => `nobody knows version ${version}`);
  const fault = faultOf(input);
  if (fault !== null) throw new TypeError(`policy input: ${fault}`);
}

function readAnnotations(bytes: Uint8Array | undefined): Annotations | null {
  try {
    return bytes === undefined ? null : (JSON.parse(new TextDecoder().decode(bytes)) as Annotations);
  } catch {
    return null; // a lock says that it is what somebody wrote, not that it is JSON
  }
}
