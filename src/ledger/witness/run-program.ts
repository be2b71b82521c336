import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brevetError } from "../../core/problem/brevet-error.ts";

/** A program that a configuration names, and what it is given. */
export interface Program {
  readonly path: string;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** All the environment that it has. */
  readonly env: Readonly<Record<string, string>>;
}

/** The longest that a program may run: milliseconds. */
const deadlineMs = 15_000;
/** The most that it may answer: bytes. */
const mostBytes = 64 * 1024;

/**
 * Runs a program from the very bytes that were hashed, in an empty folder, and answers what it printed. It and all that
 * it started are killed at its deadline; what it says beside its answer is not repeated anywhere.
 */
export async function runProgram(program: Program, input: string, signal: AbortSignal): Promise<string> {
  const bytes = await readFile(program.path).catch((cause: unknown) => {
    throw brevetError("WITNESS_UNREACHABLE", { what: `${program.path} cannot be read` }, { cause });
  });
  if (createHash("sha256").update(bytes).digest("hex") !== program.sha256)
    throw brevetError("WITNESS_UNREACHABLE", { what: `${program.path} is not the program that brevet.yaml names` });
  const folder = await mkdtemp(join(tmpdir(), "brevet-witness-"));
  try {
    const file = join(folder, "program");
    await writeFile(file, bytes, { mode: 0o500 });
    return await answerOf(file, program, input, AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function answerOf(file: string, { path, env }: Program, input: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [], { cwd: join(file, ".."), env, stdio: ["pipe", "pipe", "ignore"], detached: true });
    const parts: Buffer[] = [];
    let [size, settled] = [0, false];
    const settle = (what: string | null): void => {
      if (settled) return;
      settled = true;
      signal.removeEventListener("abort", onAbort);
      killGroup(child.pid);
      if (what === null) resolve(Buffer.concat(parts).toString("utf8"));
      else reject(brevetError("WITNESS_UNREACHABLE", { what: `${path} ${what}` }));
    };
    const onAbort = (): void => settle("did not answer in time");
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    child.on("error", () => settle("cannot be run"));
    child.stdin.on("error", () => undefined).end(input);
    child.stdout.on("data", (part: Buffer) => {
      size += part.length;
      parts.push(part);
      if (size > mostBytes) settle("answers more than 64 KiB");
    });
    child.on("exit", (code) => {
      if (code !== 0) settle(`ended with ${code ?? "a signal"}`);
    });
    child.on("close", () => settle(null));
  });
}

/** Whatever it started goes with it. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}
