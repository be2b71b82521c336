import { beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../../../src/core/problem/brevet-error.ts";
import type { ApplyPorts } from "../../../../src/engine/engine-ports.ts";
import type { Mark, Witness } from "../../../../src/ports/witness.ts";
import { Town } from "../../../fakes/town.ts";
import { FakeWitness } from "../../../fakes/witness.ts";

let town: Town;
let witness: FakeWitness;
/** What became of every mark that was to be left, oldest first. */
let left: string[];
/** What leaving a mark comes to, where a test says so. */
let leave: ((mark: Mark) => ReturnType<Witness["leave"]>) | null;
beforeEach(async () => {
  town = await Town.found();
  witness = new FakeWitness();
  left = [];
  leave = null;
});

/** The ports of a deployment that pins the witness. */
function watched(required = true): Partial<ApplyPorts> {
  const open: NonNullable<ApplyPorts["witnesses"]>["open"] = (_config, history) => {
    const opened = witness.open(history);
    const noted: Witness["leave"] = async (mark, options) => {
      left.push(String(mark.seq));
      return leave === null ? opened.leave(mark, options) : leave(mark);
    };
    return Promise.resolve({ ...opened, leave: noted });
  };
  return { witnesses: { pinned: { kind: "file", path: "/w", required }, open } };
}

const unreachable = (): Promise<never> => Promise.reject(brevetError("WITNESS_UNREACHABLE", { what: "it is down" }));
const held = (): string[] => [...town.target("db").held.values()].map(({ principal }) => principal);
const markOf = (): number | undefined => [...witness.marks.values()][0]?.seq;

describe("a ledger with a witness", () => {
  it("S49 is known to it as far as it says that something starts, before that starts", async () => {
    await town.granted("alice", "a");
    const ensure = town.target("db").ensure.bind(town.target("db"));
    const known: unknown[] = [];
    town.target("db").ensure = (...args) => {
      known.push(markOf());
      return ensure(...args);
    };
    expect(await town.apply(watched())).toMatchObject({ ok: true, problems: [] });
    expect(known).toEqual([4]);
    expect(town.story).toEqual(["admitted a", "starting a", "activated a"]);
    expect(left).toEqual(["4", "5"]);
  });

  it("starts nothing that a witness it needs was not told of, and does once that was", async () => {
    await town.granted("alice", "a");
    leave = unreachable;
    const report = await town.apply(watched());
    expect(report).toMatchObject({ ok: false, changes: [], problems: [{ code: "WITNESS_UNREACHABLE" }] });
    expect(report.problems).toHaveLength(1);
    expect(town.story).toEqual(["admitted a", "starting a"]);
    expect(held()).toEqual([]);
    leave = null;
    expect(await town.apply(watched())).toMatchObject({ ok: true, changes: [{ outcome: "done" }] });
    expect(held()).toEqual(["alice"]);
    expect(markOf()).toBe(town.view.tip.seq);
  });

  it("goes on ending without the witness that it needs, from what is not due as well", async () => {
    const id = await town.granted("alice", "a");
    await town.apply(watched());
    await town.granted("bob", "b");
    await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
    leave = unreachable;
    const report = await town.apply(watched());
    expect(report.changes).toMatchObject([{ action: "end", because: "revoked", outcome: "done" }]);
    expect(held()).toEqual([]);
  });

  it("starts without a witness that it does not need, and says so", async () => {
    await town.granted("alice", "a");
    leave = unreachable;
    const report = await town.apply(watched(false));
    expect(report).toMatchObject({
      ok: true,
      changes: [{ outcome: "done" }],
      problems: [{ code: "WITNESS_UNREACHABLE", severity: "warning" }],
    });
    expect(held()).toEqual(["alice"]);
  });

  it("S49 starts nothing where the witness holds another end of it", async () => {
    await town.granted("alice", "a");
    leave = () => Promise.resolve("forked");
    const report = await town.apply(watched(false));
    expect(report).toMatchObject({ ok: false, changes: [], problems: [{ code: "LEDGER_FORKED", severity: "error" }] });
    expect(held()).toEqual([]);
  });

  it("tells it nothing that it knows", async () => {
    await town.granted("alice", "a");
    await town.apply(watched());
    left = [];
    expect(await town.apply(watched())).toMatchObject({ ok: true });
    expect(left).toEqual([]);
  });

  it("tells it of a history that it does not know yet, though nothing is new", async () => {
    await town.apply(watched());
    expect(left).toEqual(["2"]);
  });

  it("tells it once of what only ends, afterwards", async () => {
    await town.granted("alice", "a");
    await town.apply(watched());
    left = [];
    town.pass(120);
    await town.apply(watched());
    expect(town.story.at(-1)).toBe("ended a");
    expect(left).toEqual(["6"]);
  });

  it("tells it once of what an order ends, and ends that first", async () => {
    const id = await town.granted("alice", "a");
    await town.apply(watched());
    left = [];
    await town.order("alice", { do: "revoke", match: { request: id }, reason: "No longer needed" });
    await town.apply(watched());
    expect(town.story.slice(-2)).toEqual(["revoke_ordered", "ended a"]);
    expect(left).toEqual([String(town.view.tip.seq)]);
  });

  it("tries a start again that it knows of, and tells it nothing twice", async () => {
    await town.granted("alice", "a");
    town.target("db").faults.lies = true;
    await town.apply(watched());
    expect(town.story).toEqual(["admitted a", "starting a", "start_failed a"]);
    town.target("db").faults.lies = false;
    left = [];
    await town.apply(watched());
    expect(held()).toEqual(["alice"]);
    expect(left).toEqual(["6"]);
  });

  it("says why nothing started, though the witness answers again at the end", async () => {
    await town.granted("alice", "a");
    let calls = 0;
    leave = () => ((calls += 1) === 1 ? unreachable() : Promise.resolve("left"));
    expect(await town.apply(watched())).toMatchObject({
      ok: false,
      changes: [],
      problems: [{ code: "WITNESS_UNREACHABLE" }],
    });
    expect(calls).toBe(2);
  });

  it.each([
    { name: "expired, where it was held", late: false, because: "expired" },
    { name: "lapsed, where nothing says that it was", late: true, because: "lapsed" },
  ])(
    "tells of an end that only the witness's clock asks for and that cannot be tried: $name",
    async ({ late, because }) => {
      await town.granted("alice", "a");
      if (late) town.target("db").faults.late = true;
      await town.apply(watched());
      town.target("db").faults.unreachable = true;
      witness.clock = () => (town.now + 120 * 60_000) as typeof town.now;
      await town.apply(watched());
      expect(town.history.sealed.at(-1)?.event).toMatchObject({
        type: "end_failed",
        body: { because, code: "TARGET_UNREACHABLE" },
      });
    },
  );

  it("tells it before it puts right what somebody changed", async () => {
    await town.granted("alice", "a");
    await town.apply(watched());
    for (const [ref, one] of town.target("db").held)
      town.target("db").held.set(ref, { ...one, rights: { role: "rw" } });
    leave = unreachable;
    expect(await town.apply(watched())).toMatchObject({ ok: false, changes: [] });
    expect([...town.target("db").held.values()]).toMatchObject([{ rights: { role: "rw" } }]);
  });

  it("admits and starts nothing while a witness that it needs does not answer at all", async () => {
    await town.granted("alice", "a");
    witness.unreachable = true;
    expect(await town.apply(watched())).toMatchObject({ ok: false, admitted: [], changes: [] });
    expect(town.story).toEqual([]);
    witness.unreachable = false;
    expect(await town.apply(watched())).toMatchObject({ ok: true });
  });

  it("S49 admits and starts nothing where it is shorter than the witness knows it, and goes on ending", async () => {
    await town.granted("alice", "a");
    await town.apply(watched());
    const [history = ""] = [...witness.marks.keys()];
    witness.marks.set(history, { seq: 99, digest: town.view.tip.digest });
    await town.granted("bob", "b");
    town.pass(120);
    expect(await town.apply(watched())).toMatchObject({
      ok: false,
      admitted: [],
      frozen: { code: "LEDGER_BEHIND_WITNESS" },
      changes: [{ action: "end", outcome: "done" }],
    });
    expect(held()).toEqual([]);
    expect(town.story.at(-1)).toBe("activated a");
  });

  it("S66 admits and starts nothing while the witness's clock tells another time, and ends by the later one", async () => {
    await town.granted("alice", "a");
    await town.apply(watched());
    await town.granted("bob", "b");
    witness.clock = () => (town.now + 120 * 60_000) as typeof town.now;
    expect(await town.apply(watched())).toMatchObject({
      ok: false,
      admitted: [],
      problems: [{ code: "CLOCKS_DISAGREE" }],
      changes: [{ action: "end", because: "expired", outcome: "done" }],
    });
    expect(held()).toEqual([]);
    const { event } = town.history.sealed.at(-1)!;
    expect(event).toMatchObject({ type: "ended", at: "2026-11-23T10:00:00.000Z" });
  });
});
