import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import process from "node:process";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { childFlags } from "./child-flags.ts";
import type { ToolchainModule } from "./find-module.ts";
import type { Answer, Question } from "./question.ts";

const kind = import.meta.url.endsWith(".ts") ? "ts" : "js";
const child = fileURLToPath(new URL(`./child.${kind}`, import.meta.url));
/** Rules come from people who may mean no good: what takes longer is no compiling. */
const compilesWithinMs = 120_000;
/** Only what the module hints at is made fast (scripts/toolchain/hinted.ts). */
const asItIs = ["--liftoff-only", "--experimental-wasm-compilation-hints", "--no-wasm-inlining"];

/**
 * Asks the toolchain, in a process of its own, if not in one that stays: most of a first question's time would go into making
 * the module fast, into noting what could be made fast, and into looking at what is never run, which the flags leave out and
 * only a process's start can say.
 */
export async function ask(
  { path, warm }: ToolchainModule,
  question: Question,
  { signal }: CallOptions,
  withinMs: number = compilesWithinMs,
): Promise<Result<Answer>> {
  if (warm !== null) return await warm.ask(path, question, signal, withinMs);
  signal.throwIfAborted();
  const running = spawn(process.execPath, [...asItIs, ...childFlags, child, path], {
    env: {},
    stdio: ["pipe", "pipe", "pipe"],
    signal,
    timeout: withinMs,
    killSignal: "SIGKILL",
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    running.once("error", reject);
    running.once("close", (code) => resolve(code));
  });
  running.stdin.on("error", () => undefined); // it ended early: its code says so
  running.stdin.end(JSON.stringify(question));
  const [code, answer, complaint] = await Promise.all([ended, text(running.stdout), text(running.stderr)]);
  if (code === 0) return succeed(JSON.parse(answer) as Answer);
  const what = code === null ? `it took more than ${withinMs / 1000} s` : (complaint.trim().split("\n")[0] ?? "");
  return fail([problem("TOOLCHAIN_FAILED", { what: what.slice(0, 200) })]);
}
