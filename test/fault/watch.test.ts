import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { brevetError } from "../../src/core/problem/brevet-error.ts";
import type { ApplyPorts } from "../../src/engine/engine-ports.ts";
import { MovingTime, reside, sharedRunState } from "../fakes/residence.ts";
import type { RunState } from "../../src/ports/run-state.ts";
import type { Faults } from "../fakes/target.ts";
import { requestText, Town, type Resident } from "../fakes/town.ts";

const options = { signal: new AbortController().signal };
const onDoor = "payments/office/2026-11-23-alice";
const onDb = "payments/ledger-db/2026-11-23-alice";
const bobs = "payments/office/2026-11-23-bob";
const begun = ["admitted", "starting", "activated"];
const lives = [...begun, "ended"];

let town: Town;
let time: MovingTime;
let faults: Faults;
/** Deadlines of targets and of fetches: milliseconds. */
const deadlines = [5000, 20_000, 30_000, 60_000];
beforeEach(async () => {
  town = await Town.found();
  time = new MovingTime(town);
  faults = town.target("door").faults;
  // A deadline of a minute is a deadline of some hundredths of a second here: nobody waits for what hangs.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) =>
    timeout(deadlines.includes(ms) ? Math.ceil(ms / 150) : ms),
  );
});
afterEach(() => vi.restoreAllMocks());

/** Asks and merges. duration: as requests say it. */
async function give(who: Resident, id: string, duration: string): Promise<void> {
  await town.granted(who, id, { text: requestText(who).replace("2h", duration) });
}

/** One grant on each target, of 20 seconds. */
async function askBoth(): Promise<void> {
  await give("alice", onDoor, "20s");
  await give("alice", onDb, "20s");
}

/** What a target holds is that many. */
const holds = (target: "db" | "door", count: number) => () => town.target(target).held.size === count;
const holdBoth = (): boolean => holds("door", 1)() && holds("db", 1)();
const holdNone = (): boolean => holds("door", 0)() && holds("db", 0)();

/** The types of the events of one request. */
function story(id: string): string[] {
  return town.history.sealed.flatMap(({ event }) => (event.grant === id ? [event.type] : []));
}

/** When the lease of a grant ends. */
function endOf(id: string): number {
  return town.view.state.grants[id]?.lease.until ?? Number.NaN;
}

/** Takes every fault back. */
function mend(): void {
  for (const fault of Object.keys(faults)) Reflect.deleteProperty(faults, fault);
}

describe("S32 a target, to a resident engine,", () => {
  it.each<{ name: string; fault: Faults; code: string }>([
    { name: "that is down", fault: { unreachable: true }, code: "TARGET_UNREACHABLE" },
    { name: "that hangs", fault: { hang: true }, code: "TARGET_UNREACHABLE" },
    { name: "that is another one than was pinned", fault: { identity: "id-of-another" }, code: "TARGET_MISMATCH" },
  ])("$name delays no other, and gets its ends as soon as it is back", async ({ fault, code }) => {
    await askBoth();
    await using engine = reside(town, time);
    await time.until(holdBoth);
    Object.assign(faults, fault);
    const due = endOf(onDb);
    await time.until(holds("db", 0), 3);
    expect(town.now - due).toBeLessThanOrEqual(250);
    await time.pass(0.3);
    expect(holds("door", 1)()).toBe(true);
    expect(engine.news).toContainEqual(
      expect.objectContaining({ kind: "target", target: "door", answers: false, code }),
    );

    mend();
    const back = town.now;
    await time.until(holds("door", 0));
    expect(town.now - back).toBeLessThanOrEqual(1500);
    await time.pass(0.1);
    await engine.stop();
    expect(story(onDoor)).toEqual([...begun, "end_failed", "ended"]);
    expect(story(onDb)).toEqual(lives);
  });

  it("that says done and does nothing is tried again, at most a minute later", async () => {
    await askBoth();
    await using engine = reside(town, time);
    await time.until(holdBoth);
    faults.lies = true;
    await time.until(holds("db", 0), 3);
    await time.pass(1);
    mend();
    const back = town.now;
    await time.until(holds("door", 0), 2);
    expect(town.now - back).toBeLessThanOrEqual(61_000);
    await engine.stop();
    expect(story(onDoor)).toContain("end_failed");
  });

  it("that is down when a lease begins gets it as soon as it is back", async () => {
    faults.unreachable = true;
    await using engine = reside(town, time);
    await give("alice", onDoor, "1h");
    await time.pass(0.5);
    mend();
    const back = town.now;
    await time.until(holds("door", 1));
    expect(town.now - back).toBeLessThanOrEqual(2500);
    await engine.stop();
    expect(story(onDoor).filter((type) => type === "activated")).toHaveLength(1);
  });
});

/** Nothing can be recorded while it is broken. */
function recordingFails(cause: Error): (isBroken: () => boolean) => Partial<ApplyPorts> {
  return (isBroken) => {
    const { ledger } = town.ports();
    return {
      ledger: { ...ledger, append: (...args) => (isBroken() ? Promise.reject(cause) : ledger.append(...args)) },
    };
  };
}

describe("S54 whatever befalls the outside, a resident engine ends on time, and records it once afterwards,", () => {
  const remote = { remote: "origin", said: "the host is down" };
  it.each<{ name: string; over: (isBroken: () => boolean) => Partial<ApplyPorts> }>([
    {
      name: "while every push is refused",
      over: recordingFails(brevetError("GIT_PUSH_REFUSED", { remote: "origin", branch: "ledger/1", said: "no" })),
    },
    {
      name: "while the remote cannot be reached",
      over: (isBroken) => {
        const { git } = town.ports();
        const failed = brevetError("GIT_REMOTE_FAILED", remote);
        return { git: { ...git, fetch: (...args) => (isBroken() ? Promise.reject(failed) : git.fetch(...args)) } };
      },
    },
    {
      name: "while the remote never answers",
      over: (isBroken) => {
        const { git } = town.ports();
        const hang = (signal: AbortSignal): Promise<never> =>
          new Promise((_, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
          });
        return { git: { ...git, fetch: (refs, at) => (isBroken() ? hang(at.signal) : git.fetch(refs, at)) } };
      },
    },
    {
      name: "while the disk takes nothing more",
      over: recordingFails(brevetError("GIT_FAILED", { command: "fast-import", said: "No space left on device" })),
    },
    {
      name: "while git itself breaks",
      over: (isBroken) => {
        const { git } = town.ports();
        const head: typeof git.head = (...args) =>
          isBroken() ? Promise.reject(new TypeError("a bug")) : git.head(...args);
        return { git: { ...git, head } };
      },
    },
  ])("$name", async ({ over }) => {
    await askBoth();
    let isBroken = false;
    await using engine = reside(town, time, { over: over(() => isBroken) });
    await time.until(holdBoth);
    await time.pass(0.1);
    isBroken = true;
    const due = Math.max(endOf(onDoor), endOf(onDb));
    await time.until(holdNone, 3);
    expect(town.now - due).toBeLessThanOrEqual(250);
    await time.pass(0.2);
    expect(story(onDoor)).toEqual(begun);
    expect(engine.news.some(({ kind }) => kind === "trouble")).toBe(true);

    isBroken = false;
    await time.pass(0.6);
    await engine.stop();
    expect(story(onDoor)).toEqual(lives);
    expect(story(onDb)).toEqual(lives);
    expect(engine.news.filter(({ kind }) => kind === "trouble").at(-1)).toMatchObject({ problems: [] });
    expect(await town.ports().ledger.verify(options)).toMatchObject({ ok: true });
  });

  it("while main holds a brevet.yaml that nobody can read", async () => {
    await askBoth();
    await using engine = reside(town, time);
    await time.until(holdBoth);
    town.world.repository.commit({ files: { "brevet.yaml": "targets: [" } });
    const due = Math.max(endOf(onDoor), endOf(onDb));
    await time.until(holdNone, 3);
    expect(town.now - due).toBeLessThanOrEqual(250);
    await time.pass(0.1);
    await engine.stop();
    expect(story(onDoor)).toEqual(lives);
  });
});

it("S54 a resident engine that is told to stop ends what is due and records it", async () => {
  await askBoth();
  await using engine = reside(town, time);
  await time.until(holdBoth);
  await time.pass(0.1);
  town.pass(1);
  await engine.stop();
  expect(holdNone()).toBe(true);
  expect(story(onDoor)).toEqual(lives);
  expect(story(onDb)).toEqual(lives);
  expect(engine.stand()).toMatchObject({ unrecorded: 0, unready: [], helm: false });
});

describe("S27 residents of one ledger", () => {
  it("side by side give each grant once, and end it once", async () => {
    const runState = sharedRunState();
    await using one = reside(town, time, { runState, installation: "one", engine: "1" });
    await using two = reside(town, time, { runState, installation: "two", engine: "2" });
    await askBoth();
    await time.until(holdBoth);
    await time.until(holdNone, 3);
    await time.pass(0.1);
    await one.stop();
    await two.stop();
    expect(story(onDoor)).toEqual(lives);
    expect(story(onDb)).toEqual(lives);
    const held = [one, two].map(({ news }) => news.filter((each) => each.kind === "helm" && each.held).length);
    expect(held.reduce((a, b) => a + b)).toBe(1);
    expect(await town.ports().ledger.verify(options)).toMatchObject({ ok: true });
  });

  it("take over from one that was killed: ends on time, starts within a minute", async () => {
    const runState = sharedRunState();
    await using one = reside(town, time, { runState, installation: "one", engine: "1" });
    await askBoth();
    await time.until(holdBoth);
    await using two = reside(town, time, { runState, installation: "two", engine: "2" });
    await time.pass(0.2);
    await one.kill();
    await give("bob", bobs, "1h");
    const [killed, due] = [town.now, endOf(onDb)];
    await time.until(holds("db", 0), 3);
    expect(town.now - due).toBeLessThanOrEqual(250);
    await time.until(() => [...town.target("door").held.values()].some(({ principal }) => principal === "bob"), 2);
    expect(town.now - killed).toBeLessThanOrEqual(60_000);
    await time.pass(0.1);
    await two.stop();
    expect(story(onDoor)).toEqual(lives);
    expect(story(bobs)).toEqual(begun);
  });

  it("that begin again where one was killed go on at once", async () => {
    const runState = sharedRunState();
    await using one = reside(town, time, { runState, installation: "one", engine: "1" });
    await time.pass(0.1);
    await one.kill();
    await using _ = reside(town, time, { runState, installation: "one", engine: "2" });
    await askBoth();
    const asked = town.now;
    await time.until(holdBoth);
    expect(town.now - asked).toBeLessThanOrEqual(1500);
  });

  it("S87 are not held off by a sign of life that somebody puts there again", async () => {
    const real = sharedRunState();
    await using one = reside(town, time, { runState: real, installation: "one", engine: "1" });
    await time.pass(0.5);
    const old = await real.read(options);
    await one.kill();
    await using two = reside(town, time, {
      runState: {
        ...real,
        read: () => Promise.resolve({ ...old, id: `${old.id ?? ""}${town.now}` }),
        write: (_, said, at) => real.write(old.id, said, at),
      },
      installation: "two",
      engine: "2",
    });
    await time.until(() => two.news.some((each) => each.kind === "helm" && each.held), 2);
    expect(two.news.some((each) => each.kind === "helm" && each.held)).toBe(true);
  });
});

describe("S27 residents that serve one target alone", () => {
  const posting = { runner: null, target: "door" };
  const helms = ({ news }: ReturnType<typeof reside>): boolean[] =>
    news.flatMap((each) => (each.kind === "helm" ? [each.held] : []));
  const starts = (): number => town.target("door").changes.filter((change) => change.startsWith("ensure")).length;

  it("give each grant of it once, and one of them takes over from the other", async () => {
    const [runState, above] = [sharedRunState(), sharedRunState()];
    const how = { posting, runState, above };
    await using one = reside(town, time, { ...how, installation: "one", engine: "1" });
    await time.pass(0.02);
    await using two = reside(town, time, { ...how, installation: "two", engine: "2" });
    await give("alice", onDoor, "1h");
    await time.until(holds("door", 1));
    await time.pass(0.5);
    expect([starts(), helms(one), helms(two)]).toEqual([1, [true], [false]]);
    expect((await above.read(options)).heartbeat).toBeNull();
    await one.kill();
    await give("bob", bobs, "1h");
    await time.until(holds("door", 2), 2);
    expect([starts(), helms(two)]).toEqual([2, [false, true]]);
    expect(story(bobs)).toEqual(begun);
  });

  it("stand by while one that serves all is at work, and say so", async () => {
    const [runState, above] = [sharedRunState(), sharedRunState()];
    await using alone = reside(town, time, { posting, runState, above, installation: "one", engine: "1" });
    await time.pass(0.02);
    expect(helms(alone)).toEqual([true]);
    const below = (): Promise<ReadonlyMap<string, RunState>> => Promise.resolve(new Map([["door", runState]]));
    await using whole = reside(town, time, { runState: above, below, installation: "two", engine: "2" });
    await askBoth();
    await time.until(holdBoth);
    expect([helms(alone), helms(whole)]).toEqual([[true], [true]]);
    expect(story(onDoor)).toEqual(begun);
    expect(starts()).toBe(1);
    await time.until(holdNone, 3);
    await time.pass(0.5);
    expect(helms(alone)).toEqual([true, false]);
    expect((await runState.read(options)).heartbeat).toBeNull();
    await give("bob", bobs, "1h");
    await time.until(holds("door", 1));
    expect(starts()).toBe(2);
    expect(helms(whole)).toEqual([true]);
  });
});

it("S27 a run that stands alone leaves starts to the resident beside it, and ends all the same", async () => {
  const runState = sharedRunState();
  await using one = reside(town, time, { runState, installation: "one", engine: "1" });
  await askBoth();
  await time.until(holdBoth);
  await one.kill();
  await give("bob", bobs, "1h");
  expect(await town.apply({ runState })).toMatchObject({
    ok: true,
    admitted: [],
    problems: [{ code: "RESIDENT_AT_WORK", severity: "warning" }],
  });
  expect(holds("door", 1)()).toBe(true);
  town.pass(2);
  expect(await town.apply({ runState })).toMatchObject({ ok: true, admitted: [bobs], problems: [] });
  expect(story(onDoor)).toEqual(lives);
});
