import { Worker } from "node:worker_threads";
import { textOf } from "./failure.ts";
import type { Answer, AskedInput, Message, Question, ThreadStart } from "./protocol.ts";

/** Why a thread gave no answer. It is gone then, and another has to be started. */
export interface Lost {
  readonly lost: "slow" | "memory" | "unfit" | "gone";
  readonly what: string;
}

/** A thread that judges, one question at a time. */
export interface Thread {
  ask(inputs: readonly AskedInput[], withinMs: number): Promise<readonly Answer[] | Lost>;
  stop(): Promise<void>;
}

/** The thread's module: a source while developing, compiled in a package. */
const module = new URL(`./judging-thread${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

/** Starts a thread, which is ready or lost within the time. */
export async function startThread(start: ThreadStart, withinMs: number): Promise<Thread | Lost> {
  const worker = new Worker(module, {
    workerData: start,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
  });

  let settle: (outcome: Message | Lost) => void = () => undefined;
  let ended: Lost | undefined;
  const end = (lost: Lost): void => {
    ended ??= lost;
    settle(ended);
  };
  worker.on("message", (message: Message) => settle(message));
  worker.on("error", (error: unknown) => {
    const memory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    end({ lost: memory ? "memory" : "gone", what: textOf(error) });
  });
  worker.on("exit", () => end({ lost: "gone", what: "the thread ended" }));
  // A policy that nobody closed keeps no process alive; who waits for an answer is kept by its deadline.
  worker.unref();

  /** The next message, or what became of the thread. */
  const next = (ms: number): Promise<Message | Lost> =>
    new Promise((resolve) => {
      const finish = (outcome: Message | Lost): void => {
        clearTimeout(timer);
        settle = () => undefined;
        resolve(outcome);
      };
      const timer = setTimeout(() => {
        // An answer that waits in the port while this thread was busy counts: look once more.
        setImmediate(() => {
          if (settle !== finish) return;
          end({ lost: "slow", what: `no answer within ${ms} ms` });
          void worker.terminate();
        });
      }, ms);
      settle = finish;
      if (ended !== undefined) finish(ended);
    });

  let id = 0;
  const thread: Thread = {
    async ask(inputs, ms) {
      id += 1;
      const answer = next(ms);
      worker.postMessage({ id, inputs } satisfies Question);
      const message = await answer;
      if ("lost" in message) return message;
      if (message.kind === "answers" && message.id === id && message.answers.length === inputs.length) {
        return message.answers;
      }
      await worker.terminate();
      return { lost: "gone", what: "the thread answered something else" };
    },
    async stop() {
      await worker.terminate();
    },
  };

  const first = await next(withinMs);
  if ("lost" in first) return first;
  if (first.kind === "ready") return thread;
  await worker.terminate();
  return { lost: "unfit", what: first.kind === "unfit" ? first.what : "the thread answered before it was asked" };
}
