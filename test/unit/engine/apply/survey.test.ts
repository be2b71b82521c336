import { beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../../../src/core/problem/brevet-error.ts";
import type { EventBodies } from "../../../../src/core/ledger/event-body.ts";
import { dutyOf, fullDuty } from "../../../../src/engine/apply/duty.ts";
import { survey } from "../../../../src/engine/apply/survey.ts";
import type { ApplyPorts } from "../../../../src/engine/engine-ports.ts";
import { planRun } from "../../../../src/engine/plan-run.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { toTimestamp } from "../../../../src/core/time/timestamp.ts";
import { sshSignature } from "../../../../src/signature/ssh-signature.ts";
import { fakeTraits } from "../../../fakes/target.ts";
import { requestText, Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const idOf = (name: string): string => `payments/ledger-db/2026-11-23-${name}`;
const office = "payments/office/2026-11-23-o";
const down = (): never => {
  throw brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "down" });
};
const held = (target: "db" | "door" = "db"): string[] =>
  [...town.target(target).held.values()].map(({ principal }) => principal);
const codes = ({ problems }: { readonly problems: readonly { readonly code: string }[] }): string[] =>
  problems.map(({ code }) => code);

let town: Town;
beforeEach(async () => {
  town = await Town.found();
});

/** A request of alice's whose lease begins in an hour, admitted. */
async function waiting(): Promise<string> {
  const later = `start: ${new Date(town.now + 3_600_000).toISOString().slice(0, 19)}Z\n`;
  const id = await town.granted("alice", "a", { text: requestText("alice", later) });
  await town.apply();
  expect(town.story).toEqual(["admitted a"]);
  return id;
}

/** A change of what alice's role means on its target, in force at the next run. */
async function changeRole(to: string): Promise<void> {
  town.world.repository.refs.delete("refs/heads/request/rules");
  const path = "policies/catalog/resources/payments.yaml";
  const oid = town.world.repository.tree(town.world.main).get(path)?.oid ?? "";
  const text = Buffer.from(town.world.repository.bytes(oid) ?? []).toString();
  await town.change({ [path]: text.replace(/role: r[ow]/, `role: ${to}`) });
}

/** Main as it was before its last commit. */
function rewind(): string {
  const old = town.world.main;
  town.world.onMain(town.world.repository.stored(old).parents[0] ?? "");
  return old;
}

describe("S25 a main that was rewritten", () => {
  it("is frozen until somebody thaws it, though the old line is back: nothing is admitted", async () => {
    await town.granted("alice", "a");
    await town.apply();
    const old = rewind();
    expect(await town.apply()).toMatchObject({ frozen: { code: "MAIN_REWRITTEN" } });
    town.world.onMain(old);
    await town.granted("bob", "b");
    expect(await town.apply()).toMatchObject({
      ok: false,
      admitted: [],
      problems: [],
      frozen: { code: "MAIN_REWRITTEN" },
    });
    expect(town.story.at(-1)).toBe("frozen");
  });

  it("ends nothing that it dropped and that waits: it may come back", async () => {
    await waiting();
    const old = rewind();
    town.pass(60);
    await town.apply();
    expect(town.story).toEqual(["admitted a", "frozen"]);
    town.world.onMain(old);
    await town.apply();
    expect(town.story).toEqual(["admitted a", "frozen"]);
  });

  it("ends nothing that it dropped while the ledger is not believed, or the outside not reached", async () => {
    await waiting();
    rewind();
    town.pass(60);
    town.history.distrust = { code: "LEDGER_REWOUND", message: "It was longer.", next: "Ask." };
    expect(await town.apply()).toMatchObject({ changes: [] });
    town.history.distrust = null;
    expect(await town.apply({ git: { ...town.world.git, fetch: down } })).toMatchObject({ changes: [] });
    expect(town.story).toEqual(["admitted a"]);
  });
});

describe("a main that is gone", () => {
  it("is told by its name, and a runner hears no orders there", async () => {
    const id = await town.granted("alice", "a");
    await town.apply();
    town.world.repository.refs.delete("refs/heads/main");
    await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
    const report = await town.apply({}, dutyOf({ runner: "inside", target: null }));
    expect(report).toMatchObject({
      problems: [{ code: "MAIN_MISSING", message: expect.stringContaining("branch, main,") as string }],
    });
    expect(town.story.at(-1)).toBe("activated a");
  });

  it("starts nothing that waits, and ends none of it", async () => {
    await waiting();
    town.world.repository.refs.delete("refs/heads/main");
    town.pass(60);
    expect(await town.apply()).toMatchObject({ ok: false, changes: [] });
    expect(town.story).toEqual(["admitted a"]);
  });
});

describe("what cannot be judged now", () => {
  it("S54 waits alone, is told once, and is tried again: what came before and after is admitted, and ends go on", async () => {
    await town.granted("alice", "a");
    await town.apply();
    town.pass(60);
    await town.granted("alice", "b");
    const unclear = await town.granted("bob", "c");
    const { main } = town.world;
    const last = await town.granted("alice", "d", { text: requestText("alice").replace("2h", "90m") });
    town.pass(60);
    const { forge } = town.ports();
    const prove: typeof forge.prove = (commit, asked) => (commit.id === main ? down() : forge.prove(commit, asked));
    const without = { forge: { ...forge, prove } };
    const report = await town.apply(without);
    expect(report).toMatchObject({ ok: false, admitted: [idOf("b"), last] });
    expect(report.changes).toMatchObject([
      { action: "end", outcome: "done" },
      { action: "start", outcome: "done" },
    ]);
    expect(codes(report)).toEqual(["REQUEST_DEFERRED"]);
    await town.apply(without);
    expect(town.story.filter((one) => one.startsWith("deferred"))).toEqual(["deferred c"]);
    expect(await town.apply()).toMatchObject({ ok: true, admitted: [unclear] });
    expect(town.view.state).toMatchObject({ deferred: {}, cursor: town.world.main });
    await town.apply();
    expect(town.story.filter((one) => one.endsWith(" c"))).toEqual([
      "deferred c",
      "admitted c",
      "starting c",
      "activated c",
    ]);
  });

  it("S55 is refused once it is too late for it, and its id is not used up", async () => {
    const id = await town.granted("alice", "a");
    const { forge } = town.ports();
    const without = { forge: { ...forge, prove: down } };
    await town.apply(without);
    town.pass(24 * 60);
    expect(await town.apply(without)).toMatchObject({ ok: false, refused: [] });
    town.pass(1);
    expect(await town.apply(without)).toMatchObject({ refused: [{ id, code: "TOO_LATE" }], problems: [] });
    expect(town.view.state).toMatchObject({ deferred: {}, ids: {} });
  });

  it("S61 is judged as the unit that it came as", async () => {
    const id = await town.ask("alice", "a");
    town.write(id, { "docs/x.md": "x" });
    town.merge(id);
    const { forge } = town.ports();
    await town.apply({ forge: { ...forge, prove: down } });
    expect(await town.apply()).toMatchObject({ admitted: [], refused: [{ id, code: "MIXED_CHANGE" }] });
    expect(town.view.state.deferred).toEqual({});
  });

  it("S22 lets nothing by that touches it: an edit is told once it was judged", async () => {
    const id = await town.granted("alice", "a");
    const { forge } = town.ports();
    const without = { forge: { ...forge, prove: down } };
    await town.apply(without);
    town.write("edit", { [`requests/${id}.yaml`]: requestText("alice").replace("2h", "8h") });
    town.merge("edit");
    await town.apply(without);
    expect(town.story).toEqual(["deferred a"]);
    await town.apply();
    expect(town.story).toEqual(["deferred a", "admitted a", "refused a", "starting a", "activated a"]);
    expect(town.history.sealed.at(-1)?.event.body).toMatchObject({ until: toTimestamp(after(town.now, 7200)) });
  });

  it("asks for nothing where it was the deletion of what is over by then", async () => {
    const id = await town.granted("alice", "a");
    await town.apply();
    town.write("gone", { [`requests/${id}.yaml`]: null });
    town.merge("gone");
    const { forge } = town.ports();
    await town.apply({ forge: { ...forge, prove: down } });
    town.pass(121);
    expect(await town.apply()).toMatchObject({ changes: [{ action: "end" }] });
    await town.apply();
    expect(town.view.state.deferred).toEqual({});
    expect(town.history.sealed.filter(({ event }) => event.type === "refused")).toMatchObject([
      { event: { grant: id, body: { code: "REQUEST_GONE" } } },
    ]);
  });

  it.each([
    { name: "for orders", call: 1 },
    { name: "for what was merged", call: 2 },
  ])("S54 is told where main cannot be walked $name: nothing starts, and ends go on", async ({ call }) => {
    await waiting();
    await town.granted("bob", "b", { text: requestText("bob").replace("2h", "1h") });
    await town.apply();
    await town.granted("bob", "c");
    town.pass(60);
    let calls = 0;
    const { git } = town.world;
    const walk: typeof git.walk = (...args) => ((calls += 1) === call ? down() : git.walk(...args));
    const report = await town.apply({ git: { ...git, walk } });
    expect(report).toMatchObject({ ok: false, admitted: [] });
    expect(report.changes).toMatchObject([{ action: "end", outcome: "done" }]);
    expect(codes(report)).toEqual(["GIT_REMOTE_FAILED"]);
    expect(held()).toEqual([]);
  });

  it("starts nothing where what waits cannot be proved once more, and tells why", async () => {
    await waiting();
    town.pass(60);
    const { forge } = town.ports();
    const report = await town.apply({ forge: { ...forge, prove: down } });
    expect(report).toMatchObject({ ok: false, changes: [] });
    expect(codes(report)).toEqual(["GIT_REMOTE_FAILED"]);
    expect(held()).toEqual([]);
    await town.apply();
    expect(held()).toEqual(["alice"]);
  });
});

describe("S51 what a request means", () => {
  it("is looked at when its lease begins: what changed and was restored before that is as it was", async () => {
    await waiting();
    await changeRole("rw");
    expect((await town.apply()).changes).toEqual([]);
    await changeRole("ro");
    await town.apply();
    town.pass(60);
    expect((await town.apply()).changes).toMatchObject([{ action: "start", outcome: "done" }]);
    expect(held()).toEqual(["alice"]);
  });

  it("is as it was agreed for what is held already", async () => {
    await town.granted("alice", "a");
    await town.apply();
    await changeRole("rw");
    expect((await town.apply()).changes).toEqual([]);
    expect(town.story).not.toContain("ended a");
  });

  it("is not looked at for what ends anyway", async () => {
    const id = await waiting();
    await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
    town.pass(60);
    const { forge } = town.ports();
    expect(await town.apply({ forge: { ...forge, prove: down } })).toMatchObject({
      ok: true,
      problems: [],
      changes: [{ action: "end", because: "revoked", outcome: "done" }],
    });
  });

  it("is not looked at for what has ended", async () => {
    const id = await waiting();
    await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
    await town.apply();
    town.pass(60);
    const { forge } = town.ports();
    expect(await town.apply({ forge: { ...forge, prove: down } })).toMatchObject({ ok: true, changes: [] });
  });
});

it("S69 what a start without an answer gave after its grant ended is ended at once, long before its lease", async () => {
  const id = await town.granted("alice", "a");
  town.target("db").faults.late = true;
  await town.apply();
  await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
  town.target("db").faults.late = false;
  await town.apply();
  expect(town.story.slice(-2)).toEqual(["revoke_ordered", "ended a"]);
  town.target("db").landLate();
  expect(held()).toEqual(["alice"]);
  expect((await town.apply()).changes).toMatchObject([{ action: "end", grant: null, outcome: "done" }]);
  expect(held()).toEqual([]);
});

it("says who was told meanwhile, once", async () => {
  const id = await town.granted("alice", "a");
  await town.apply();
  const said = { grant: id, to: "team:security", via: ["chat"] };
  const opened = { view: town.view, distrust: null, unreached: null };
  const run = { done: [], told: [said, said], duty: fullDuty };
  const { journal } = await survey(town.ports(), opened, run, options);
  expect(journal.drafts).toMatchObject([{ type: "notified", grant: id, body: { to: said.to, via: said.via } }]);
});

describe("what a run serves", () => {
  it("is all that it tells of: another's grants neither fail nor wait", async () => {
    await town.granted("alice", office);
    const report = await town.apply({}, dutyOf({ runner: null, target: "db" }));
    expect(report).toMatchObject({ ok: true, changes: [] });
    expect(town.story).toEqual(["admitted o"]);
  });

  it("leaves out of the plan what it did not look at", async () => {
    await town.granted("alice", "a");
    const report = await town.apply({}, { ...fullDuty, observe: () => Promise.resolve(new Map()) });
    expect(report).toMatchObject({ ok: true, changes: [] });
    expect(town.story).toEqual(["admitted a"]);
  });

  it("S62 tells that nothing can start on a target that is not configured any more", async () => {
    await waiting();
    const { at, by, main, body } = town.history.sealed.at(-1)!.event;
    const { judged, ...rest } = body as EventBodies["admitted"];
    const effect = { ...judged.effect, target: "gone" };
    const lease = { from: at, until: rest.lease.until };
    const lost = { ...rest, lease, judged: { ...judged, effect } };
    await town.record({ at, by, main, grant: idOf("lost"), type: "admitted", body: lost });
    const { changes } = await town.apply({}, { ...fullDuty, admits: false });
    expect(changes).toMatchObject([{ grant: idOf("lost"), target: "gone" }]);
  });

  it("without starts tells of no start that waits, and of every end that failed", async () => {
    const id = await town.granted("alice", "a");
    await town.apply();
    await town.granted("bob", "b");
    await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
    town.target("db").faults.unreachable = true;
    const report = await town.apply({}, { ...fullDuty, starts: false });
    expect(report.changes).toMatchObject([
      { action: "end", because: "revoked", grant: id, outcome: "failed", code: "TARGET_UNREACHABLE" },
    ]);
    expect(town.story.slice(3)).toEqual(["revoke_ordered", "admitted b", "end_failed a"]);
  });

  it("without starts leaves it to others to say that a start whose answer was lost is held", async () => {
    await town.granted("alice", "a");
    town.target("db").faults.late = true;
    await town.apply();
    town.target("db").landLate();
    town.target("db").faults.late = false;
    await town.apply({}, { ...fullDuty, starts: false });
    expect(town.story).toEqual(["admitted a", "starting a", "start_failed a"]);
    await town.apply();
    expect(town.story.at(-1)).toBe("activated a");
  });
});

describe("a plan", () => {
  it("is not well where the ledger is not believed, and says why", async () => {
    town.history.distrust = { code: "LEDGER_REWOUND", message: "It was longer.", next: "Ask." };
    expect(await planRun(town.ports(), options)).toMatchObject({
      ok: false,
      problems: [],
      frozen: { code: "LEDGER_REWOUND", message: "It was longer." },
    });
  });

  it("is not well where rules in force cannot be read, which apply would not go by", async () => {
    const main = town.world.repository.commit({ files: { "brevet.yaml": "? no" } });
    const { at, by } = town.history.sealed[0]!.event;
    const body = { from: (await town.rules()).digest, to: `sha256-${"A".repeat(43)}`, by: [] };
    await town.record({ at, by, grant: null, main, type: "rules_accepted", body } as never);
    await expect(planRun(town.ports(), options)).rejects.toMatchObject({
      code: "RULES_UNREADABLE",
      message: expect.stringContaining(main.slice(0, 7)) as string,
    });
  });
});

describe("the key that a grant was given to", () => {
  const keyed = new Map([
    [fakeTraits.kind, { ...fakeTraits, publicKey: { required: false, forms: ["ssh"] as const } }],
  ]);
  const apply = (over: Partial<ApplyPorts> = {}): ReturnType<Town["apply"]> => town.apply({ kinds: keyed, ...over });
  const found = (): string | undefined => town.world.repository.refs.get("refs/brevet/keys");
  const people = "policies/catalog/people.yaml";

  /** Alice holds something by her key; then the catalog names another, or is asked to. */
  async function keyChanges(): Promise<void> {
    const oid = town.world.repository.tree(town.world.main).get(people)?.oid ?? "";
    const text = Buffer.from(town.world.repository.bytes(oid) ?? []).toString();
    const [, key = ""] = /alice: .*?key: "(.*?)"/.exec(text) ?? [];
    await town.granted("alice", "a", { text: requestText("alice", `public_key: ${key}\n`) });
    await apply();
    expect(held()).toEqual(["alice"]);
    await town.change({ [people]: text.replace(key, sshSignature().generateKey("alice").publicKey) });
  }

  it("ends it where that is no key of its subject's any more", async () => {
    await keyChanges();
    await apply();
    expect(held()).toEqual([]);
    const { event } = town.history.sealed.at(-1)!;
    expect(event).toMatchObject({ type: "ended", body: { because: "left" } });
  });

  it("stays where nobody can find out, and that is told", async () => {
    await keyChanges();
    const { git } = town.ports();
    const resolve: typeof git.resolve = (of, at) => (of === "refs/brevet/keys" ? down() : git.resolve(of, at));
    expect(codes(await apply({ git: { ...git, resolve } }))).toContain("GIT_REMOTE_FAILED");
    expect(held()).toEqual(["alice"]);
  });

  it("S35 is remembered as found by what applies, not by what only looks", async () => {
    await town.granted("alice", "a");
    await planRun(town.ports(), options);
    expect(found()).toBeUndefined();
    await apply();
    expect(found()).toBe(town.view.state.rules.commit);
  });
});
