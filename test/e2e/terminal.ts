import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";
import type { Sandbox } from "./sandbox.ts";

/** What a person sees, and what they type then. */
export type Exchange = readonly [seen: string, typed: string];

/** Runs `brevet` on a terminal of its own and types as a person would; answers all that was shown, without its colours. */
export async function atTerminal(
  box: Sandbox,
  args: readonly string[],
  cwd: string,
  exchanges: readonly Exchange[],
): Promise<{ readonly code: number; readonly shown: string }> {
  const line = ["brevet", ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["--quiet", "--return", "--flush", "--command", line, "/dev/null"], {
    cwd: join(box.folder, cwd),
    env: { ...box.env, TERM: "xterm" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let shown = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (shown += text));
  const ended = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? 99)));
  for (const [seen, typed] of exchanges) {
    while (!plain(shown).includes(seen) && child.exitCode === null) await pause(50);
    for (const key of typed) {
      await pause(150);
      child.stdin.write(key);
    }
  }
  return { code: await ended, shown: plain(shown) };
}

function plain(text: string): string {
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
}
