import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { brevetError } from "../../src/core/problem/brevet-error.ts";
import type { ApplyPorts } from "../../src/engine/engine-ports.ts";
import { Company, today } from "../fakes/company.ts";
import { MovingTime, reside, sharedRunState } from "../fakes/residence.ts";
import type { Faults } from "../fakes/target.ts";

const options = { signal: new AbortController().signal };
const onDoor = `payments/reports/${today}-alice`;
const onVault = `payments/secrets/${today}-alice`;
const bobs = `payments/reports/${today}-bob`;
const begun = ["admitted", "starting", "activated"];
const lives = [...begun, "ended"];

let company: Company;
let time: MovingTime;
let faults: Faults;
/** Deadlines of targets: milliseconds. */
const ofTargets = [5000, 20_000, 60_000];
const ofFetches = 30_000;
let scaled: Set<number>;
beforeEach(async () => {
  company = await Company.found();
  time = new MovingTime(company);
  faults = company.targets.get("door")?.faults ?? {};
  scaled = new Set(ofTargets);
  // A deadline of a minute is a deadline of some hundredths of a second here: nobody waits for what hangs.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(scaled.has(ms) ? Math.ceil(ms / 150) : ms));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await company[Symbol.asyncDispose]();
});

/** One grant on the door, and one on the vault, of 20 seconds each. */
async function askBoth(): Promise<void> {
  await company.ask("alice", onDoor, { role: "view", duration: "20s" });
  company.merge(onDoor);
  const more = `public_key: ${company.keys.alice.publicKey}\n`;
  await company.ask("alice", onVault, { role: "read", duration: "20s", more });
  company.merge(onVault);
}

const holds = (target: string, count: number) => () => company.holds(target).length === count;
const holdBoth = (): boolean => holds("door", 1)() && holds("vault", 1)();

/** When the lease of a grant ends. */
async function endOf(id: string): Promise<number> {
  return (await company.view()).state.grants[id]?.lease.until ?? Number.NaN;
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
    await using engine = reside(company, time);
    await time.until(holdBoth);
    Object.assign(faults, fault);
    const due = await endOf(onVault);
    await time.until(holds("vault", 0), 3);
    expect(company.now - due).toBeLessThanOrEqual(250);
    await time.pass(0.3);
    expect(company.holds("door")).toHaveLength(1);
    expect(engine.news).toContainEqual(
      expect.objectContaining({ kind: "target", target: "door", answers: false, code }),
    );

    mend();
    const back = company.now;
    await time.until(holds("door", 0));
    expect(company.now - back).toBeLessThanOrEqual(1500);
    await time.pass(0.1);
    await engine.stop();
    expect(await company.story(onDoor)).toEqual([...begun, "end_failed", "ended"]);
    expect(await company.story(onVault)).toEqual(lives);
  });

  it("that says done and does nothing is tried again, at most a minute later", async () => {
    await askBoth();
    await using engine = reside(company, time);
    await time.until(holdBoth);
    faults.lies = true;
    await time.until(holds("vault", 0), 3);
    await time.pass(1);
    mend();
    const back = company.now;
    await time.until(holds("door", 0), 2);
    expect(company.now - back).toBeLessThanOrEqual(61_000);
    await engine.stop();
    expect(await company.story(onDoor)).toContain("end_failed");
  });

  it("that is down when a lease begins gets it as soon as it is back", async () => {
    faults.unreachable = true;
    await using engine = reside(company, time);
    await company.ask("alice", onDoor, { role: "view", duration: "1h" });
    company.merge(onDoor);
    await time.pass(0.5);
    mend();
    const back = company.now;
    await time.until(holds("door", 1));
    expect(company.now - back).toBeLessThanOrEqual(2500);
    await engine.stop();
    expect((await company.story(onDoor)).filter((type) => type === "activated")).toHaveLength(1);
  });
});

describe("S54 whatever befalls the outside, a resident engine ends on time, and records it once afterwards,", () => {
  const remote = { remote: "origin", said: "the host is down" };
  it.each<{ name: string; over: (isBroken: () => boolean) => Partial<ApplyPorts> }>([
    {
      name: "while every push is refused",
      over: (isBroken) => {
        const ledger = company.ledger();
        const refused = brevetError("GIT_PUSH_REFUSED", { remote: "origin", branch: "ledger/1", said: "no" });
        return {
          ledger: { ...ledger, append: (...args) => (isBroken() ? Promise.reject(refused) : ledger.append(...args)) },
        };
      },
    },
    {
      name: "while the remote cannot be reached",
      over: (isBroken) => {
        const { git } = company.ports();
        const failed = brevetError("GIT_REMOTE_FAILED", remote);
        return { git: { ...git, fetch: (...args) => (isBroken() ? Promise.reject(failed) : git.fetch(...args)) } };
      },
    },
    {
      name: "while the remote never answers",
      over: (isBroken) => {
        const { git } = company.ports();
        const hang = (signal: AbortSignal): Promise<never> =>
          new Promise((_, reject) => {
            scaled.add(ofFetches);
            signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
          });
        return { git: { ...git, fetch: (refs, at) => (isBroken() ? hang(at.signal) : git.fetch(refs, at)) } };
      },
    },
    {
      name: "while the disk takes nothing more",
      over: (isBroken) => {
        const { git } = company.ports();
        const full = brevetError("GIT_FAILED", { command: "fast-import", said: "No space left on device" });
        return {
          git: { ...git, importCommits: (...args) => (isBroken() ? Promise.reject(full) : git.importCommits(...args)) },
        };
      },
    },
    {
      name: "while git itself breaks",
      over: (isBroken) => {
        const { git } = company.ports();
        const head: typeof git.head = (...args) =>
          isBroken() ? Promise.reject(new TypeError("a bug")) : git.head(...args);
        return { git: { ...git, head } };
      },
    },
  ])("$name", async ({ over }) => {
    await askBoth();
    let isBroken = false;
    await using engine = reside(company, time, { over: over(() => isBroken) });
    await time.until(holdBoth);
    await time.pass(0.1);
    isBroken = true;
    const due = Math.max(await endOf(onDoor), await endOf(onVault));
    await time.until(() => holds("door", 0)() && holds("vault", 0)(), 3);
    expect(company.now - due).toBeLessThanOrEqual(250);
    await time.pass(0.2);
    expect(await company.story(onDoor)).toEqual(begun);
    expect(engine.news.some(({ kind }) => kind === "trouble")).toBe(true);

    isBroken = false;
    scaled.delete(ofFetches);
    await time.pass(0.6);
    await engine.stop();
    expect(await company.story(onDoor)).toEqual(lives);
    expect(await company.story(onVault)).toEqual(lives);
    expect(engine.news.filter(({ kind }) => kind === "trouble").at(-1)).toMatchObject({ problems: [] });
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  });

  it("while main holds a brevet.yaml that nobody can read", async () => {
    await askBoth();
    await using engine = reside(company, time);
    await time.until(holdBoth);
    company.push({ "brevet.yaml": "targets: [" });
    const due = Math.max(await endOf(onDoor), await endOf(onVault));
    await time.until(() => holds("door", 0)() && holds("vault", 0)(), 3);
    expect(company.now - due).toBeLessThanOrEqual(250);
    await time.pass(0.1);
    await engine.stop();
    expect(await company.story(onDoor)).toEqual(lives);
  });
});

it("S54 a resident engine that is told to stop ends what is due and records it", async () => {
  await askBoth();
  await using engine = reside(company, time);
  await time.until(holdBoth);
  await time.pass(0.1);
  company.pass(1);
  await engine.stop();
  expect([company.holds("door"), company.holds("vault")]).toEqual([[], []]);
  expect(await company.story(onDoor)).toEqual(lives);
  expect(await company.story(onVault)).toEqual(lives);
  expect(engine.stand()).toMatchObject({ unrecorded: 0, unready: [], helm: false });
});

describe("S27 residents of one ledger", () => {
  it("side by side give each grant once, and end it once", async () => {
    const runState = sharedRunState();
    await using one = reside(company, time, { runState, installation: "one", engine: "1" });
    await using two = reside(company, time, { runState, installation: "two", engine: "2" });
    await askBoth();
    await time.until(holdBoth);
    await time.until(() => holds("door", 0)() && holds("vault", 0)(), 3);
    await time.pass(0.1);
    await one.stop();
    await two.stop();
    expect(await company.story(onDoor)).toEqual(lives);
    expect(await company.story(onVault)).toEqual(lives);
    const held = [one, two].map(({ news }) => news.filter((each) => each.kind === "helm" && each.held).length);
    expect(held.reduce((a, b) => a + b)).toBe(1);
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  });

  it("take over from one that was killed: ends on time, starts within a minute", async () => {
    const runState = sharedRunState();
    await using one = reside(company, time, { runState, installation: "one", engine: "1" });
    await askBoth();
    await time.until(holdBoth);
    await using two = reside(company, time, { runState, installation: "two", engine: "2" });
    await time.pass(0.2);
    await one.kill();
    await company.ask("bob", bobs, { role: "view", duration: "1h" });
    company.merge(bobs);
    const [killed, due] = [company.now, await endOf(onVault)];
    await time.until(holds("vault", 0), 3);
    expect(company.now - due).toBeLessThanOrEqual(250);
    await time.until(() => company.holds("door").some((held) => held.startsWith("bob")), 2);
    expect(company.now - killed).toBeLessThanOrEqual(60_000);
    await time.pass(0.1);
    await two.stop();
    expect(await company.story(onDoor)).toEqual(lives);
    expect(await company.story(bobs)).toEqual(begun);
  });

  it("that begin again where one was killed go on at once", async () => {
    const runState = sharedRunState();
    await using one = reside(company, time, { runState, installation: "one", engine: "1" });
    await time.pass(0.1);
    await one.kill();
    await using _ = reside(company, time, { runState, installation: "one", engine: "2" });
    await askBoth();
    const asked = company.now;
    await time.until(holdBoth);
    expect(company.now - asked).toBeLessThanOrEqual(1500);
  });

  it("S87 are not held off by a sign of life that somebody puts there again", async () => {
    const real = sharedRunState();
    await using one = reside(company, time, { runState: real, installation: "one", engine: "1" });
    await time.pass(0.5);
    const old = await real.read(options);
    await one.kill();
    await using two = reside(company, time, {
      runState: {
        ...real,
        read: () => Promise.resolve({ ...old, id: `${old.id ?? ""}${company.now}` }),
        write: (_, said, at) => real.write(old.id, said, at),
      },
      installation: "two",
      engine: "2",
    });
    await time.until(() => two.news.some((each) => each.kind === "helm" && each.held), 2);
    expect(two.news.some((each) => each.kind === "helm" && each.held)).toBe(true);
  });
});

it("S27 a run that stands alone leaves starts to the resident beside it, and ends all the same", async () => {
  const runState = sharedRunState();
  await using one = reside(company, time, { runState, installation: "one", engine: "1" });
  await askBoth();
  await time.until(holdBoth);
  await one.kill();
  await company.ask("bob", bobs, { role: "view", duration: "1h" });
  company.merge(bobs);
  expect(await company.apply({ runState })).toMatchObject({
    ok: true,
    admitted: [],
    problems: [{ code: "RESIDENT_AT_WORK", severity: "warning" }],
  });
  expect(company.holds("door")).toHaveLength(1);
  company.pass(2);
  expect(await company.apply({ runState })).toMatchObject({ ok: true, admitted: [bobs], problems: [] });
  expect(await company.story(onDoor)).toEqual(lives);
});
