import { beforeEach, describe, expect, it } from "vitest";
import { BrevetError } from "../../../../src/core/problem/brevet-error.ts";
import { dutyOf } from "../../../../src/engine/apply/duty.ts";
import { decision, stage } from "../../../fakes/decision.ts";
import { Town } from "../../../fakes/town.ts";

const security = { kind: "notify", to: "team:security" } as const;
const chat = "{ kind: webhook, id: chat, url: env:BREVET_CHAT_URL }";
const pager = "{ kind: slack, id: pager, url: file:pager/url }";

const down = (): never => {
  throw new BrevetError("GIT_REMOTE_FAILED", "it is down", "");
};

let town: Town;
beforeEach(async () => {
  town = await founded(`[${chat}, ${pager}]`);
});

async function founded(notify: string): Promise<Town> {
  const made = await Town.found({}, { notify });
  made.decide = () => decision({ obligations: [security] });
  return made;
}

describe("a rule that says who must be told", () => {
  it("has them told, once, by every notifier, and the ledger says so", async () => {
    const id = await town.granted("alice", "a");
    expect(await town.apply()).toMatchObject({ ok: true, admitted: [id], problems: [] });
    expect(town.story).toEqual(["admitted a", "starting a", "activated a", "notified a"]);
    expect(town.notifiers.heard.map(([by, { grant, to }]) => [by, grant, to])).toEqual([
      ["chat", id, "team:security"],
      ["pager", id, "team:security"],
    ]);
    await town.apply();
    expect(town.notifiers.heard).toHaveLength(2);
    expect(town.history.sealed.at(-1)?.event.body).toEqual({ to: "team:security", via: ["chat", "pager"] });
  });

  it("is content where one notifier took it, and warns of the other", async () => {
    town.notifiers.deaf.add("chat");
    await town.granted("alice", "a");
    const report = await town.apply();
    expect(report).toMatchObject({ ok: true, problems: [{ code: "NOTICE_NOT_TAKEN", severity: "warning" }] });
    expect(town.story).toContain("notified a");
  });

  it("holds up no start and no end where nobody can be told, is loud, and tells them later", async () => {
    town.notifiers.deaf.add("chat").add("pager");
    await town.granted("alice", "a");
    const report = await town.apply();
    expect(report).toMatchObject({ ok: false, changes: [{ action: "start", outcome: "done" }] });
    expect(report.problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      "NOTICE_NOT_TAKEN error",
      "NOTICE_NOT_TAKEN error",
    ]);
    expect(town.story).toEqual(["admitted a", "starting a", "activated a"]);
    town.pass(180);
    expect(await town.apply()).toMatchObject({ changes: [{ action: "end", outcome: "done" }] });
    town.notifiers.deaf.clear();
    expect(await town.apply()).toMatchObject({ ok: true });
    expect(town.story.slice(-2)).toEqual(["ended a", "notified a"]);
  });

  it("denies where the rules name nothing that could tell them", async () => {
    town = await founded("[]");
    await town.granted("alice", "a");
    expect(await town.apply()).toMatchObject({ admitted: [], refused: [{ code: "OBLIGATION_UNSUPPORTED" }] });
    expect(town.target("db").changes).toEqual([]);
  });

  it("is loud where what could tell them was taken out of the rules meanwhile", async () => {
    town.notifiers.deaf.add("chat").add("pager");
    await town.granted("alice", "a");
    await town.apply();
    const yaml = (await town.world.git.read(town.world.main, ["brevet.yaml"], options)).get("brevet.yaml");
    const without = Buffer.from(yaml?.bytes ?? [])
      .toString()
      .replace(/^notify:.*\n/m, "");
    await town.change({ "brevet.yaml": without });
    expect((await town.apply()).problems.map(({ code }) => code)).toEqual(["NOTIFIER_NONE"]);
  });

  it.each<{ name: string; run: () => ReturnType<Town["apply"]> }>([
    {
      name: "while the ledger takes no event",
      run: () => town.apply({ ledger: { ...town.ports().ledger, append: down } }),
    },
    { name: "while the outside is not reached", run: () => town.apply({ git: { ...town.ports().git, fetch: down } }) },
    {
      name: "by a run that only serves a runner",
      run: () => town.apply({}, dutyOf({ runner: "inside", target: null })),
    },
  ])("leaves who waits to be told untold $name", async ({ run }) => {
    town.notifiers.deaf.add("chat").add("pager");
    await town.granted("alice", "a");
    await town.apply();
    town.notifiers.deaf.clear();
    await town.granted("bob", "b");
    await run();
    expect(town.notifiers.heard).toEqual([]);
  });

  it("tells nobody while nothing can be recorded", async () => {
    await town.granted("alice", "a");
    const { git, ledger } = town.ports();
    await town.apply({ git: { ...git, fetch: down }, ledger: { ...ledger, append: down } });
    expect(town.notifiers.heard).toEqual([]);
  });
});

const options = { signal: new AbortController().signal };

describe("a notifier that names events", () => {
  const log = "{ kind: webhook, id: log, url: env:BREVET_LOG_URL, on: [pending, activated, ended] }";
  const heardBy = (name: string): (string | null)[] =>
    town.notifiers.heard.flatMap(([by, { event, grant }]) =>
      by === name ? [`${event ?? "obligation"} ${grant?.slice(-1) ?? ""}`] : [],
    );

  it("is told them, once each, by the run that recorded them, and obligations all the same", async () => {
    town = await founded(`[${log}, ${chat}]`);
    await town.granted("alice", "a");
    expect(await town.apply()).toMatchObject({ ok: true, problems: [] });
    expect(heardBy("log")).toEqual(["obligation a", "activated a"]);
    await town.apply();
    town.pass(180);
    await town.apply();
    expect(heardBy("log")).toEqual(["obligation a", "activated a", "ended a"]);
    expect(heardBy("chat")).toEqual(["obligation a"]);
    const [, last] = town.notifiers.heard.at(-1) ?? [];
    expect(last).toMatchObject({ kind: "event", to: null, subject: "alice", seq: town.view.tip.seq, more: 0 });
    expect(last?.text).toContain("ledger-db:reader of alice ended with its lease");
  });

  it("hears of what not everybody had agreed to as pending", async () => {
    town = await Town.found({}, { notify: `[${log}]` });
    town.decide = () => decision({ stages: [stage()] });
    await town.granted("alice", "a");
    expect(await town.apply()).toMatchObject({ refused: [{ code: "PENDING" }] });
    expect(heardBy("log")).toEqual(["pending a"]);
  });

  it("warns of what it did not take, holds up nothing, and is not told it later", async () => {
    town = await Town.found({}, { notify: `[${log}]` });
    town.notifiers.deaf.add("log");
    await town.granted("alice", "a");
    expect(await town.apply()).toMatchObject({
      ok: true,
      changes: [{ action: "start", outcome: "done" }],
      problems: [{ code: "NOTICE_NOT_TAKEN", severity: "warning" }],
    });
    town.notifiers.deaf.clear();
    await town.apply();
    expect(heardBy("log")).toEqual([]);
  });
});
