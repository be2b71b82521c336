import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { folder } from "./folder.ts";

/** What a program said, and took with all that it started: CPU milliseconds. */
export interface Ran {
  readonly said: string;
  readonly cpuMs: number;
}

/** Runs a program to its end; one that fails is a fault of the bench. */
export function ran(program: string, args: readonly string[], cwd: string): Ran {
  const script = 'TIMEFORMAT="%U %S"; time "$@" 2>/dev/null';
  const done = spawnSync("bash", ["-c", script, "-", program, ...args], { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (done.status !== 0) throw new Error(`${program} ${args.slice(0, 2).join(" ")} fails`);
  const [user = NaN, system = NaN] = done.stderr.trim().split(" ").map(Number);
  return { said: done.stdout, cpuMs: (user + system) * 1000 };
}

/** Arguments of Node by which a program leaves how much memory it had at its peak, and what it left last: megabytes. */
export function peakOf(): { readonly args: readonly string[]; readonly megabytes: () => number } {
  const file = path.join(folder(), "peak");
  const told = `process.on("exit", () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)))`;
  return {
    args: ["--import", `data:text/javascript,import { writeFileSync } from "node:fs"; ${told}`],
    megabytes: () => Number(readFileSync(file, "utf8")) / 1024,
  };
}
