import { beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../../../src/core/problem/brevet-error.ts";
import { instant } from "../../../../src/core/time/instant.ts";
import { fullDuty } from "../../../../src/engine/apply/duty.ts";
import { recordAfter, recordBefore } from "../../../../src/engine/apply/record.ts";
import { survey } from "../../../../src/engine/apply/survey.ts";
import type { Outcome } from "../../../../src/engine/apply/carry-out.ts";
import type { Ledger, LedgerView } from "../../../../src/ports/ledger.ts";
import { fakeLedger } from "../../../fakes/ledger.ts";
import { requestText, Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const down = brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "down" });
const ledgers = Array.from({ length: 9 }, (_, index) => `ledger/${index + 1}`);
const held = (): string[] => [...town.target("db").held.keys()];
const left = 'alice {"role":"ro"} left behind';

let town: Town;
let fetched: string[][];
beforeEach(async () => {
  town = await Town.found();
  fetched = [];
});

/** Git, which says what was fetched. reach: what is met there. */
function git(reach: (branches: readonly string[]) => Promise<void> | void = () => undefined): Town["world"]["git"] {
  return {
    ...town.world.git,
    fetch: async (branches) => {
      fetched.push([...branches]);
      await reach(branches);
    },
  };
}

const isLook = (branches: readonly string[]): boolean => !branches.includes("main");

/** Access that bears a marker of ours which no event explains, and whose end has come. */
function leaveBehind(ref = left): void {
  const until = instant(town.now - 1000);
  const grant = "payments/ledger-db/2026-11-01-old";
  town.target("db").held.set(ref, { target: "db", principal: "alice", rights: { role: "ro" }, until, ref, grant });
}

describe("what nothing explains", () => {
  it("is ended at its end, and recorded as nobody's", async () => {
    leaveBehind();
    expect(await town.apply({ git: git() })).toMatchObject({ changes: [{ because: "unexplained", outcome: "done" }] });
    expect(held()).toEqual([]);
    expect(town.story).toEqual(["ended"]);
    expect(town.history.sealed.at(-1)?.event).toMatchObject({ grant: null, body: { because: "unexplained" } });
  });

  it("is looked at once more on the ledger's newest tip before it is ended", async () => {
    leaveBehind();
    await town.apply({ git: git() });
    expect(fetched).toEqual([["main", ...ledgers, "orders/*"], ledgers]);
  });

  it("S27 stays where another engine's event explains it meanwhile", async () => {
    const before = town.view;
    await town.granted("alice", "a");
    await town.apply();
    const given = held();
    let isStale = true;
    const real = fakeLedger(town.history);
    const ledger: Ledger = {
      ...real,
      open: (asked) => (isStale ? Promise.resolve({ view: before, distrust: null }) : real.open(asked)),
    };
    for (const [ref, one] of town.target("db").held)
      town.target("db").held.set(ref, { ...one, until: instant(town.now - 1000) });
    const reach = git((branches) => void (isStale &&= !isLook(branches)));
    await town.apply({ ledger, git: reach }, { ...fullDuty, admits: false });
    expect(held()).toEqual(given);
    expect(isStale).toBe(false);
  });

  it("stays where the ledger is not believed any more when it is looked at once more", async () => {
    leaveBehind();
    const distrust = { code: "LEDGER_REWOUND", message: "It was longer.", next: "Ask." } as const;
    const report = await town.apply({
      git: git((branches) => {
        if (isLook(branches)) town.history.distrust = distrust;
      }),
    });
    expect(report).toMatchObject({ ok: false, frozen: { code: "LEDGER_REWOUND" }, changes: [] });
    expect(held()).toEqual([left]);
  });

  it("stays where the ledger is gone when it is looked at once more", async () => {
    leaveBehind();
    const report = await town.apply({
      git: git((branches) => {
        if (isLook(branches)) town.history.state = null;
      }),
    });
    expect(report).toMatchObject({ ok: false, frozen: { code: "LEDGER_MISSING" } });
    expect(held()).toEqual([left]);
  });

  it("stays where the ledger cannot be looked at once more", async () => {
    leaveBehind();
    const report = await town.apply({
      git: git((branches) => {
        if (isLook(branches)) throw down;
      }),
    });
    expect(report).toMatchObject({ ok: false, changes: [], problems: [{ code: "GIT_REMOTE_FAILED" }] });
    expect(held()).toEqual([left]);
  });
});

it("a start that is tried again needs a second look at the ledger, as nothing new is said of it", async () => {
  await town.granted("alice", "a");
  town.target("db").faults.lies = true;
  await town.apply();
  town.target("db").faults.lies = false;
  await town.apply({ git: git() });
  expect(town.story.at(-1)).toBe("activated a");
  expect(fetched).toEqual([["main", ...ledgers, "orders/*"], ledgers]);
});

it("what nothing explains is looked at once more beside an end that needs no look", async () => {
  await town.granted("alice", "a");
  await town.apply();
  town.target("db").faults.lies = true;
  town.pass(120);
  await town.apply();
  leaveBehind();
  await town.apply({ git: git() });
  expect(fetched).toEqual([["main", ...ledgers, "orders/*"], ledgers]);
});

describe("an end of what is ours", () => {
  it("needs no second look at the ledger", async () => {
    await town.granted("alice", "a");
    await town.apply();
    const { ref } = [...town.target("db").held.values()][0]!;
    town.target("db").faults.hidden = [ref];
    town.pass(120);
    await town.apply({ git: git() });
    expect(fetched).toEqual([["main", ...ledgers, "orders/*"]]);
  });

  it("is tried again, without a second look, where its failure is known", async () => {
    await town.granted("alice", "a");
    await town.apply();
    town.target("db").faults.lies = true;
    town.pass(120);
    await town.apply();
    const { seq } = town.view.tip;
    fetched = [];
    expect(await town.apply({ git: git() })).toMatchObject({
      changes: [{ code: "STILL_HELD" }, { code: "STILL_HELD" }],
    });
    expect(fetched).toEqual([["main", ...ledgers, "orders/*"]]);
    expect(town.view.tip.seq).toBe(seq);
  });
});

describe("what is about to start", () => {
  it("is said of every grant whose lease has begun, until the end of what they share", async () => {
    const longer = requestText("alice").replace("2h", "3h");
    await town.granted("alice", "a");
    await town.granted("alice", "b", { text: longer });
    await town.apply();
    const starting = town.history.sealed.filter(({ event }) => event.type === "starting");
    expect(starting.map(({ event }) => event)).toMatchObject([
      { grant: "payments/ledger-db/2026-11-23-a", main: null, body: { target: "db", subject: "alice" } },
      { grant: "payments/ledger-db/2026-11-23-b" },
    ]);
    const untils = starting.map(({ event }) => (event.body as { readonly until: string }).until);
    expect(untils).toEqual(["2026-11-23T13:00:00.000Z", "2026-11-23T13:00:00.000Z"]);
  });

  it("is not said of a grant whose lease is to come", async () => {
    const later = `start: ${new Date(town.now + 3_600_000).toISOString().slice(0, 19)}Z\n`;
    await town.granted("alice", "a");
    await town.granted("alice", "b", { text: requestText("alice", later) });
    await town.apply();
    expect(town.story).toEqual(["admitted a", "admitted b", "starting a", "activated a"]);
  });

  it("is not touched where the push is refused that would say so", async () => {
    await town.granted("alice", "a");
    const refused = brevetError("GIT_PUSH_REFUSED", { remote: "origin", branch: "ledger/1", said: "no" });
    const ledger: Ledger = { ...fakeLedger(town.history), append: () => Promise.reject(refused) };
    expect(await town.apply({ ledger })).toMatchObject({ ok: false, problems: [{ code: "GIT_PUSH_REFUSED" }] });
    expect(held()).toEqual([]);
    expect(town.target("db").changes).toEqual([]);
  });

  it("is said once, though it fails and is tried again", async () => {
    await town.granted("alice", "a");
    town.target("db").faults.lies = true;
    await town.apply();
    await town.apply();
    expect(town.story).toEqual(["admitted a", "starting a", "start_failed a"]);
  });

  it("is said once, where the engine that said it died before it knew what came of it", async () => {
    await town.granted("alice", "a");
    const dies = (): never => {
      throw new Error("killed");
    };
    const real = fakeLedger(town.history);
    let pushes = 0;
    const ledger: Ledger = {
      ...real,
      append: (...args) => ((pushes += 1) === 1 ? real.append(...args) : dies()),
    };
    await expect(town.apply({ ledger })).rejects.toThrow("killed");
    town.target("db").held.clear();
    await town.apply();
    expect(town.story).toEqual(["admitted a", "starting a", "activated a"]);
  });

  it("is said once more where it had begun, was not seen, and failed before it could begin again", async () => {
    await town.granted("alice", "a");
    town.target("db").faults.unreachable = true;
    await town.apply();
    expect(town.story).toEqual(["admitted a", "start_failed a"]);
    town.target("db").faults.unreachable = false;
    await town.apply();
    expect(town.story.slice(2)).toEqual(["starting a", "activated a"]);
  });
});

describe("a push that loses its race", () => {
  it.each([
    { lost: 19, ok: true, story: ["admitted a", "starting a", "activated a"] },
    { lost: 20, ok: false, story: [] },
  ])("$lost times", async ({ lost, ok, story }) => {
    await town.granted("alice", "a");
    town.history.lostRaces = lost;
    const report = await town.apply();
    expect(report.ok).toBe(ok);
    expect(report.problems.map(({ code }) => code)).toEqual(ok ? [] : ["LEDGER_BUSY"]);
    expect(town.story).toEqual(story);
  });
});

describe("recordAfter", () => {
  /** A run that has ended alice's grant, and goes to record that. */
  async function done(): Promise<{ view: LedgerView; outcomes: Outcome[] }> {
    const id = await town.granted("alice", "a");
    await town.apply();
    const change = {
      action: "end",
      grant: id,
      target: "db",
      holding: null,
      because: "expired",
      verified: null,
    } as const;
    return { view: town.view, outcomes: [{ change, ok: true, given: null, sessions: null }] };
  }

  async function record(
    { view, outcomes }: Awaited<ReturnType<typeof done>>,
    over: Parameters<Town["ports"]>[0] = {},
  ): Promise<{ readonly code: string | null; readonly message: string; readonly seq: number }> {
    const { config } = await town.rules();
    const recorded = {
      outcome: "recorded",
      view,
      config,
      marked: 0,
      clock: { now: () => town.now },
      events: [],
    } as const;
    const last = await recordAfter(town.ports({ git: git(), ...over }), recorded, { outcomes, told: [] }, options);
    return { code: last.problem?.code ?? null, message: last.problem?.message ?? "", seq: last.view.tip.seq };
  }

  it("adds what came of the changes", async () => {
    const run = await done();
    expect(await record(run)).toMatchObject({ code: null, seq: run.view.tip.seq + 1 });
    expect(town.story.at(-1)).toBe("ended a");
    expect(fetched).toEqual([]);
  });

  it("tells what was recorded, and nothing where it could not be", async () => {
    const { view, outcomes } = await done();
    const refused = { outcome: "refused", view, problem: null } as const;
    expect(await recordAfter(town.ports(), refused, { outcomes, told: [] }, options)).toEqual({
      view,
      problem: null,
      events: [],
    });
    await town.granted("bob", "b");
    const opened = { view: town.view, distrust: null, unreached: null };
    const found = await survey(town.ports(), opened, { done: [], duty: fullDuty }, options);
    const recorded = await recordBefore(town.ports(), found, options);
    if (recorded.outcome !== "recorded") throw new Error(recorded.outcome);
    expect(recorded.events.map(({ type }) => type).slice(-2)).toEqual(["admitted", "starting"]);
    const drafts = found.journal.drafts.map(({ type }) => type);
    expect(recorded.events.map(({ type }) => type)).toEqual(drafts);
  });

  it("pushes nothing where there is nothing to say", async () => {
    const { view } = await done();
    const append = (): never => {
      throw new Error("pushed");
    };
    const ledger = { ...fakeLedger(town.history), append };
    expect(await record({ view, outcomes: [] }, { ledger })).toMatchObject({ code: null, seq: view.tip.seq });
  });

  it("fetches the ledger alone where it moved, and adds what it does not say", async () => {
    const run = await done();
    town.history.lostRaces = 2;
    expect(await record(run)).toMatchObject({ code: null, seq: run.view.tip.seq + 1 });
    expect(fetched).toEqual([ledgers, ledgers]);
  });

  it("adds nothing where another engine said it meanwhile", async () => {
    const run = await done();
    await record(run);
    expect(await record(run)).toMatchObject({ code: null, seq: run.view.tip.seq + 1 });
    expect(town.story.filter((line) => line === "ended a")).toHaveLength(1);
  });

  it.each([
    { lost: 19, code: null, message: /^$/ },
    { lost: 20, code: "LEDGER_BUSY", message: /\b20\b/ },
  ])("after $lost lost races tells $code", async ({ lost, code, message }) => {
    const run = await done();
    town.history.lostRaces = lost;
    const last = await record(run);
    expect(last.code).toBe(code);
    expect(last.message).toMatch(message);
  });

  it("leaves it to the next run where the moved ledger cannot be fetched, is not there, or is not believed", async () => {
    const run = await done();
    const { seq } = run.view.tip;
    const failing = git(() => {
      throw down;
    });
    town.history.lostRaces = 1;
    expect(await record(run, { git: failing })).toMatchObject({ code: "GIT_REMOTE_FAILED", seq });
    const real = fakeLedger(town.history);
    const distrust = { code: "LEDGER_REWOUND", message: "It was longer.", next: "Ask." } as const;
    for (const opened of [
      { view: null, distrust: null },
      { view: town.view, distrust },
    ]) {
      town.history.lostRaces = 1;
      const ledger = { ...real, open: () => Promise.resolve(opened) };
      expect(await record(run, { ledger })).toMatchObject({ code: null, seq });
      expect(town.view.tip.seq).toBe(seq);
    }
  });
});
