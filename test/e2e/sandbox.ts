import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own with a home, a person that git knows, and the real command line; nothing of this machine's user in it. */
export interface Sandbox {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs `brevet`, in the folder or one below it. */
  brevet(args: readonly string[], cwd?: string, env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** Runs `git`; throws where it fails. */
  git(args: readonly string[], cwd?: string): Promise<string>;
  /** Runs a line of shell; throws where it fails. */
  sh(line: string, cwd?: string): Promise<string>;
  remove(): void;
}

/** A new sandbox for that person. command: the main file of `brevet`; else the one that was built for these tests. */
export function sandbox(person = "alice", command: string | undefined = process.env["BREVET_BUILT"]): Sandbox {
  if (command === undefined) throw new Error("nothing built the command: see test/e2e/built-command.ts");
  const folder = mkdtempSync(join(tmpdir(), "brevet-e2e-"));
  const home = join(folder, ".home");
  const bin = join(folder, ".bin");
  for (const each of [home, bin]) mkdirSync(each);
  const script = `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`;
  writeFileSync(join(bin, "brevet"), script);
  chmodSync(join(bin, "brevet"), 0o755);
  const gitconfig = `[user]\n\tname = ${person}\n\temail = ${person}@acme.example\n[init]\n\tdefaultBranch = main\n`;
  writeFileSync(join(home, ".gitconfig"), gitconfig);
  const env = {
    PATH: [bin, process.env["PATH"] ?? ""].join(delimiter),
    HOME: home,
    GIT_CONFIG_NOSYSTEM: "1",
    TZ: "UTC",
    LC_ALL: "C.UTF-8",
  };
  return {
    folder,
    env,
    brevet: (args, cwd = ".", more = {}) =>
      runProgram(join(bin, "brevet"), args, join(folder, cwd), { ...env, ...more }),
    git: (args, cwd = ".") => must("git", args, join(folder, cwd), env),
    sh: (line, cwd = ".") => must("sh", ["-c", line], join(folder, cwd), env),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function must(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const ran = await runProgram(file, args, cwd, env);
  if (ran.code !== 0) throw new Error(`${file} ${args.join(" ")}: ${ran.err}`);
  return ran.out.trimEnd();
}

/** Runs a program to its end, whatever that is. */
export function runProgram(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(file, args, { cwd, env, maxBuffer: 1 << 26 }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 99;
      resolve({ code, out, err });
    });
    child.stdin?.end();
  });
}
