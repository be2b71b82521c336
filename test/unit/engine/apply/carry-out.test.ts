import { beforeEach, describe, expect, it } from "vitest";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import type { Change, End } from "../../../../src/core/plan/change.ts";
import { carryOut, type Outcome } from "../../../../src/engine/apply/carry-out.ts";
import { fakeTarget, type FakeTarget } from "../../../fakes/target.ts";
import { active, grant, holding, id, minutes, noon, reader, writer } from "../../core/plan/world.ts";

const inWords = "broken pipe" as unknown as Error;
const options = { signal: new AbortController().signal };
let target: FakeTarget;
beforeEach(() => {
  target = fakeTarget("db", { clock: { now: () => noon }, identity: "7301" });
});

const on = (principal: string): Pick<Grant, "effect"> => ({ effect: { ...grant("x").effect, principal } });

/** What it holds of a grant. */
function held(name: string, more: Parameters<typeof holding>[1] = {}): void {
  target.held.set(name, holding(name, more));
}

function start(name: string, principal = "alice_w"): Change {
  const { id: of, effect, lease } = grant(name, on(principal));
  const { target: where, rights } = effect;
  const assignment = { target: where, principal, rights, ...lease, grants: [of], publicKey: null, obligations: [] };
  return { action: "start", grant: of, because: "admitted", assignment };
}

const end = (name: string, more: Partial<End> = {}): End => ({
  action: "end",
  grant: id(name),
  target: "db",
  holding: holding(name),
  because: "expired",
  verified: null,
  ...more,
});

async function carried(changes: readonly Change[], grants: readonly Grant[] = []): Promise<Outcome[]> {
  const comparable = (account: string): string => account.toLowerCase();
  return carryOut(target, changes, { grants, identity: "7301", comparable, now: noon }, options);
}

const toldOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map((outcome) => `${outcome.change.action} ${outcome.ok ? "done" : outcome.code}`);

describe("carryOut", () => {
  it("gives what is to start, and answers what was given", async () => {
    const [outcome] = await carried([start("a")]);
    expect(outcome).toMatchObject({ ok: true, given: { until: minutes(60) }, sessions: null });
    expect([...target.held.values()]).toMatchObject([{ grant: id("a"), principal: "alice_w", rights: reader }]);
  });

  it("gives what is to start in the place of nothing", async () => {
    const replaced: unknown[] = [];
    const ensure = target.ensure.bind(target);
    target.ensure = (of, assignment, replaces, asked) => {
      replaced.push(replaces);
      return ensure(of, assignment, replaces, asked);
    };
    await carried([start("a")]);
    expect(replaced).toEqual([null]);
  });

  it("moves what is to be adjusted, in place", async () => {
    held("a");
    const begun = start("a") as Extract<Change, { action: "start" }>;
    const assignment = { ...begun.assignment, until: minutes(90) };
    const change: Change = {
      action: "adjust",
      grant: id("a"),
      assignment,
      holding: holding("a"),
      until: minutes(90),
      because: "extended",
    };
    expect(await carried([change])).toMatchObject([
      { ok: true, given: { ref: "a", until: minutes(90) }, sessions: null },
    ]);
    expect(target.changes).toEqual(["ensure a"]);
  });

  it("ends what is held, then its sessions, and answers how many", async () => {
    held("a");
    target.sessions.set("a", 2);
    expect(await carried([end("a")])).toMatchObject([
      { ok: true, given: null, sessions: { ended: 2, supported: true } },
    ]);
    expect(target.changes).toEqual(["end a", "endSessions a"]);
  });

  it("ends before it adjusts, and adjusts before it starts", async () => {
    held("a");
    held("b", { principal: "bob_w" });
    const { assignment } = start("b", "bob_w") as Extract<Change, { action: "start" }>;
    const adjust: Change = {
      action: "adjust",
      grant: id("b"),
      assignment,
      holding: holding("b"),
      until: minutes(60),
      because: "altered",
    };
    expect(toldOf(await carried([start("c", "carol_w"), adjust, end("a")]))).toEqual([
      "end done",
      "adjust done",
      "start done",
    ]);
  });

  it("touches nothing for what is over already", async () => {
    const over = end("a", { holding: null, verified: "seen_gone" });
    expect(await carried([over, start("b")])).toMatchObject([{ ok: true, given: null, sessions: null }, { ok: true }]);
    expect(target.changes).toHaveLength(1);
  });

  it("believes what is over already though the target shows it, or nothing at all", async () => {
    held("a");
    const over = end("a", { verified: "still_shared" });
    expect(toldOf(await carried([over]))).toEqual(["end done"]);
    expect(target.changes).toEqual([]);
  });

  it("ends everything that it shows of a grant, and what the plan knew beside", async () => {
    held("a");
    held("a2", { grant: id("a") });
    held("by hand", { grant: null });
    await carried([end("a", { holding: holding("known") })]);
    expect(target.changes).toEqual([
      "end a",
      "endSessions a",
      "end a2",
      "endSessions a2",
      "end known",
      "endSessions known",
    ]);
  });

  it("looks for what a start without an answer left", async () => {
    held("a");
    expect(toldOf(await carried([end("a", { holding: null })]))).toEqual(["end done"]);
    expect(target.changes).toEqual(["end a", "endSessions a"]);
    target.changes.length = 0;
    expect(toldOf(await carried([end("b", { holding: null })]))).toEqual(["end done"]);
    expect(target.changes).toEqual([]);
  });

  it("ends of what no grant explains that alone", async () => {
    held("by hand", { grant: null });
    held("x", { grant: null });
    await carried([end("x", { grant: null, holding: holding("x", { grant: null }) })]);
    expect([...target.held.keys()]).toEqual(["by hand"]);
  });

  it("S07 does not believe an end that is still seen, nor a start that is not", async () => {
    held("a");
    target.faults.lies = true;
    const [over, begun] = await carried([end("a"), start("b", "bob_w")]);
    expect(over).toMatchObject({ ok: false, code: "STILL_HELD", message: "a is still there after it was ended." });
    expect(begun).toMatchObject({ ok: false, code: "NOT_SEEN" });
    expect((begun as { message: string }).message).toContain("does not show");
  });

  it.each([
    { because: "altered", told: "adjust NOT_SEEN" },
    { because: "extended", told: "adjust done" },
  ] as const)("of what was $because it asks whether the rights are as meant: $told", async ({ because, told }) => {
    held("a", { rights: writer });
    target.faults.lies = true;
    const { assignment } = start("a") as Extract<Change, { action: "start" }>;
    const own = holding("a", { rights: writer });
    const adjust: Change = { action: "adjust", grant: id("a"), assignment, holding: own, until: minutes(60), because };
    expect(toldOf(await carried([adjust]))).toEqual([told]);
  });

  it("nor an end that left something else of the grant", async () => {
    held("a");
    held("a2", { grant: id("a") });
    target.faults.lies = true;
    expect(toldOf(await carried([end("a", { holding: null })]))).toEqual(["end STILL_HELD"]);
  });

  it("takes the same name with other rights for something else", async () => {
    held("a", { rights: writer, grant: null });
    target.faults.lies = true;
    expect(toldOf(await carried([end("a")]))).toEqual(["end done"]);
  });

  it("S76 finds what is still there by its name where its marker was stripped", async () => {
    held("a", { grant: null });
    target.faults.lies = true;
    expect(toldOf(await carried([end("a")]))).toEqual(["end STILL_HELD"]);
  });

  it("takes another's for nothing that was to end", async () => {
    held("b", { grant: id("b") });
    target.faults.lies = true;
    expect(toldOf(await carried([end("a", { holding: null })]))).toEqual(["end done"]);
    held("y", { grant: null });
    expect(toldOf(await carried([end("x", { grant: null, holding: holding("x", { grant: null }) })]))).toEqual([
      "end done",
    ]);
  });

  it("changes nothing on a target that is another than was pinned", async () => {
    target.faults.identity = "9999";
    const [outcome] = await carried([start("a")]);
    expect(outcome).toMatchObject({
      ok: false,
      code: "TARGET_MISMATCH",
      message: "It shows 9999, and 7301 is pinned.",
    });
    expect(target.changes).toEqual([]);
  });

  it("changes nothing on a target that cannot be seen", async () => {
    target.faults.unreachable = true;
    const [outcome] = await carried([start("a")]);
    expect(outcome).toMatchObject({
      ok: false,
      code: "TARGET_UNREACHABLE",
      message: expect.stringContaining("down") as string,
    });
  });

  it("calls nothing done that it could not see afterwards", async () => {
    held("a");
    let looks = 0;
    const observe = target.observe.bind(target);
    target.observe = (scope, asked) => {
      looks += 1;
      if (looks > 1) target.faults.unreachable = true;
      return observe(scope, asked);
    };
    expect(toldOf(await carried([end("a", { verified: "seen_gone" }), end("a"), start("b")]))).toEqual([
      "end done",
      "end TARGET_UNREACHABLE",
      "start TARGET_UNREACHABLE",
    ]);
  });

  it("one that fails stops no other, and tells its code", async () => {
    held("a");
    expect(toldOf(await carried([start("b", "no such name!"), end("a"), start("c")]))).toEqual([
      "end done",
      "start TARGET_ACCOUNT_UNFIT",
      "start done",
    ]);
  });

  it.each([
    { thrown: new Error("broken pipe"), message: "broken pipe" },
    { thrown: inWords, message: "broken pipe" },
  ])("tells of a failure without a code as the target's", async ({ thrown, message }) => {
    target.ensure = () => Promise.reject(thrown);
    expect(await carried([start("a")])).toMatchObject([{ ok: false, code: "TARGET_FAILED", message }]);
  });

  describe("on a target that takes three at a time", () => {
    const names = ["a", "b", "c", "d"];
    beforeEach(() => {
      target.atOnce = 3;
    });

    it("has so many ends under way, and begins the next one when one is done", async () => {
      const underWay = new Set<string>();
      let most = 0;
      const take = target.end.bind(target);
      target.end = async (what, asked) => {
        underWay.add(what.ref);
        most = Math.max(most, underWay.size);
        await new Promise((resolve) => setImmediate(resolve));
        await take(what, asked);
        underWay.delete(what.ref);
      };
      for (const name of names) held(name);
      expect(toldOf(await carried(names.map((name) => end(name))))).toEqual(names.map(() => "end done"));
      expect(most).toBe(3);
      expect(target.held.size).toBe(0);
    });

    it("begins no start before every end was tried, the last and the failed one too", async () => {
      for (const name of names) held(name);
      const take = target.end.bind(target);
      target.end = async (what, asked) => {
        if (what.ref === "d")
          for (let turns = 0; turns < 5; turns += 1) await new Promise((done) => setImmediate(done));
        if (what.ref === "b") throw new Error("broken pipe");
        await take(what, asked);
      };
      const told = toldOf(await carried([start("e"), ...names.map((name) => end(name))]));
      expect(told).toEqual(["end done", "end TARGET_FAILED", "end done", "end done", "start done"]);
      expect(target.changes.at(-1)).toMatch(/^ensure /);
      expect(target.changes).toContain("end d");
    });

    it("ends one holding for several grants one after the other", async () => {
      held("shared");
      const shared = holding("shared");
      await carried(names.map((name) => end(name, { holding: shared })));
      expect(target.changes).toEqual(names.flatMap(() => ["end shared", "endSessions shared"]));
    });
  });

  it("goes no further once it was told to stop", async () => {
    const stopping = new AbortController();
    held("a");
    const take = target.end.bind(target);
    target.end = async (what, asked) => {
      await take(what, asked);
      stopping.abort(new Error("enough"));
    };
    const reached: string[] = [];
    const deaf: FakeTarget = {
      ...target,
      observe: (scope) => target.observe(scope, options),
      ensure: (of, ...rest) => {
        reached.push(of);
        return target.ensure(of, ...rest);
      },
    };
    const about = { grants: [], identity: "7301", comparable: (name: string) => name, now: noon };
    const both = [end("a", { holding: holding("a") }), start("b", "bob_w")];
    await expect(carryOut(deaf, both, about, { signal: stopping.signal })).rejects.toThrow("enough");
    expect(reached).toEqual([]);
  });

  it("tells the target what was just given, so that it can be looked for", async () => {
    const scopes: unknown[] = [];
    const observe = target.observe.bind(target);
    target.observe = (scope, asked) => {
      scopes.push(scope.recorded.map(({ grant: of }) => of));
      return observe(scope, asked);
    };
    held("a");
    await carried([start("b", "bob_w"), start("c", "not fit!"), end("a")], [active("a")]);
    expect(scopes).toEqual([[id("a")], [id("a"), id("b")]]);
  });
});

describe("S38 a look that hides what was to stay", () => {
  const names = ["b", "c", "d", "e", "f"];
  const stay = names.map((name) => active(name, on(`${name}_w`)));

  it("says nothing of what is gone", async () => {
    held("a");
    for (const name of names) held(name, { principal: `${name}_w` });
    target.faults.hidden = names;
    const [outcome] = await carried([end("a")], [active("a"), ...stay]);
    expect(outcome).toMatchObject({
      ok: false,
      code: "TARGET_SUSPECT",
      message: expect.stringContaining("db") as string,
    });
  });

  it("says nothing of it either where that was only to be moved", async () => {
    held("a");
    for (const name of names) held(name, { principal: `${name}_w` });
    target.faults.hidden = names;
    const moved = names.map((name): Change => {
      const { assignment } = start(name, `${name}_w`) as Extract<Change, { action: "start" }>;
      const own = holding(name, { principal: `${name}_w` });
      return {
        action: "adjust",
        grant: id(name),
        assignment,
        holding: own,
        until: assignment.until,
        because: "altered",
      };
    });
    const [over, ...others] = toldOf(await carried([end("a"), ...moved], [active("a"), ...stay]));
    expect(over).toBe("end TARGET_SUSPECT");
    expect(new Set(others)).toEqual(new Set(["adjust NOT_SEEN"]));
  });

  it("is believed where that was to go too", async () => {
    held("a");
    for (const name of names) held(name, { principal: `${name}_w` });
    const all = ["a", ...names].map((name) => end(name, { holding: null }));
    expect(new Set(toldOf(await carried(all, [active("a"), ...stay])))).toEqual(new Set(["end done"]));
  });

  it("is believed where everything else is there, or has ended", async () => {
    held("a");
    const ended = stay.map((each) => ({
      ...each,
      state: "ended" as const,
      ended: { at: noon, because: "expired" as const },
    }));
    expect(toldOf(await carried([end("a")], [active("a"), ...ended]))).toEqual(["end done"]);
    held("a");
    for (const name of names) held(name, { principal: `${name.toUpperCase()}_W` });
    expect(toldOf(await carried([end("a")], [active("a"), ...stay]))).toEqual(["end done"]);
  });
});
