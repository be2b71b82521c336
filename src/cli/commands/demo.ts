import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Command } from "commander";
import { define, type Shell } from "../define.ts";
import { demoProgram } from "../demo-program.ts";
import { exitCode } from "../exit-code.ts";

interface Options {
  readonly keep?: boolean;
  readonly fast?: boolean;
}

/** `demo`: the whole story, live. It is a program of its own, which types these commands as a person would. */
export function demoCommand(shell: Shell): Command {
  return define<Options>(
    shell,
    {
      name: "demo",
      does: "watch the whole story, live, in a temporary folder, with access that really ends",
      example: "brevet demo",
    },
    async (session, _args, { keep, fast }) => {
      const flags = [...(keep === true ? ["--keep"] : []), ...(fast === true ? ["--fast"] : [])];
      const child = spawn(process.execPath, [...process.execArgv, demoProgram, ...flags], {
        stdio: "inherit",
        signal: session.signal,
      });
      const [code] = (await once(child, "close")) as [number | null];
      return code ?? exitCode.internal;
    },
  )
    .option("--keep", "keep the folder, to look around in it")
    .option("--fast", "without pauses");
}
