import { beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../src/core/problem/brevet-error.ts";
import type { ApplyPorts } from "../../src/engine/engine-ports.ts";
import { requestText, Town } from "../fakes/town.ts";

const options = { signal: new AbortController().signal };
const alices = "payments/ledger-db/2026-11-23-alice";
const bobs = "payments/ledger-db/2026-11-23-bob";
const lives = ["admitted", "starting", "activated", "ended"];
const remote = { remote: "origin", said: "the host is down" };

let town: Town;
beforeEach(async () => {
  town = await Town.found();
  await town.granted("alice", alices);
});

/** Who holds something. */
const holders = (): string[] => [...town.target("db").held.values()].map(({ principal }) => principal);

/** The types of the events of one request. */
const story = (id: string): string[] =>
  town.history.sealed.flatMap(({ event }) => (event.grant === id ? [event.type] : []));

/** The first request is active and due, a second one is merged. */
async function dueAndAsked(): Promise<void> {
  await town.apply();
  town.pass(120);
  await town.granted("bob", bobs);
}

/** The next run that nothing stops sets it right, and says each thing once. */
async function expectMended(): Promise<void> {
  expect(await town.apply()).toMatchObject({ ok: true, admitted: [bobs] });
  expect(holders()).toEqual(["bob"]);
  expect(story(alices)).toEqual(lives);
  expect(story(bobs)).toEqual(lives.slice(0, 3));
  expect(await town.ports().ledger.verify(options)).toMatchObject({ ok: true });
}

describe("S54 what is due ends, and nothing starts,", () => {
  it.each<{ name: string; code: string; over: () => Partial<ApplyPorts> }>([
    {
      name: "while every push fails",
      code: "GIT_REMOTE_FAILED",
      over: () => ({
        ledger: { ...town.ports().ledger, append: () => Promise.reject(brevetError("GIT_REMOTE_FAILED", remote)) },
      }),
    },
    {
      name: "while the push loses every race",
      code: "LEDGER_BUSY",
      over: () => ({ ledger: { ...town.ports().ledger, append: () => Promise.resolve({ outcome: "moved" }) } }),
    },
    {
      name: "while the remote cannot be reached",
      code: "GIT_REMOTE_FAILED",
      over: () => ({
        git: { ...town.ports().git, fetch: () => Promise.reject(brevetError("GIT_REMOTE_FAILED", remote)) },
      }),
    },
  ])("$name", async ({ code, over }) => {
    await dueAndAsked();
    const report = await town.apply(over());
    expect(report).toMatchObject({ ok: false, problems: [{ code }] });
    expect(report.changes).toMatchObject([{ action: "end", outcome: "done", grant: alices }]);
    expect(holders()).toEqual([]);
    expect(story(alices)).toEqual(lives.slice(0, 3));
    await expectMended();
  });

  it("while the remote is lost between two tries", async () => {
    await town.apply();
    await town.order("dana", { do: "revoke", match: { request: alices }, reason: "No longer needed" });
    const { git } = town.ports();
    let fetches = 0;
    const fetch: typeof git.fetch = (...args) =>
      (fetches += 1) === 1 ? git.fetch(...args) : Promise.reject(brevetError("GIT_REMOTE_FAILED", remote));
    const ledger = { ...town.ports().ledger, append: () => Promise.resolve({ outcome: "moved" as const }) };
    const report = await town.apply({ git: { ...git, fetch }, ledger });
    expect(report.problems).toMatchObject([{ code: "GIT_REMOTE_FAILED" }]);
    await town.apply();
    expect(holders()).toEqual([]);
    expect(story(alices)).toEqual(lives);
  });

  it("while main is not there, and orders count", async () => {
    await dueAndAsked();
    const main = town.world.main;
    town.world.repository.refs.delete("refs/heads/main");
    expect(await town.apply()).toMatchObject({ ok: false, admitted: [], problems: [{ code: "MAIN_MISSING" }] });
    expect(holders()).toEqual([]);
    town.world.repository.refs.set("refs/heads/main", main);
    await expectMended();
  });

  it("while main is not there, what was admitted before waits", async () => {
    const id = "payments/ledger-db/2026-11-23-later";
    await town.granted("bob", id, { text: requestText("bob", "start: 2026-11-23T12:00:00Z\n") });
    expect((await town.apply()).admitted).toContain(id);
    const main = town.world.main;
    town.world.repository.refs.delete("refs/heads/main");
    town.pass(120);
    await town.apply();
    expect(holders()).toEqual([]);
    town.world.repository.refs.set("refs/heads/main", main);
    await town.apply();
    expect(holders()).toEqual(["bob"]);
  });
});

describe("S54 what cannot be judged now waits, orders count, and ends go on:", () => {
  const down = (): Promise<never> => Promise.reject(brevetError("GIT_FAILED", { command: "merge-tree", said: "no" }));

  it("a change", async () => {
    await town.apply();
    await town.granted("bob", bobs);
    await town.order("dana", { do: "revoke", match: { request: alices }, reason: "No longer needed" });
    const report = await town.apply({ forge: { ...town.ports().forge, prove: down } });
    expect(report).toMatchObject({ ok: false, admitted: [], problems: [{ code: "REQUEST_DEFERRED" }] });
    expect(holders()).toEqual([]);
    expect(story(alices)).toEqual(lives);
    expect(await town.apply()).toMatchObject({ ok: true, admitted: [bobs] });
  });

  it("a start", async () => {
    const { forge } = town.ports();
    let proofs = 0;
    const prove: typeof forge.prove = (...args) => ((proofs += 1) === 1 ? forge.prove(...args) : down());
    const report = await town.apply({ forge: { ...forge, prove } });
    expect(report).toMatchObject({ ok: false, admitted: [alices], problems: [{ code: "GIT_FAILED" }] });
    expect(holders()).toEqual([]);
    await town.apply();
    expect(holders()).toEqual(["alice"]);
    expect(story(alices)).toEqual(lives.slice(0, 3));
  });
});

it("S27 a start that is tried again is not made where another engine has ended it meanwhile", async () => {
  const db = town.target("db");
  db.faults.late = true;
  await town.apply();
  db.faults.late = false;
  const ports = town.ports();
  let looks = 0;
  const readers: ApplyPorts["readers"] = {
    async openReader(config, repository) {
      const reader = await ports.readers.openReader(config, repository);
      if (config.id !== "db" || (looks += 1) > 1) return reader;
      const observe: typeof reader.observe = async (...args) => {
        const seen = await reader.observe(...args);
        await town.order("dana", { do: "revoke", match: { request: alices }, reason: "No longer needed" });
        await town.apply();
        return seen;
      };
      return { ...reader, observe };
    },
  };
  await town.apply({ readers });
  expect(db.changes.filter((change) => change.startsWith("ensure"))).toHaveLength(1);
  expect(holders()).toEqual([]);
  expect(story(alices).at(-1)).toBe("ended");
});
