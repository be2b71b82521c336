import { beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../../../src/core/problem/brevet-error.ts";
import type { EventBodies } from "../../../../src/core/ledger/event-body.ts";
import { dutyOf } from "../../../../src/engine/apply/duty.ts";
import { planRun } from "../../../../src/engine/plan-run.ts";
import { decision, reason, stage } from "../../../fakes/decision.ts";
import { fakeLedger } from "../../../fakes/ledger.ts";
import { morning, requestText, Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const idOf = (name: string): string => `payments/ledger-db/2026-11-23-${name}`;
const held = (town: Town, target: "db" | "door" = "db"): (string | null)[] =>
  [...town.target(target).held.values()].map(({ principal }) => principal);

let town: Town;
beforeEach(async () => {
  town = await Town.found();
});

describe("apply", () => {
  it("gives what was merged and allowed, and says so before and after", async () => {
    const id = await town.granted("alice", "a");
    const report = await town.apply();
    expect(town.story).toEqual(["admitted a", "starting a", "activated a"]);
    expect(held(town)).toEqual(["alice"]);
    expect(report).toEqual({
      ok: true,
      main: town.world.main,
      ledger: { seq: 5, digest: town.view.tip.digest },
      admitted: [id],
      refused: [],
      rules: [],
      changes: [
        {
          action: "start",
          because: "admitted",
          grant: id,
          target: "db",
          entitlement: "payments/ledger-db:reader",
          subject: "alice",
          outcome: "done",
        },
      ],
      drift: [],
      problems: [],
      frozen: null,
      next_at: "2026-11-23T12:00:00Z",
    });
  });

  it("does nothing where there is nothing to do", async () => {
    await town.granted("alice", "a");
    await town.apply();
    const { seq } = town.view.tip;
    expect(await town.apply()).toMatchObject({ ok: true, admitted: [], changes: [], ledger: { seq } });
    expect(town.target("db").changes).toHaveLength(1);
  });

  it("ends what is over, and says how many sessions went with it", async () => {
    await town.granted("alice", "a");
    await town.apply();
    town.pass(120);
    const report = await town.apply();
    expect(report).toMatchObject({ ok: true, changes: [{ action: "end", because: "expired", outcome: "done" }] });
    expect(report.next_at).toBeNull();
    expect(held(town)).toEqual([]);
    const { event } = town.history.sealed.at(-1)!;
    expect(event).toMatchObject({ type: "ended", body: { because: "expired", sessions: { supported: true } } });
  });

  it("ends what is due before it fetches, and records it with the next push that works", async () => {
    await town.granted("alice", "a");
    await town.apply();
    town.pass(120);
    const heldThen: unknown[] = [];
    const fetch = (): never => {
      heldThen.push(held(town));
      throw brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "down" });
    };
    const report = await town.apply({ git: { ...town.world.git, fetch } });
    expect(report).toMatchObject({
      ok: false,
      problems: [{ code: "GIT_REMOTE_FAILED" }],
      changes: [{ outcome: "done" }],
    });
    expect(heldThen).toEqual([[]]);
    expect(town.story.at(-1)).toBe("activated a");
    await town.apply();
    expect(town.story.at(-1)).toBe("ended a");
  });

  it("starts nothing while the outside cannot be reached", async () => {
    await town.granted("alice", "a");
    const fetch = (): never => {
      throw brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "down" });
    };
    expect(await town.apply({ git: { ...town.world.git, fetch } })).toMatchObject({ ok: false, admitted: [] });
    expect(town.story).toEqual([]);
    expect(held(town)).toEqual([]);
  });

  it("throws a bug on", async () => {
    const fetch = (): never => {
      throw new TypeError("a bug");
    };
    await expect(town.apply({ git: { ...town.world.git, fetch } })).rejects.toThrow("a bug");
  });

  it("tells what it refused, and why", async () => {
    town.decide = () => decision({ reasons: [reason()] });
    const id = await town.granted("alice", "a");
    const report = await town.apply();
    expect(report).toMatchObject({ ok: true, refused: [{ id, code: "LEASE_TOO_LONG" }] });
    expect(report.refused[0]?.message).not.toBe("");
    expect(town.story).toEqual(["refused a"]);
  });

  it("refuses what waits for somebody", async () => {
    town.decide = () => decision({ stages: [stage()] });
    await town.granted("alice", "a");
    expect((await town.apply()).refused).toMatchObject([{ code: "PENDING" }]);
  });

  it("tells which rules it refused, and keeps to those in force", async () => {
    town.world.repository.commit({
      files: { "policies/catalog/teams.yaml": "payments: { members: [vera] }\nsecurity: { members: [dana] }\n" },
    });
    const report = await town.apply();
    expect(report.rules).toMatchObject([{ commit: town.world.main, outcome: "refused", code: "RULES_UNSIGNED" }]);
    expect(town.story).toEqual(["rules_refused"]);
  });

  it("without a ledger does nothing, and says why", async () => {
    town.history.state = null;
    expect(await town.apply()).toEqual({
      ok: false,
      main: null,
      ledger: null,
      admitted: [],
      refused: [],
      rules: [],
      changes: [],
      drift: [],
      problems: [],
      frozen: { code: "LEDGER_MISSING", message: "There is no ledger." },
      next_at: null,
    });
    const fetch = (): never => {
      throw brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "down" });
    };
    expect(await town.apply({ git: { ...town.world.git, fetch } })).toMatchObject({
      problems: [{ code: "GIT_REMOTE_FAILED", severity: "error" }],
    });
  });

  it("admits and starts nothing on a ledger that it does not believe, and goes on ending", async () => {
    await town.granted("alice", "a");
    await town.apply();
    await town.granted("bob", "b");
    town.history.distrust = { code: "LEDGER_REWOUND", message: "It was longer.", next: "Ask." };
    town.pass(120);
    const report = await town.apply();
    expect(report).toMatchObject({
      ok: false,
      admitted: [],
      frozen: { code: "LEDGER_REWOUND", message: "It was longer." },
      changes: [{ action: "end", outcome: "done" }],
    });
    expect(held(town)).toEqual([]);
  });

  it("without main admits nothing, and hears orders still", async () => {
    const id = await town.granted("alice", "a");
    await town.apply();
    town.world.repository.refs.delete("refs/heads/main");
    await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
    expect(await town.apply()).toMatchObject({ ok: false, main: null, problems: [{ code: "MAIN_MISSING" }] });
    expect(held(town)).toEqual([]);
    expect(town.story.slice(-2)).toEqual(["revoke_ordered", "ended a"]);
  });

  it("freezes where main was rewritten: nothing starts, and what is due ends", async () => {
    await town.granted("alice", "a");
    await town.apply();
    const old = town.world.main;
    town.world.onMain(town.world.repository.stored(old).parents[0] ?? "");
    await town.granted("bob", "b");
    const report = await town.apply();
    expect(report).toMatchObject({ ok: false, admitted: [], frozen: { code: "MAIN_REWRITTEN" } });
    expect(report.frozen?.message).toContain("MAIN_REWRITTEN");
    expect(town.story.at(-1)).toBe("frozen");
    await town.apply();
    expect(town.story.filter((line) => line === "frozen")).toHaveLength(1);
    town.pass(120);
    await town.apply();
    expect(held(town)).toEqual([]);
  });

  it("takes back what was ordered to end", async () => {
    const id = await town.granted("alice", "a");
    await town.apply();
    await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
    expect((await town.apply()).changes).toMatchObject([{ action: "end", because: "revoked", grant: id }]);
    expect(held(town)).toEqual([]);
  });
});

describe("a target that fails", () => {
  it("tells that nothing could start there, once a day, and starts when it can", async () => {
    const id = await town.granted("alice", "a", { text: requestText("alice").replace("2h", "8h") });
    town.target("db").faults.unreachable = true;
    const report = await town.apply();
    expect(report).toMatchObject({
      ok: false,
      changes: [
        {
          action: "start",
          because: "admitted",
          grant: id,
          target: "db",
          entitlement: "payments/ledger-db:reader",
          subject: "alice",
          outcome: "skipped",
          code: "TARGET_UNREACHABLE",
        },
      ],
    });
    expect(town.story).toEqual(["admitted a", "start_failed a"]);
    await town.apply();
    expect(town.story).toHaveLength(2);
    town.target("db").faults.unreachable = false;
    expect(await town.apply()).toMatchObject({ ok: true, changes: [{ outcome: "done" }] });
    expect(held(town)).toEqual(["alice"]);
  });

  it("tells that nothing could be ended there, once a day, and tries again", async () => {
    const id = await town.granted("alice", "a");
    await town.apply();
    town.target("db").faults.unreachable = true;
    town.pass(120);
    const report = await town.apply();
    expect(report.ok).toBe(false);
    expect(report.changes).toMatchObject([
      { action: "end", because: "expired", grant: id, outcome: "failed", code: "TARGET_UNREACHABLE" },
      { action: "end", because: "expired", grant: id, outcome: "failed", code: "TARGET_UNREACHABLE", target: "db" },
    ]);
    expect(town.story.slice(3)).toEqual(["end_failed a"]);
    expect(town.history.sealed.at(-1)?.event.body).toMatchObject({ because: "expired", code: "TARGET_UNREACHABLE" });
    await town.apply();
    town.pass(24 * 60 - 1);
    await town.apply();
    expect(town.story).toHaveLength(4);
    town.pass(1);
    await town.apply();
    expect(town.story).toHaveLength(5);
    town.target("db").faults.unreachable = false;
    await town.apply();
    expect(town.story.at(-1)).toBe("ended a");
    expect(held(town)).toEqual([]);
  });

  it("tells of an end that did not happen", async () => {
    await town.granted("alice", "a");
    await town.apply();
    town.target("db").faults.lies = true;
    town.pass(120);
    const report = await town.apply();
    expect(report.changes).toMatchObject([
      { outcome: "failed", code: "STILL_HELD", message: expect.stringContaining("still there") as string },
      {},
    ]);
    expect(town.story.slice(3)).toEqual(["end_failed a"]);
  });

  it("tells of a start that did not happen", async () => {
    await town.granted("alice", "a");
    town.target("db").faults.lies = true;
    expect(await town.apply()).toMatchObject({ ok: false, changes: [{ outcome: "failed", code: "NOT_SEEN" }] });
    expect(town.story).toEqual(["admitted a", "starting a", "start_failed a"]);
    town.target("db").faults.lies = false;
    await town.apply();
    expect(town.story.slice(3)).toEqual(["activated a"]);
  });

  it("S07 an answer that was lost is found, and nothing is given twice", async () => {
    await town.granted("alice", "a");
    town.target("db").faults.late = true;
    await town.apply();
    expect(town.story).toEqual(["admitted a", "starting a", "start_failed a"]);
    town.target("db").landLate();
    town.target("db").faults.late = false;
    await town.apply();
    expect(town.story.slice(3)).toEqual(["activated a"]);
    expect(town.target("db").changes).toHaveLength(1);
  });
});

describe("drift", () => {
  it("of somebody else's access is told and recorded, once, and its end", async () => {
    const { ref } = town.target("db").giveByHand("mallory", { role: "ro" });
    const report = await town.apply();
    expect(report).toMatchObject({ ok: false, problems: [] });
    expect(report.drift).toEqual([{ kind: "foreign", target: "db", grant: null, principal: "mallory" }]);
    expect(town.history.sealed.at(-1)?.event).toMatchObject({
      type: "drift",
      grant: null,
      body: { kind: "foreign", target: "db", principal: "mallory", ref, over: false },
    });
    await town.apply();
    expect(town.story).toEqual(["drift"]);
    town.target("db").held.clear();
    expect(await town.apply()).toMatchObject({ ok: true, drift: [] });
    expect(town.history.sealed.at(-1)?.event).toMatchObject({ type: "drift", body: { kind: "foreign", over: true } });
  });

  it("is not over because a target does not answer, or shows another's", async () => {
    town.target("db").giveByHand("mallory", { role: "ro" });
    await town.apply();
    town.target("db").faults.unreachable = true;
    await town.apply();
    town.target("db").faults.unreachable = false;
    town.target("db").faults.identity = "id-of-other";
    await town.apply();
    expect(town.story).toEqual(["drift"]);
  });

  it("is recorded for a hundred of a target, and told of all", async () => {
    for (let n = 0; n < 101; n += 1) town.target("db").giveByHand(`m${n}`, { role: "ro" });
    expect((await town.apply()).drift).toHaveLength(101);
    expect(town.story).toHaveLength(100);
    await town.apply();
    expect(town.story).toHaveLength(100);
  });

  it("of a grant that is not there any more is told, and ends it once that is sure", async () => {
    const id = await town.granted("alice", "a");
    await town.apply();
    const [[ref] = [""]] = [...town.target("db").held];
    town.target("db").held.clear();
    const report = await town.apply();
    expect(report.drift).toEqual([{ kind: "missing", target: "db", grant: id, principal: "alice" }]);
    expect(town.history.sealed.at(-1)?.event).toMatchObject({
      type: "drift",
      grant: id,
      body: { kind: "missing", principal: "alice", ref, over: false },
    });
    expect(report.ok).toBe(true);
    town.pass(1);
    expect((await town.apply()).changes).toMatchObject([
      { action: "end", because: "removed_at_target", outcome: "done" },
    ]);
    expect(town.story.slice(3)).toEqual(["drift a", "ended a"]);
    expect(town.target("db").changes).toHaveLength(1);
  });

  it("of a grant that comes back is over", async () => {
    await town.granted("alice", "a");
    await town.apply();
    const kept = new Map(town.target("db").held);
    town.target("db").held.clear();
    await town.apply();
    for (const [ref, one] of kept) town.target("db").held.set(ref, one);
    await town.apply();
    expect(town.history.sealed.slice(5).map(({ event }) => event)).toMatchObject([
      { type: "drift", body: { over: false } },
      { type: "drift", body: { over: true } },
    ]);
  });

  it("that this very run puts right is told when it is seen and when it was put right, and no more", async () => {
    await town.granted("alice", "a");
    await town.apply();
    for (const [ref, one] of town.target("db").held)
      town.target("db").held.set(ref, { ...one, rights: { role: "rw" } });
    const report = await town.apply();
    expect(report.changes).toMatchObject([{ action: "adjust", outcome: "done" }]);
    await town.apply();
    expect(town.history.sealed.slice(5).map(({ event }) => event)).toMatchObject([
      { type: "drift", body: { kind: "altered", over: false } },
      { type: "adjusted", body: { because: "altered" } },
    ]);
    expect(town.history.sealed).toHaveLength(7);
    expect(town.view.state.drift).toEqual({});
  });
});

describe("a ledger that moves", () => {
  it("is caught up with, and each thing is said once", async () => {
    await town.granted("alice", "a");
    town.history.lostRaces = 3;
    expect(await town.apply()).toMatchObject({ ok: true, changes: [{ outcome: "done" }] });
    expect(town.story).toEqual(["admitted a", "starting a", "activated a"]);
  });

  it("without end stops starts, not ends", async () => {
    await town.granted("alice", "a");
    await town.apply();
    await town.granted("bob", "b");
    await town.order("alice", { do: "revoke", match: { request: idOf("a") }, reason: "No longer needed" });
    town.history.lostRaces = 1000;
    const report = await town.apply();
    expect(report).toMatchObject({ ok: false, problems: [{ code: "LEDGER_BUSY" }] });
    expect(report.problems[0]?.message).toContain("20");
    expect(town.history.lostRaces).toBe(980);
    expect(report.changes).toMatchObject([{ action: "end", outcome: "done" }]);
    expect(held(town)).toEqual([]);
  });

  it("after the change is caught up with too, or left to the next run", async () => {
    await town.granted("alice", "a");
    const ensure = town.target("db").ensure.bind(town.target("db"));
    town.target("db").ensure = async (...args) => {
      town.history.lostRaces = 2;
      return ensure(...args);
    };
    await town.apply();
    expect(town.story.at(-1)).toBe("activated a");
    await town.granted("bob", "b");
    town.target("db").ensure = async (...args) => {
      town.history.lostRaces = 1000;
      return ensure(...args);
    };
    expect(await town.apply()).toMatchObject({ ok: false, problems: [{ code: "LEDGER_BUSY" }] });
    expect(town.history.lostRaces).toBe(980);
    town.history.lostRaces = 0;
    town.target("db").ensure = ensure;
    await town.apply();
    expect(town.story.at(-1)).toBe("activated b");
  });

  it("that refuses a push starts nothing, and says why", async () => {
    await town.granted("alice", "a");
    const ledger = fakeLedger(town.history, { hasKey: false });
    const report = await town.apply({ ledger });
    expect(report).toMatchObject({ ok: false, problems: [{ code: "LEDGER_KEY_MISSING" }], changes: [] });
    expect(held(town)).toEqual([]);
  });

  it("that refuses the push after a change says why, and that it was done", async () => {
    await town.granted("alice", "a");
    const ensure = town.target("db").ensure.bind(town.target("db"));
    let hasKey = true;
    town.target("db").ensure = async (...args) => {
      hasKey = false;
      return ensure(...args);
    };
    const ledger = {
      ...fakeLedger(town.history),
      append: (...args: Parameters<ReturnType<typeof fakeLedger>["append"]>) =>
        fakeLedger(town.history, { hasKey }).append(...args),
    };
    const report = await town.apply({ ledger });
    expect(report).toMatchObject({
      ok: false,
      problems: [{ code: "LEDGER_KEY_MISSING" }],
      changes: [{ outcome: "done" }],
    });
    expect(town.story.at(-1)).toBe("starting a");
  });
});

describe("what is about to start is looked at once more", () => {
  const later = `start: ${new Date(morning + 3_600_000).toISOString().slice(0, 19)}Z\n`;
  async function waiting(): Promise<string> {
    const id = await town.granted("alice", "a", { text: requestText("alice", later) });
    const report = await town.apply();
    expect(report).toMatchObject({ ok: true, next_at: "2026-11-23T11:00:00Z", changes: [] });
    expect(town.story).toEqual(["admitted a"]);
    return id;
  }

  it("and given when its lease begins", async () => {
    await waiting();
    town.pass(60);
    await town.apply();
    expect(held(town)).toEqual(["alice"]);
  });

  it.each<{ name: string; change: (body: EventBodies["admitted"]) => EventBodies["admitted"]; because: string }>([
    {
      name: "its own digest",
      change: (body) => ({
        ...body,
        judged: { ...body.judged, request: { ...body.judged.request, digest: `sha256-${"A".repeat(43)}` } },
      }),
      because: "denied",
    },
    {
      name: "the digest of its effect",
      change: (body) => ({ ...body, judged: { ...body.judged, effect_digest: `sha256-${"A".repeat(43)}` } }),
      because: "denied",
    },
    {
      name: "its effect",
      change: (body) => ({ ...body, judged: { ...body.judged, effect: { ...body.judged.effect, principal: "root" } } }),
      because: "denied",
    },
  ])("S15 and ended where the history says another of $name than main", async ({ change, because }) => {
    await waiting();
    const sealed = town.history.sealed.at(-1)!;
    const { at, by, grant, main, body } = sealed.event;
    const other = await Town.found();
    other.world.repository.refs.clear();
    Object.assign(other, { world: town.world });
    await other.record({ at, by, grant, main, type: "admitted", body: change(body as EventBodies["admitted"]) });
    other.pass(60);
    const report = await other.apply();
    expect(report.changes).toMatchObject([{ action: "end", because, outcome: "done" }]);
    expect(held(other)).toEqual([]);
  });

  it("S20 and ended where its commit proves nothing", async () => {
    await waiting();
    const { at, by, grant, body } = town.history.sealed.at(-1)!.event;
    const pushed = town.world.repository.commit({ files: { "docs/x.md": "x" } });
    for (const main of [pushed, town.view.state.rules.commit, town.world.repository.tip(`request/${idOf("a")}`)]) {
      const other = await Town.found();
      Object.assign(other, { world: town.world });
      await other.record({ at, by, grant, main, type: "admitted", body: body });
      other.pass(60);
      await other.apply();
      expect(held(other)).toEqual([]);
    }
  });

  it("and ended where its subject left meanwhile", async () => {
    await waiting();
    town.pass(60);
    await town.change({
      "policies/catalog/teams.yaml": "payments: { members: [bob] }\nsecurity: { members: [dana] }\n",
    });
    const report = await town.apply();
    expect(report.rules).toMatchObject([{ outcome: "accepted", code: null }]);
    expect(report.changes).toMatchObject([{ action: "end", because: "left" }]);
    expect(held(town)).toEqual([]);
  });

  it("and ended where it would mean something else by now", async () => {
    await waiting();
    town.pass(60);
    const path = "policies/catalog/resources/payments.yaml";
    const oid = town.world.repository.tree(town.world.main).get(path)?.oid ?? "";
    const text = Buffer.from(town.world.repository.bytes(oid) ?? []).toString();
    await town.change({ [path]: text.replace("role: ro", "role: rw") });
    expect((await town.apply()).changes).toMatchObject([{ action: "end", because: "effect" }]);
    expect(held(town)).toEqual([]);
  });
});

describe("a duty", () => {
  const door = `payments/office/2026-11-23-o`;
  it("of one target leaves the others alone, ends too", async () => {
    await town.granted("alice", "a");
    await town.granted("alice", door);
    await town.apply({}, dutyOf({ runner: null, target: "db" }));
    expect([held(town), held(town, "door")]).toEqual([["alice"], []]);
    await town.apply();
    expect(held(town, "door")).toEqual(["alice"]);
    town.pass(120);
    await town.apply({}, dutyOf({ runner: null, target: "door" }));
    expect([held(town), held(town, "door")]).toEqual([["alice"], []]);
  });

  it("of a runner admits nothing, and hears no orders", async () => {
    const id = await town.granted("alice", "a");
    await town.apply({}, dutyOf({ runner: "inside", target: null }));
    expect(town.story).toEqual([]);
    await town.apply();
    await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
    await town.apply({}, dutyOf({ runner: "inside", target: null }));
    expect(town.story.at(-1)).toBe("activated a");
  });

  it("without starts goes on ending, and records no drift", async () => {
    await town.granted("alice", "a");
    town.target("db").giveByHand("mallory", { role: "ro" });
    const duty = { ...dutyOf({ runner: null, target: null }), starts: false };
    await town.apply({}, duty);
    expect(town.story).toEqual(["admitted a"]);
    expect(held(town)).toEqual(["mallory"]);
  });
});

describe("what would be done", () => {
  it("is told, and nothing is done", async () => {
    const id = await town.granted("alice", "a");
    const report = await planRun(town.ports(), options);
    expect(report).toMatchObject({
      ok: true,
      main: town.world.main,
      ledger: { seq: 2, digest: town.view.tip.digest },
      admitted: [id],
      changes: [{ action: "start", grant: id, outcome: "planned", subject: "alice" }],
      problems: [],
      frozen: null,
    });
    expect(report.changes[0]).not.toHaveProperty("code");
    expect(town.story).toEqual([]);
  });

  it("is told with what cannot be", async () => {
    const id = await town.granted("alice", "a");
    town.target("db").faults.unreachable = true;
    expect((await planRun(town.ports(), options)).changes).toMatchObject([
      { action: "start", grant: id, outcome: "skipped", code: "TARGET_UNREACHABLE" },
    ]);
    town.target("door").giveByHand("mallory", {});
    expect(await planRun(town.ports(), options)).toMatchObject({ ok: false });
  });

  it("is not well where main is gone", async () => {
    town.world.repository.refs.delete("refs/heads/main");
    expect(await planRun(town.ports(), options)).toMatchObject({ ok: false, problems: [{ code: "MAIN_MISSING" }] });
  });
});
