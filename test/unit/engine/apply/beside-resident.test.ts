import { describe, expect, it } from "vitest";
import type { Heartbeat } from "../../../../src/core/ledger/heartbeat.ts";
import { brevetError } from "../../../../src/core/problem/brevet-error.ts";
import { instant } from "../../../../src/core/time/instant.ts";
import { toTimestamp } from "../../../../src/core/time/timestamp.ts";
import { besideResident } from "../../../../src/engine/apply/beside-resident.ts";
import { dutyOf, fullDuty } from "../../../../src/engine/apply/duty.ts";
import type { RunState } from "../../../../src/ports/run-state.ts";
import { morning, Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const clock = { now: (): typeof morning => morning };

/** Where an engine said, so many milliseconds ago, that it lives; null: nobody did. */
function signOfLife(ageMs: number | null): RunState {
  const engine = "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11";
  const at = toTimestamp(instant(morning - (ageMs ?? 0)));
  const heartbeat: Heartbeat = { v: 1, installation: engine, engine, beat: 1, since: at, at, overdue: 0, lost: [] };
  return reading(() => Promise.resolve(ageMs === null ? { id: null, heartbeat: null } : { id: "1", heartbeat }));
}

function reading(read: RunState["read"]): RunState {
  const never = (): never => {
    throw new Error("a run that stands alone says nothing of itself");
  };
  return { read, write: never, clear: never };
}

it("S27 a run for one target leaves starts to whoever serves that target, alone or with all others", async () => {
  const duty = dutyOf({ runner: null, target: "db" });
  for (const [own, all, yields] of [
    [null, null, false],
    [0, null, true],
    [null, 0, true],
    [50_000, 10_000, true],
  ] as const) {
    const ports = { clock, runState: signOfLife(own), above: signOfLife(all) };
    expect((await besideResident(ports, duty, options)).duty.starts).toBe(!yields);
  }
});

it("S27 a run for all targets leaves those to engines that serve them alone, and has the rest of its duty", async () => {
  const signs = { db: signOfLife(40_000), door: signOfLife(40_001), gate: signOfLife(null) };
  const ports = {
    clock,
    runState: signOfLife(null),
    below: () => Promise.resolve(new Map(Object.entries(signs))),
  };
  const { duty, warnings } = await besideResident(ports, fullDuty, options);
  const config = { targets: {} };
  expect(["db", "door", "gate"].filter((target) => duty.serves(target, config))).toEqual(["door", "gate"]);
  expect([duty.admits, duty.starts, duty.hears]).toEqual([true, true, true]);
  expect(warnings.map(({ code, message }) => [code, message.includes("serves db alone")])).toEqual([
    ["RESIDENT_AT_WORK", true],
  ]);
});

it("has its whole duty where it cannot be told who serves a target alone", async () => {
  const down = brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "down" });
  const ports = { clock, below: () => Promise.reject(down) };
  expect(await besideResident(ports, fullDuty, options)).toEqual({ duty: fullDuty, warnings: [] });
});

describe("a run that stands alone", () => {
  it.each<{ name: string; runState?: RunState; yields: boolean }>([
    { name: "has its whole duty where nobody asks", yields: false },
    { name: "has its whole duty where no engine lives", runState: signOfLife(null), yields: false },
    { name: "leaves admitting and starting to one that spoke just now", runState: signOfLife(0), yields: true },
    { name: "and to one that spoke 40 s ago", runState: signOfLife(40_000), yields: true },
    { name: "has its whole duty after 40 s of silence", runState: signOfLife(40_001), yields: false },
    { name: "leaves it to one whose clock is 40 s ahead", runState: signOfLife(-40_000), yields: true },
    { name: "S87 has its whole duty beside a sign from further ahead", runState: signOfLife(-40_001), yields: false },
    {
      name: "has its whole duty where the sign cannot be read",
      runState: reading(() => Promise.reject(brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "down" }))),
      yields: false,
    },
  ])("$name", async ({ runState, yields }) => {
    const ports = runState === undefined ? { clock } : { clock, runState };
    const { duty, warnings } = await besideResident(ports, fullDuty, options);
    expect(duty).toEqual(yields ? { ...fullDuty, admits: false, starts: false } : fullDuty);
    expect(warnings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      yields ? ["warning RESIDENT_AT_WORK"] : [],
    );
  });

  it("keeps to the targets of its posting", async () => {
    const posted = dutyOf({ runner: "inside", target: null });
    const { duty } = await besideResident({ clock, runState: signOfLife(0) }, posted, options);
    expect(duty).toEqual({ ...posted, admits: false, starts: false });
  });

  it("tells in seconds how long ago the other spoke", async () => {
    const { warnings } = await besideResident({ clock, runState: signOfLife(12_400) }, fullDuty, options);
    expect(warnings[0]?.message).toMatch(/\b12\b/);
  });

  it("throws a bug on", async () => {
    const runState = reading(() => Promise.reject(new TypeError("a bug")));
    await expect(besideResident({ clock, runState }, fullDuty, options)).rejects.toThrow("a bug");
  });
});

it("beside a resident engine a run ends what is due, hears orders, and neither admits nor starts", async () => {
  const town = await Town.found();
  const [revoked] = [await town.granted("alice", "a"), await town.granted("bob", "b")];
  await town.apply();
  await town.order("alice", { do: "revoke", match: { request: revoked }, reason: "No longer needed" });
  await town.granted("bob", "c");
  const report = await town.apply({ runState: signOfLife(1000) });
  expect(report).toMatchObject({
    ok: true,
    admitted: [],
    problems: [{ code: "RESIDENT_AT_WORK", severity: "warning" }],
  });
  expect(town.story.slice(-2)).toEqual(["revoke_ordered", "ended a"]);
  town.pass(120);
  await town.apply({ runState: signOfLife(-120 * 60_000) });
  expect(town.target("db").held.size).toBe(0);
});
