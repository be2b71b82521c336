import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WatchNews } from "../../../src/core/report/watch-news.ts";
import { checkers, readOpenMetrics } from "../../checkers/checkers.ts";
import { describeWith, git, sshKeygen } from "../../needs.ts";
import { faultsOf } from "../../fakes/shape.ts";
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

/** Where an engine says that it answers. */
async function addressOf(resident: Resident): Promise<string> {
  const news = await resident.heard(({ kind }) => kind === "listening");
  return news.kind === "listening" ? (news.address ?? "") : "";
}

describeWith([git, sshKeygen, checkers], "brevet apply --watch", () => {
  it("gives what was merged and pushed, ends it at its end, records it before it stops, and is measured", async () => {
    engine = resident(box, "engine", ["--listen", "127.0.0.1:0"]);
    await engine.heard(({ kind }) => kind === "started");
    await ask("3s");
    await engine.heard(isDone("start"));
    const address = await addressOf(engine);
    expect(await (await fetch(`${address}/healthz`)).text()).toBe("alive\n");
    const ready = await fetch(`${address}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { helm: true, targets: [{ id: "door", up: true }] },
    ]);
    const status = await box.brevet(["status", "--json"], "access");
    expect(JSON.parse(status.out)).toMatchObject({ heartbeat: { overdue: 0, lost: [] }, runners: [] });
    expect(await engine.heard(isDone("end"))).toMatchObject({ change: { because: "expired" } });
    const samples = await readOpenMetrics(await (await fetch(`${address}/metrics`)).text());
    const valueOf = (wanted: string): number | undefined => samples.find(([name]) => name === wanted)?.[2];
    expect(valueOf("brevet_time_to_end_seconds_count")).toBe(1);
    expect(valueOf("brevet_time_to_elevate_seconds_count")).toBe(1);
    expect(valueOf("brevet_overdue_grants")).toBe(0);
    const stopped = engine;
    engine = null;
    expect(await stopped.end("SIGTERM")).toBe(0);
    expect(stopped.news.at(-1)).toMatchObject({ kind: "stopped" });
    expect(stopped.news.map((line) => faultsOf("watch", line)).filter(Boolean)).toEqual([]);
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
