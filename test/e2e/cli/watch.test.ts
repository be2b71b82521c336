import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { WatchNews } from "../../../src/core/report/watch-news.ts";
import { describeWith, git, sshKeygen } from "../../needs.ts";
import { resident, type Resident } from "../resident.ts";
import { sandbox, type Sandbox } from "../sandbox.ts";

let box: Sandbox;
let engine: Resident | null = null;

beforeAll(async () => {
  box = sandbox();
  await box.git(["init", "--quiet", "--bare", "server"]);
  await box.git(["clone", "--quiet", "server", "access"]);
  await must(["init"], "access");
  await box.git(["push", "--quiet", "origin", "main"], "access");
  await box.git(["clone", "--quiet", "server", "engine"]);
  cpSync(join(box.folder, "access/.git/brevet"), join(box.folder, "engine/.git/brevet"), { recursive: true });
});
afterAll(async () => {
  await engine?.end("SIGKILL");
  box.remove();
});

async function must(args: readonly string[], cwd = "access"): Promise<string> {
  const ran = await box.brevet(args, cwd);
  if (ran.code !== 0) throw new Error(`brevet ${args.join(" ")}: ${ran.code}\n${ran.out}${ran.err}`);
  return ran.out;
}

/** Asks, merges and pushes, as a person and a forge would. */
async function ask(duration: string): Promise<void> {
  const args = ["request", "playground/door:enter", "--for", duration, "--reason", "Look whether the door opens"];
  await must(args);
  const [branch = ""] = (await box.git(["branch", "--list", "request/*", "--format=%(refname:short)"], "access"))
    .split("\n")
    .filter(Boolean);
  await box.git(["merge", "--quiet", "--no-ff", "--no-edit", branch], "access");
  await box.git(["branch", "--quiet", "-D", branch], "access");
  await box.git(["push", "--quiet", "origin", "main"], "access");
}

/** A change of that kind that was done. */
function isDone(action: string): (news: WatchNews) => boolean {
  return (news) => news.kind === "change" && news.change.action === action && news.change.outcome === "done";
}

describeWith([git, sshKeygen], "brevet apply --watch", () => {
  it("gives what was merged and pushed, ends it at its end, and stops when it is told to", async () => {
    engine = resident(box, "engine");
    await engine.heard(({ kind }) => kind === "started");
    await ask("3s");
    await engine.heard(isDone("start"));
    expect(await engine.heard(isDone("end"))).toMatchObject({ change: { because: "expired" } });
    // Recorded by the round after it: whoever stops before that leaves it to the next engine.
    await vi.waitFor(
      async () => {
        expect(await box.git(["log", "-1", "--format=%s", "ledger/1"], "server")).toMatch(/^ended/);
      },
      { timeout: 60_000, interval: 100 },
    );
    const stopped = engine;
    engine = null;
    expect(await stopped.end("SIGTERM")).toBe(0);
    expect(stopped.news.at(-1)).toMatchObject({ kind: "stopped" });
    const told = await box.git(["log", "--reverse", "--format=%s", "ledger/1"], "server");
    expect(told.split("\n").map((subject) => subject.split(":")[0])).toEqual([
      "genesis",
      "rules_accepted",
      "admitted",
      "starting",
      "activated",
      "ended",
    ]);
    expect(await box.brevet(["audit", "verify"], "engine")).toMatchObject({ code: 0 });
  });
});
