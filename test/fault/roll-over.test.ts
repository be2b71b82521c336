import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestJson } from "../../src/core/json/digest.ts";
import type { Json } from "../../src/core/json/value.ts";
import type { Event } from "../../src/core/ledger/event.ts";
import { after } from "../../src/core/time/instant.ts";
import { statusAt } from "../../src/engine/status-at.ts";
import { gitLedger } from "../../src/ledger/git-ledger.ts";
import type { Git } from "../../src/ports/git.ts";
import { Company, today } from "../fakes/company.ts";
import { branch, EngineRoom, options, signature, type Engine } from "../fakes/engine-room.ts";

/** Events of one branch; two stand on the first one from the beginning. */
const mostEvents = 5;
const patience = 600_000;
const reports = `payments/reports/${today}-alice`;

let room: EngineRoom;
beforeEach(async () => {
  room = await EngineRoom.found();
});
afterEach(() => room[Symbol.asyncDispose]());

/** Appends until nobody was faster. */
async function insist(engine: Engine, from: number, count: number): Promise<void> {
  for (;;) {
    const answer = await engine.ledger.append(await engine.view(), room.drafts(count, from), options);
    if (answer.outcome === "appended") return;
  }
}

/** Every event after the first two, as whoever comes anew reads them. */
async function told(): Promise<readonly Event[]> {
  const reader = await room.engine({ key: null });
  const events: Event[] = [];
  for await (const event of reader.ledger.events(await reader.view(), 3, options)) events.push(event);
  expect(await reader.ledger.verify(options)).toMatchObject({ ok: true, events: events.length + 2 });
  return events;
}

function codes(events: readonly Event[]): string[] {
  return events.flatMap(({ type, body }) => (type === "frozen" ? [body["code"] as string] : []));
}

function rolls(events: readonly Event[]): unknown[] {
  return events.flatMap(({ type, body }) => (type === "rolled_over" ? [body["to"]] : []));
}

describe("a branch that is full", () => {
  it("is gone on from on the next one: one history, all of it there for whoever comes anew, and the old ones kept", async () => {
    const engine = await room.engine({ mostEvents });
    for (const from of [1, 4, 6, 7, 11]) await insist(engine, from, from === 7 ? 4 : 2);
    const events = await told();
    expect(codes(events)).toEqual([
      "STOPPED_1",
      "STOPPED_2",
      ...[4, 5, 6, 7, 7, 8, 9, 10, 11, 12].map((n) => `STOPPED_${n}`),
    ]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 3));
    expect(rolls(events)).toEqual(["ledger/2", "ledger/3"]);
    const view = await engine.view();
    const [first, second] = view.state.rolled ?? [];
    expect([first?.from, second?.from, view.state.branch]).toEqual(["ledger/1", "ledger/2", "ledger/3"]);
    // The old branches end with the event that names the next, which begins with the same.
    expect(room.server.git("rev-parse", "ledger/1~1")).toBe(first?.tip);
    expect(room.server.git("rev-list", "--max-parents=0", "--count", "ledger/2", "ledger/3")).toBe("2");
    for (const { seq, digest } of [{ seq: 1, digest: view.state.genesis }, view.tip])
      expect(await engine.ledger.digestAt(view, seq, options)).toBe(digest);
    expect(await engine.ledger.eventAt(view, first?.seq ?? 0, options)).toMatchObject({ type: "rolled_over" });
    expect(await engine.ledger.eventAt(view, 0, options)).toBeNull();
    const { rolled, branch: _, ...rest } = view.state;
    expect(rolled).toHaveLength(2);
    const point = {
      seq: second?.seq ?? 0,
      digest: (await engine.ledger.digestAt(view, second?.seq ?? 0, options)) ?? room.trust.genesis,
    };
    expect((await engine.ledger.upTo(point, options))?.state.seq).toBe(point.seq);
    expect(rest.seq).toBe(view.tip.seq);
  });

  it("is gone on from once, whatever number of engines wants to", { timeout: patience }, async () => {
    const crowd = await Promise.all(Array.from({ length: 4 }, () => room.engine({ mostEvents })));
    await Promise.all(crowd.map((engine, index) => insist(engine, index * 2, 2)));
    const events = await told();
    expect(codes(events).sort()).toEqual(Array.from({ length: 8 }, (_, n) => `STOPPED_${n}`));
    expect(rolls(events)).toEqual(["ledger/2", "ledger/3"].slice(0, rolls(events).length));
    expect(rolls(events).length).toBeGreaterThan(0);
  });

  it(
    "S27 is gone on from by the next engine, wherever the one that was about to died",
    { timeout: patience },
    async () => {
      await insist(await room.engine(), 1, 3);
      const view = await (await room.engine()).view();
      const before = room.tip;
      const deaths = (calls: number): Death[] =>
        Array.from({ length: calls * 2 }, (_, n) => ({ call: (n >> 1) + 1, when: n % 2 === 0 ? "before" : "after" }));
      // Three pushes, and what is kept after each.
      for (const death of deaths(6)) {
        const engine = await room.engine();
        await engine.view();
        const key = { kind: "text", text: room.key.privateKey } as const;
        const parts = { git: mortal(engine.git, death), signature, branch, trust: room.trust, key, mostEvents };
        await expect(gitLedger(parts).append(view, room.drafts(2, 10), options)).rejects.toThrow("killed");
        await insist(await room.engine({ mostEvents }), 20, 1);
        const events = await told();
        const own = codes(events).slice(3);
        expect(own).toEqual([
          ...(death.call < 5 || (death.call === 5 && death.when === "before") ? [] : ["STOPPED_10", "STOPPED_11"]),
          "STOPPED_20",
        ]);
        expect(rolls(events)).toEqual(["ledger/2"]);
        room.move(before);
        room.server.git("update-ref", "-d", "refs/heads/ledger/2");
      }
    },
  );
});

describe("a company whose ledger is rolled over", () => {
  let company: Company;
  beforeEach(async () => {
    company = await Company.found({}, { witness: "{ kind: file, path: /w }" });
    company.mostEvents = 4;
    const id = await company.ask("alice", reports, { role: "view", duration: "1h" });
    company.merge(id);
    await company.apply();
  });
  afterEach(() => company[Symbol.asyncDispose]());

  it("ends what was given before, knows its whole story, and admits no id twice", async () => {
    company.pass(60);
    expect(await company.apply()).toMatchObject({ ok: true, changes: [{ action: "end", outcome: "done" }] });
    expect(company.holds("door")).toEqual([]);
    expect(await company.story(reports)).toEqual(["admitted", "starting", "activated", "ended"]);
    const at = after(company.now, -1800);
    const { grants } = await statusAt(company.ports(), { view: await company.view(), at, filter: {} }, options);
    expect(grants).toMatchObject([{ id: reports, state: "active" }]);
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  });

  it("S49 is missed by its witness where both branches are taken back to before it", async () => {
    const { rolled } = (await company.view()).state;
    company.repository.git("update-ref", "refs/heads/ledger/1", rolled?.[0]?.tip ?? "");
    company.repository.git("update-ref", "-d", "refs/heads/ledger/2");
    const fresh = await company.engine("clones of one server");
    expect(await fresh()).toMatchObject({ frozen: { code: "LEDGER_BEHIND_WITNESS" } });
  });

  it("S67 goes on from its last good event by order of the owners, also where that lies on an old branch", async () => {
    const events = await company.events();
    const good = events.find(({ type }) => type === "starting");
    const view = await company.view();
    const seq = good?.seq ?? 0;
    const digest = (await company.ledger().digestAt(view, seq, options)) ?? view.tip.digest;
    await company.order("dana", { do: "recover", ledger: { seq, digest }, trust: [], distrust: [] });
    expect(await company.apply()).toMatchObject({ frozen: null });
    const after = await company.events();
    expect(after.find(({ type }) => type === "recovered")?.body).toMatchObject({
      branch: "ledger/3",
      dropped: events.slice(seq).map((event) => digestJson(event as unknown as Json)),
    });
    expect(company.holds("door")).toEqual(['alice {"role":"reports"}']);
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  });
});

describe("whoever may push, and has no engine's key", () => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await room.engine({ mostEvents });
    await insist(engine, 1, 3);
    await insist(engine, 4, 1);
  });

  /** As it was when an engine died between the two steps. */
  function halfway(): void {
    room.server.git("update-ref", "-d", "refs/heads/ledger/2");
  }

  it("S80 deletes the branch that the history is on: nothing is appended by who saw it", async () => {
    halfway();
    const { view, distrust } = await engine.open();
    expect([view?.tip.seq, distrust?.code]).toEqual([7, "LEDGER_MISSING"]);
    expect(await engine.ledger.verify(options)).toMatchObject({ ok: false, first_bad: { code: "LEDGER_MISSING" } });
  });

  it("S48 sits down on the next branch's name: nothing is appended", async () => {
    halfway();
    room.server.commit({ branch: "ledger/2", files: { "state/head.json": "{}" }, message: "mine\n" });
    const fresh = await room.engine({ mostEvents });
    const { view, distrust } = await fresh.open();
    expect([view?.tip.seq, distrust?.code]).toEqual([6, "LEDGER_FOREIGN_EVENT"]);
  });

  it("gives the next branch the old one's end: it is the same history, and goes on", async () => {
    halfway();
    room.server.git("update-ref", "refs/heads/ledger/2", "refs/heads/ledger/1");
    await insist(await room.engine({ mostEvents }), 9, 1);
    expect(codes(await told()).at(-1)).toBe("STOPPED_9");
  });

  it("S26 deletes or alters an old branch: ends and starts go on, and verifying says what is missing", async () => {
    const tip = room.tip;
    room.move(null);
    expect((await engine.open()).distrust).toBeNull();
    const fresh = await room.engine({ mostEvents });
    expect((await fresh.open()).distrust).toBeNull();
    const missing = { ok: false, first_bad: { seq: 6, code: "LEDGER_MISSING" } };
    expect(await fresh.ledger.verify(options)).toMatchObject(missing);
    room.move(tip);
    room.server.commit({ branch, files: { "state/head.json": "{}" }, message: "mine\n" });
    expect(await (await room.engine({ mostEvents })).view()).toMatchObject({ tip: { seq: 7 }, distrust: null });
    expect(codes(await told())).toHaveLength(4);
    const other = await EngineRoom.found();
    await insist(await other.engine(), 1, 4);
    room.server.git("fetch", "--quiet", other.server.folder, "+ledger/1:ledger/1");
    const reader = await room.engine({ mostEvents });
    await reader.view();
    expect(await reader.ledger.verify(options)).toMatchObject({ ok: false });
    await other[Symbol.asyncDispose]();
  });
});

interface Death {
  readonly call: number;
  readonly when: "before" | "after";
}

/** That git, whose process dies at its n-th change of a ref. */
function mortal(git: Git, { call, when }: Death): Git {
  let made = 0;
  const killed = new Error("killed");
  return new Proxy(git, {
    get(of, name) {
      const method: unknown = Reflect.get(of, name);
      if (typeof method !== "function") return method;
      const counts = name === "publish" || name === "keep";
      return (...args: unknown[]): unknown => {
        if (counts) made += 1;
        if (made > call || (made === call && when === "before")) throw killed;
        const answer: unknown = Reflect.apply(method, of, args);
        return counts && made === call ? Promise.resolve(answer).then(() => Promise.reject(killed)) : answer;
      };
    },
  });
}
