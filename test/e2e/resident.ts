import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { WatchNews } from "../../src/core/report/watch-news.ts";
import type { Sandbox } from "./sandbox.ts";

/** A resident engine, as a process of its own. */
export interface Resident {
  readonly pid: number;
  readonly news: readonly WatchNews[];
  /** The first news of that kind, past or to come. */
  heard(is: (news: WatchNews) => boolean): Promise<WatchNews>;
  send(signal: NodeJS.Signals): void;
  /** Sends a signal; answers the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | string | null>;
}

/** Starts `brevet apply --watch --json` in a folder of the sandbox. */
export function resident(
  box: Sandbox,
  cwd: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Resident {
  const child = spawn("brevet", ["apply", "--watch", "--json", ...args], {
    cwd: join(box.folder, cwd),
    env: { ...box.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const news: WatchNews[] = [];
  const waiting = new Set<() => void>();
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  createInterface({ input: child.stdout }).on("line", (line) => {
    news.push(JSON.parse(line) as WatchNews);
    for (const look of waiting) look();
  });
  const exited = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    pid: child.pid ?? 0,
    news,
    heard: (is) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = news.find(is);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void exited.then(() => {
          reject(new Error(`it ended: ${said}${JSON.stringify(news)}`));
        });
      }),
    send(signal) {
      child.kill(signal);
    },
    async end(signal) {
      child.kill(signal);
      const [code, by] = await exited;
      return code ?? by;
    },
  };
}
