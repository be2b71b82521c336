import { Worker } from "node:worker_threads";
import { textOf } from "../host/failure.ts";
import type { TrialEnd, TrialStart } from "./trial-protocol.ts";

const module = new URL(`./trial-thread${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

/** Asks the invariants in a thread of its own, which is ended when it takes longer than any honest rules would. */
export async function runTrial(start: TrialStart, withinMs: number, signal: AbortSignal): Promise<TrialEnd> {
  signal.throwIfAborted();
  const worker = new Worker(module, { workerData: start, env: {}, stdout: true, stderr: true });
  const late = AbortSignal.timeout(withinMs);
  try {
    return await new Promise<TrialEnd>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", (error: unknown) => resolve({ unfit: textOf(error) }));
      worker.once("exit", () => resolve({ unfit: "the thread ended" }));
      late.addEventListener("abort", () => resolve({ unfit: `no answer within ${withinMs / 1000} s` }));
      signal.addEventListener("abort", () => reject(signal.reason as Error));
    });
  } finally {
    await worker.terminate();
  }
}
