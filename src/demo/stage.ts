import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { styleText } from "node:util";
import type { Actor } from "./actor.ts";
import { excerpt } from "./excerpt.ts";
import type { Excerpt } from "./excerpt.ts";

/** What a command printed and how it ended. */
export interface Played {
  readonly code: number;
  readonly output: string;
}

export interface PlayOptions extends Excerpt {
  /** How it ends in this story; anything else stops the demo. Default: 0. */
  readonly ends?: number;
  /** What its output must say, likewise. */
  readonly says?: string;
}

/** A command that goes on in the background. */
export interface Background {
  /** What it printed so far. */
  readonly output: () => string;
  /** Resolves when it has ended. */
  readonly over: Promise<number>;
  /** Whose it is, and its process: the first of a group of its own. */
  readonly actor: Actor;
  readonly pid: number | undefined;
}

/** Where the story is told: says a line, or runs a command for real, as a person could have typed it. */
export interface Stage {
  readonly chapter: (title: string) => void;
  readonly say: (line: string) => void;
  readonly print: (text: string) => void;
  readonly play: (actor: Actor, command: string, options?: PlayOptions) => Promise<Played>;
  /** Sets a variable of the actor's shell, for what they type later. */
  readonly set: (actor: Actor, name: string, value: string) => void;
  readonly playBehind: (actor: Actor, command: string) => Background;
  /** Kills what runs in the background, so that it can do nothing more. */
  readonly kill: (background: Background) => void;
  /** Asks what runs in the background to stop, and waits until it has. */
  readonly stop: (background: Background) => Promise<void>;
  /** Ends what still runs, at once. */
  readonly close: () => void;
}

/** A stage that prints to `out`; `colored` as the terminal wants it. */
export function openStage(out: (text: string) => void, colored: boolean): Stage {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colored ? styleText(style, text, { validateStream: false }) : text;
  const running = new Set<ChildProcess>();
  let chapters = 0;

  function show(actor: Actor, command: string): void {
    out(`  ${paint("cyan", `${actor.name}$`)} ${paint("bold", command)}\n`);
  }

  function print(text: string): void {
    for (const line of text.trimEnd().split("\n")) out(`    ${paint("gray", "│")} ${line}`.trimEnd() + "\n");
  }

  return {
    chapter: (title) => out(`\n${paint(["bold", "yellow"], `${++chapters}. ${title}`)}\n`),
    say: (line) => out(`\n  ${line}\n`),
    print,
    async play(actor, command, { ends = 0, says = "", ...lines } = {}) {
      show(actor, command);
      const { output, over } = start(actor, command, running);
      const code = await over;
      const text = output();
      const goes = code === ends && text.includes(says);
      const shown = goes ? excerpt(text, lines) : text;
      if (shown.trim() !== "") print(shown);
      if (!goes)
        throw new Error(`"${command}" ended with ${code}; in this story it ends with ${ends} and says "${says}"`);
      return { code, output: text };
    },
    set(actor, name, value) {
      show(actor, `${name}=${value}`);
      actor.env[name] = value.replace(/^~/, actor.home);
    },
    playBehind(actor, command) {
      show(actor, `${command} &`);
      return start(actor, command, running);
    },
    kill({ actor, pid }) {
      show(actor, `kill -9 ${pid ?? ""}`);
      endGroup({ pid }, "SIGKILL");
    },
    async stop({ actor, pid, over }) {
      show(actor, `kill ${pid ?? ""}`);
      endGroup({ pid }, "SIGTERM");
      await over;
    },
    close() {
      for (const child of running) endGroup(child, "SIGKILL");
    },
  };
}

/** Runs a command in a group of processes of its own, so that all of it can be ended. */
function start(actor: Actor, command: string, running: Set<ChildProcess>): Background {
  const child = spawn("sh", ["-c", `exec 2>&1; ${command}`], {
    cwd: actor.folder,
    env: actor.env,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const over = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
  return { output: () => text, over, actor, pid: child.pid };
}

function endGroup({ pid }: { readonly pid?: number | undefined }, signal: "SIGKILL" | "SIGTERM"): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}
