import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../src/core/problem/brevet-error.ts";
import type { ApplyPorts } from "../../src/engine/engine-ports.ts";
import { Company, today } from "../fakes/company.ts";

const options = { signal: new AbortController().signal };
const alices = `payments/reports/${today}-alice`;
const bobs = `payments/reports/${today}-bob`;
const lives = ["admitted", "starting", "activated", "ended"];
const remote = { remote: "origin", said: "the host is down" };

let company: Company;
beforeEach(async () => {
  company = await Company.found();
  await company.ask("alice", alices, { role: "view", duration: "1h" });
  company.merge(alices);
});
afterEach(() => company[Symbol.asyncDispose]());

/** The first request is active and due, a second one is merged. */
async function dueAndAsked(): Promise<void> {
  await company.apply();
  company.pass(60);
  await company.ask("bob", bobs, { role: "view" });
  company.merge(bobs);
}

/** The next run that nothing stops sets it right, and says each thing once. */
async function expectMended(): Promise<void> {
  expect(await company.apply()).toMatchObject({ ok: true, admitted: [bobs] });
  expect(company.holds("door")).toEqual(['bob {"role":"reports"}']);
  expect(await company.story(alices)).toEqual(lives);
  expect(await company.story(bobs)).toEqual(lives.slice(0, 3));
  expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
}

describe("S54 what is due ends, and nothing starts,", () => {
  it.each<{ name: string; code: string; over: () => Partial<ApplyPorts> }>([
    {
      name: "while every push fails",
      code: "GIT_REMOTE_FAILED",
      over: () => ({
        ledger: { ...company.ledger(), append: () => Promise.reject(brevetError("GIT_REMOTE_FAILED", remote)) },
      }),
    },
    {
      name: "while the push loses every race",
      code: "LEDGER_BUSY",
      over: () => ({ ledger: { ...company.ledger(), append: () => Promise.resolve({ outcome: "moved" }) } }),
    },
    {
      name: "while the remote cannot be reached",
      code: "GIT_REMOTE_FAILED",
      over: () => ({
        git: { ...company.ports().git, fetch: () => Promise.reject(brevetError("GIT_REMOTE_FAILED", remote)) },
      }),
    },
  ])("$name", async ({ code, over }) => {
    await dueAndAsked();
    const report = await company.apply(over());
    expect(report).toMatchObject({ ok: false, problems: [{ code }] });
    expect(report.changes).toMatchObject([{ action: "end", outcome: "done", grant: alices }]);
    expect(company.holds("door")).toEqual([]);
    expect(await company.story(alices)).toEqual(lives.slice(0, 3));
    await expectMended();
  });

  it("while the remote is lost between two tries", async () => {
    await company.apply();
    await company.order("dana", { do: "revoke", match: { request: alices }, reason: "No longer needed" });
    const { git } = company.ports();
    let fetches = 0;
    const fetch: typeof git.fetch = (...args) =>
      (fetches += 1) === 1 ? git.fetch(...args) : Promise.reject(brevetError("GIT_REMOTE_FAILED", remote));
    const ledger = { ...company.ledger(), append: () => Promise.resolve({ outcome: "moved" as const }) };
    const report = await company.apply({ git: { ...git, fetch }, ledger });
    expect(report.problems).toMatchObject([{ code: "GIT_REMOTE_FAILED" }]);
    await company.apply();
    expect(company.holds("door")).toEqual([]);
    expect(await company.story(alices)).toEqual(lives);
  });

  it("while main is not there, and orders count", async () => {
    await dueAndAsked();
    const main = company.repository.tip("main") ?? "";
    company.repository.git("update-ref", "-d", "refs/heads/main");
    expect(await company.apply()).toMatchObject({ ok: false, admitted: [], problems: [{ code: "MAIN_MISSING" }] });
    expect(company.holds("door")).toEqual([]);
    company.repository.git("update-ref", "refs/heads/main", main);
    await expectMended();
  });

  it("while main is not there, what was admitted before waits", async () => {
    const id = `payments/reports/${today}-later`;
    await company.ask("bob", id, { role: "view", more: "start: 2026-11-23T12:00:00Z\n" });
    company.merge(id);
    expect((await company.apply()).admitted).toContain(id);
    const main = company.repository.tip("main") ?? "";
    company.repository.git("update-ref", "-d", "refs/heads/main");
    company.pass(120);
    await company.apply();
    expect(company.holds("door")).toEqual([]);
    company.repository.git("update-ref", "refs/heads/main", main);
    await company.apply();
    expect(company.holds("door")).toEqual(['bob {"role":"reports"}']);
  });
});

describe("S54 what cannot be judged now waits, orders count, and ends go on:", () => {
  const down = (): Promise<never> => Promise.reject(brevetError("GIT_FAILED", { command: "merge-tree", said: "no" }));

  it("a change", async () => {
    await company.apply();
    await company.ask("bob", bobs, { role: "view" });
    company.merge(bobs);
    await company.order("dana", { do: "revoke", match: { request: alices }, reason: "No longer needed" });
    const report = await company.apply({ forge: { ...company.ports().forge, prove: down } });
    expect(report).toMatchObject({ ok: false, admitted: [], problems: [{ code: "REQUEST_DEFERRED" }] });
    expect(company.holds("door")).toEqual([]);
    expect(await company.story(alices)).toEqual(lives);
    expect(await company.apply()).toMatchObject({ ok: true, admitted: [bobs] });
  });

  it("a start", async () => {
    const { forge } = company.ports();
    let proofs = 0;
    const prove: typeof forge.prove = (...args) => ((proofs += 1) === 1 ? forge.prove(...args) : down());
    const report = await company.apply({ forge: { ...forge, prove } });
    expect(report).toMatchObject({ ok: false, admitted: [alices], problems: [{ code: "GIT_FAILED" }] });
    expect(company.holds("door")).toEqual([]);
    await company.apply();
    expect(company.holds("door")).toEqual(['alice {"role":"reports"}']);
    expect(await company.story(alices)).toEqual(lives.slice(0, 3));
  });
});

it("S27 a start that is tried again is not made where another engine has ended it meanwhile", async () => {
  const door = company.targets.get("door");
  if (door === undefined) throw new Error("no door");
  door.faults.late = true;
  await company.apply();
  door.faults.late = false;
  const ports = company.ports();
  let looks = 0;
  const readers: ApplyPorts["readers"] = {
    async openReader(config, repository) {
      const reader = await ports.readers.openReader(config, repository);
      if (config.id !== "door" || (looks += 1) > 1) return reader;
      const observe: typeof reader.observe = async (...args) => {
        const seen = await reader.observe(...args);
        await company.order("dana", { do: "revoke", match: { request: alices }, reason: "No longer needed" });
        await company.apply();
        return seen;
      };
      return { ...reader, observe };
    },
  };
  await company.apply({ readers });
  expect(door.changes.filter((change) => change.startsWith("ensure"))).toHaveLength(1);
  expect(company.holds("door")).toEqual([]);
  expect((await company.story(alices)).at(-1)).toBe("ended");
});

describe("S27 several engines at once", () => {
  const ids = [alices, bobs, `payments/reports/${today}-carol`];

  /** Each request is granted once, and ends once. */
  async function expectOnce(): Promise<void> {
    expect(company.holds("door")).toHaveLength(ids.length);
    for (const id of ids) expect(await company.story(id)).toEqual(lives.slice(0, 3));
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  }

  beforeEach(async () => {
    for (const who of ["bob", "carol"] as const) {
      const id = `payments/reports/${today}-${who}`;
      await company.ask(who, id, { role: "view", duration: "1h" });
      company.merge(id);
    }
  });

  it.each([
    { engines: 2, on: "one repository" as const },
    { engines: 8, on: "one repository" as const },
    { engines: 2, on: "clones of one server" as const },
  ])("$engines on $on give each grant once, and end it once", async ({ engines, on }) => {
    const crowd = await Promise.all(Array.from({ length: engines }, () => company.engine(on)));
    await Promise.all(crowd.map((engine) => engine()));
    await company.apply();
    await expectOnce();
    company.pass(60);
    await Promise.all(crowd.map((engine) => engine()));
    await company.apply();
    expect(company.holds("door")).toEqual([]);
    for (const id of ids) expect(await company.story(id)).toEqual(lives);
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  });
});
