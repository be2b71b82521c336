import { beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../../../src/core/problem/brevet-error.ts";
import { toTimestamp } from "../../../../src/core/time/timestamp.ts";
import { dutyOf } from "../../../../src/engine/apply/duty.ts";
import { fakeLedger } from "../../../fakes/ledger.ts";
import { Town } from "../../../fakes/town.ts";

const held = (): string[] => [...town.target("db").held.values()].map(({ principal }) => principal);
const down = (): never => {
  throw brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "down" });
};
let town: Town;
beforeEach(async () => {
  town = await Town.found();
});

describe("S81 rules that a ledger names and nobody accepted", () => {
  /** Whoever stole the engine's key writes into force what stands on main, pushed there by nobody who may. */
  async function planted(commit?: string): Promise<number> {
    const files = { "policies/catalog/org.yaml": "timezone: UTC\nrules: { from: [dana], count: 1, self: true }\n" };
    const main = commit ?? town.world.repository.commit({ files });
    const to = `sha256-${"A".repeat(43)}`;
    const body = { from: (await town.rules()).digest, to, by: [{ by: "dana", statement: to }] };
    const { by } = town.history.sealed[0]!.event;
    await town.record({ at: toTimestamp(town.now), by, grant: null, main, type: "rules_accepted", body } as never);
    return town.view.tip.seq;
  }

  it("start nothing, and are told with the event that names them; ends go on", async () => {
    await town.granted("alice", "a");
    await town.apply();
    const seq = await planted();
    await town.granted("bob", "b");
    const report = await town.apply();
    expect(report).toMatchObject({ ok: false, admitted: [], changes: [], frozen: { code: "LEDGER_RULES_UNPROVED" } });
    expect(report.frozen?.message).toMatch(new RegExp(`\\b${seq}\\b`));
    expect(held()).toEqual(["alice"]);
    town.pass(120);
    await town.apply();
    expect(held()).toEqual([]);
  });

  it.each([
    { name: "cannot be read", commit: () => town.world.repository.commit({ files: { "brevet.yaml": "? no" } }) },
    { name: "are not there", commit: () => "f".repeat(40) },
  ])("S54 delay no end where they $name", async ({ commit }) => {
    await town.granted("alice", "a");
    await town.apply();
    await planted(commit());
    town.pass(120);
    expect(await town.apply()).toMatchObject({
      ok: false,
      frozen: { code: "LEDGER_RULES_UNPROVED" },
      changes: [{ action: "end", because: "expired", outcome: "done" }],
    });
    expect(held()).toEqual([]);
  });

  it("judge nothing: the last that were accepted do", async () => {
    await planted();
    const seen: unknown[] = [];
    const readers = town.ports().readers;
    await town.apply({
      readers: {
        openReader: (config, repository) => {
          seen.push(config.id);
          return readers.openReader(config, repository);
        },
      },
    });
    expect(seen).toEqual(["db", "door"]);
    expect(town.story).toEqual(["rules_accepted"]);
  });

  it("are told as the ledger's own fault where that is not believed anyway", async () => {
    await planted("f".repeat(40));
    town.history.distrust = { code: "LEDGER_REWOUND", message: "It was longer.", next: "Ask." };
    expect(await town.apply()).toMatchObject({ ok: false, frozen: { code: "LEDGER_REWOUND" } });
  });
});

describe("a recovery that the owners of the rules ordered", () => {
  beforeEach(async () => {
    await town.granted("alice", "a");
    await town.apply();
    const { seq, digest } = town.view.tip;
    await town.order("dana", { do: "recover", ledger: { seq, digest }, trust: [], distrust: [] });
    town.history.distrust = { code: "LEDGER_UNTRUSTED_KEY", message: "Who wrote this?", next: "Ask." };
    await town.granted("bob", "b");
  });

  it("is taken up before anything is judged, and the run goes on from there", async () => {
    expect(await town.apply()).toMatchObject({ ok: true, frozen: null, problems: [], changes: [{ outcome: "done" }] });
    expect(town.story.slice(3)).toEqual(["recovered", "admitted b", "starting b", "activated b"]);
  });

  it("is taken up once", async () => {
    await town.apply();
    await town.apply();
    expect(town.story.filter((line) => line === "recovered")).toHaveLength(1);
  });

  it("is taken up by no runner, which hears nobody", async () => {
    expect(await town.apply({}, dutyOf({ runner: "inside", target: null }))).toMatchObject({
      ok: false,
      frozen: { code: "LEDGER_UNTRUSTED_KEY" },
    });
    expect(town.story).toHaveLength(3);
  });

  it("waits where the outside cannot be reached", async () => {
    const git = { ...town.world.git, fetch: down };
    expect(await town.apply({ git })).toMatchObject({ ok: false, frozen: { code: "LEDGER_UNTRUSTED_KEY" } });
    expect(town.story).toHaveLength(3);
  });

  it("that leaves nothing to go on from ends the run, and nothing starts", async () => {
    const real = fakeLedger(town.history);
    let opened = 0;
    const ledger: typeof real = {
      ...real,
      open: (asked) => ((opened += 1) < 3 ? real.open(asked) : Promise.resolve({ view: null, distrust: null })),
    };
    expect(await town.apply({ ledger })).toMatchObject({ ok: false, ledger: null, frozen: null, changes: [] });
    expect(held()).toEqual(["alice"]);
  });

  it("that cannot be recorded is told, and ends go on", async () => {
    town.pass(120);
    const ledger = { ...fakeLedger(town.history), recover: down };
    const report = await town.apply({ ledger });
    expect(report).toMatchObject({
      ok: false,
      problems: [{ code: "GIT_REMOTE_FAILED" }],
      frozen: { code: "LEDGER_UNTRUSTED_KEY" },
      changes: [{ action: "end", outcome: "done" }],
    });
    expect(held()).toEqual([]);
  });

  it("that cannot be recorded is told beside what else is wrong", async () => {
    const ledger = { ...fakeLedger(town.history), recover: down };
    town.world.repository.refs.delete("refs/heads/main");
    town.history.distrust = null;
    const { problems } = await town.apply({ ledger });
    expect(problems.map(({ code }) => code)).toEqual(["MAIN_MISSING", "GIT_REMOTE_FAILED"]);
  });
});

it("a ledger that is not there is told so, with what it would have been recovered by", async () => {
  town.history.state = null;
  expect(await town.apply()).toMatchObject({
    ok: false,
    ledger: null,
    frozen: { code: "LEDGER_MISSING" },
    problems: [],
  });
});
