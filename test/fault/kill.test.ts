import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sandbox, type Sandbox } from "../e2e/sandbox.ts";
import { describeWith, git, sshKeygen } from "../needs.ts";

/** How many runs are killed at the start of a lease, and at its end. */
const kills = 10;
const patience = 600_000;
let box: Sandbox;

/** A repository with one merged request for so long. */
async function asked(name: string, duration: string): Promise<void> {
  await must(["init", name], ".");
  await must(["request", "playground/door:enter", "--for", duration, "--reason", "Look whether the door opens"], name);
  const [branch = ""] = (await box.git(["branch", "--list", "request/*", "--format=%(refname:short)"], name)).split(
    "\n",
  );
  await box.git(["merge", "--quiet", "--no-ff", "--no-edit", branch], name);
}

async function must(args: readonly string[], cwd: string): Promise<string> {
  const ran = await box.brevet(args, cwd);
  if (ran.code !== 0) throw new Error(`brevet ${args.join(" ")}: ${ran.code}\n${ran.out}${ran.err}`);
  return ran.out;
}

/** Runs `apply` and kills it after so long: it alone, or all that it started with it. Answers whether it was killed. */
async function killed(cwd: string, afterMs: number, whole: boolean): Promise<boolean> {
  const child = spawn("brevet", ["apply"], {
    cwd: join(box.folder, cwd),
    env: box.env,
    stdio: "ignore",
    detached: true,
  });
  const over = once(child, "exit") as Promise<[number | null, string | null]>;
  await Promise.race([over, wait(afterMs)]);
  if (child.exitCode === null) process.kill(whole ? -(child.pid ?? 0) : (child.pid ?? 0), "SIGKILL");
  const [, signal] = await over;
  return signal === "SIGKILL";
}

/** The types of the ledger's events about a grant, oldest first: the first word of each commit's subject. */
async function told(cwd: string): Promise<string[]> {
  const subjects = await box.git(["log", "--reverse", "--format=%s", "ledger/1"], cwd);
  return subjects
    .split("\n")
    .map((subject) => subject.split(":")[0] ?? "")
    .slice(2);
}

/** Kills runs on copies of a repository, spread over as long as one takes; each time the next run must mend it. */
async function killAll(base: string, expected: readonly string[]): Promise<number> {
  cpSync(join(box.folder, base), join(box.folder, `${base}-whole`), { recursive: true });
  const before = performance.now();
  await must(["apply"], `${base}-whole`);
  const length = performance.now() - before;
  expect(await told(`${base}-whole`)).toEqual(expected);
  let count = 0;
  for (let n = 0; n < kills; n += 1) {
    const copy = `${base}-${n}`;
    cpSync(join(box.folder, base), join(box.folder, copy), { recursive: true });
    if (await killed(copy, (length * (n + 1)) / (kills + 1), n % 2 === 0)) count += 1;
    await must(["apply"], copy);
    expect(await told(copy)).toEqual(expected);
    expect(await box.brevet(["audit", "verify"], copy)).toMatchObject({ code: 0 });
    await must(["apply"], copy);
    expect(await told(copy)).toEqual(expected);
  }
  return count;
}

describeWith([git, sshKeygen], "S27 apply, killed", () => {
  beforeAll(() => {
    box = sandbox();
  });
  afterAll(() => {
    box.remove();
  });

  it(
    "while it starts: the next one gives the access once",
    async () => {
      await asked("starts", "1h");
      expect(await killAll("starts", ["admitted", "starting", "activated"])).toBeGreaterThan(0);
    },
    patience,
  );

  it(
    "while it ends: the next one ends it, once",
    async () => {
      await asked("ends", "20s");
      await must(["apply"], "ends");
      expect(await told("ends")).toEqual(["admitted", "starting", "activated"]);
      await wait(20_000);
      expect(await killAll("ends", ["admitted", "starting", "activated", "ended"])).toBeGreaterThan(0);
    },
    patience,
  );
});
