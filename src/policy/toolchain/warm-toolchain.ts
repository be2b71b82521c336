import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import process from "node:process";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import { childFlags } from "./child-flags.ts";
import type { Answer, Question } from "./question.ts";

const kind = import.meta.url.endsWith(".ts") ? "ts" : "js";
const child = fileURLToPath(new URL(`./warm-child.${kind}`, import.meta.url));

interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  readonly answers: AsyncIterator<string>;
}

/**
 * The toolchain in a process that stays, one question after another: what is asked again and again is made fast there, which
 * for one question alone would take longer than it saves.
 */
export class WarmToolchain implements AsyncDisposable {
  #running: Running | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** As `ask` asks. Who does not answer in time is gone, and the next question starts another. */
  ask(path: string, question: Question, signal: AbortSignal, withinMs: number): Promise<Result<Answer>> {
    const answered = this.#last.then(() => this.#ask(path, question, signal, withinMs));
    this.#last = answered.catch(() => undefined);
    return answered;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    this.#end();
  }

  async #ask(path: string, question: Question, signal: AbortSignal, withinMs: number): Promise<Result<Answer>> {
    signal.throwIfAborted();
    const { process: asked, answers } = (this.#running ??= start(path));
    const end = (): void => this.#end();
    const late = setTimeout(end, withinMs);
    signal.addEventListener("abort", end, { once: true });
    try {
      asked.stdin.write(`${JSON.stringify(question)}\n`);
      const answer = await answers.next();
      signal.throwIfAborted();
      if (answer.done !== true) return succeed(JSON.parse(answer.value) as Answer);
      this.#end();
      return fail([problem("TOOLCHAIN_FAILED", { what: `it ended, or took more than ${withinMs / 1000} s` })]);
    } finally {
      clearTimeout(late);
      signal.removeEventListener("abort", end);
    }
  }

  #end(): void {
    this.#running?.process.kill("SIGKILL");
    this.#running = undefined;
  }
}

function start(path: string): Running {
  const started = spawn(process.execPath, [...childFlags, child, path], { env: {}, stdio: ["pipe", "pipe", "pipe"] });
  started.on("error", () => undefined); // its output ends, and that says it
  started.stdin.on("error", () => undefined);
  started.stderr.resume();
  return { process: started, answers: createInterface({ input: started.stdout })[Symbol.asyncIterator]() };
}
