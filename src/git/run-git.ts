import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { brevetError, type BrevetError } from "../core/problem/brevet-error.ts";

/** Where git runs: the arguments before the command, the environment, and whether some history is known to be missing. */
export interface GitPlace {
  readonly before: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly isIncomplete: boolean;
}

/** How a git command ended. */
export interface GitOutcome {
  readonly code: number;
  readonly output: Buffer;
  readonly said: string;
}

/** How to run one. `accept`: the exit codes that are answers. */
export interface RunOptions {
  readonly signal: AbortSignal;
  readonly input?: Uint8Array | string;
  readonly accept?: readonly number[];
}

/** Runs a git command to its end; any other exit code than the accepted ones is thrown. */
export async function runGit(place: GitPlace, args: readonly string[], options: RunOptions): Promise<GitOutcome> {
  const { signal, input = "", accept = [0] } = options;
  signal.throwIfAborted();
  const child = startGit(place, args, signal);
  child.stdin.end(input);
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const { code, said } = await endOf(child, signal);
  if (!accept.includes(code)) throw gitError(place, args, said);
  return { code, output: Buffer.concat(chunks), said };
}

/** The output of a git command, in the chunks in which it comes. Ends the command when the reader goes away. */
export async function* streamGit(
  place: GitPlace,
  args: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  signal.throwIfAborted();
  const child = startGit(place, args, signal);
  child.stdin.end();
  const ended = endOf(child, signal);
  ended.catch(() => undefined); // awaited below, unless the reader goes away first
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const { code, said } = await ended;
    if (code !== 0) throw gitError(place, args, said);
  } finally {
    child.kill();
  }
}

/** Starts git, ready to be written to and read from. */
export function startGit(
  place: GitPlace,
  args: readonly string[],
  signal?: AbortSignal,
): ChildProcessWithoutNullStreams {
  const child = spawn("git", [...place.before, ...args], {
    env: place.environment,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
    ...(signal && { signal }),
  });
  child.stdin.on("error", () => undefined); // a command that ends early says why by its exit code
  return child;
}

/** Waits for the end of a command. */
export function endOf(
  child: ChildProcessWithoutNullStreams,
  signal?: AbortSignal,
): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4096)));
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (signal?.aborted) reject(signal.reason as Error);
      else reject(error.code === "ENOENT" ? brevetError("GIT_ABSENT", {}, { cause: error }) : error);
    });
    child.once("close", (code) => {
      resolve({ code: code ?? -1, said: lastWords(said) });
    });
  });
}

/** What went wrong, and whether a whole clone would have known. */
export function gitError({ isIncomplete }: GitPlace, args: readonly string[], said: string): BrevetError {
  return brevetError(isIncomplete ? "GIT_INCOMPLETE" : "GIT_FAILED", { command: args[0] ?? "", said });
}

/** The last line of what git said, without the passwords that addresses may hold. */
export function lastWords(said: string): string {
  const line = said.trim().split(/\r?\n/).at(-1) ?? "";
  return line.replace(/^(?:fatal|error): /, "").replaceAll(/\/\/[^/@\s]+@/g, "//");
}
