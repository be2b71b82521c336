import { setTimeout as wait } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import type { Config } from "../../../../src/core/config/config.ts";
import type { State } from "../../../../src/core/ledger/state.ts";
import type { WatchNews } from "../../../../src/core/report/watch-news.ts";
import { fullDuty } from "../../../../src/engine/apply/duty.ts";
import { Lanes } from "../../../../src/engine/watch/lanes.ts";
import { unrecorded } from "../../../../src/engine/watch/unrecorded.ts";
import type { WatchPorts } from "../../../../src/engine/watch/watch-ports.ts";
import { fakeTarget, type FakeTarget } from "../../../fakes/target.ts";
import { active, configOf, holding, kinds, minutes, noon, seconds } from "../../core/plan/world.ts";

const over = { from: minutes(-60), until: seconds(-1) };
const grant = active("a", { lease: over });
const state = { grants: { [grant.id]: grant }, seq: 5, at: noon } as unknown as State;
const config = { ...configOf(), repositoryId: "r" } as Config;

let target: FakeTarget;
let news: WatchNews[];
let lanes: Lanes;
let leaving: AbortController;
beforeEach(() => {
  target = fakeTarget("db", { clock: { now: () => noon }, identity: "7301" });
  target.held.set("a", holding("a", { until: over.until }));
  news = [];
  leaving = new AbortController();
  const ports = {
    kinds,
    clock: { now: () => noon },
    targets: { open: () => Promise.resolve(target) },
    readers: { openReader: () => Promise.resolve(target.reader) },
    pause: () => wait(1),
    tell: (one: WatchNews) => news.push(one),
  } as unknown as WatchPorts;
  const nothing = (): void => undefined;
  const { signal } = leaving;
  const done = unrecorded();
  const about = { duty: fullDuty, unrecorded: done, wake: nothing, changed: nothing };
  lanes = new Lanes({ ...about, ports, options: { signal }, stop: signal });
});

/** Lets what is under way go on until that is so, or nothing more is to be hoped for. */
async function soon(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !isSo(); tries += 1) await wait(2);
}
const told = (): unknown[] => news.flatMap((one) => (one.kind === "target" ? [one.answers] : []));

it("a target gets its ends when they are due", async () => {
  lanes.follow(state, config);
  lanes.endDue();
  await lanes.settle();
  expect([...target.held.keys()]).toEqual([]);
  leaving.abort();
});

it("S32 a target that was lost gets its ends when it answers again, though nobody asks for them", async () => {
  target.faults.unreachable = true;
  lanes.follow(state, config);
  lanes.endDue();
  await soon(() => told().includes(false));
  expect([...target.held.keys()]).toEqual(["a"]);
  target.faults.unreachable = false;
  await soon(() => target.held.size === 0);
  expect([...target.held.keys()]).toEqual([]);
  expect(told()).toEqual([false, true]);
  leaving.abort();
  await lanes.settle();
});
