import { beforeEach, expect, it } from "vitest";
import type { Holding } from "../../../src/core/plan/holding.ts";
import type { Assignment } from "../../../src/core/plan/plan.ts";
import { after, instant } from "../../../src/core/time/instant.ts";
import { fakeTarget } from "../../fakes/target.ts";
import type { FakeTarget } from "../../fakes/target.ts";

const noon = instant(Date.parse("2026-11-22T12:00:00Z"));
const options = { signal: AbortSignal.timeout(60_000) };
const grant = "payments/reports/2026-11-22-alice";
const asked: Assignment = {
  target: "door",
  principal: "alice",
  rights: { role: "reader" },
  from: noon,
  until: after(noon, 60),
  grants: [grant],
  publicKey: null,
  obligations: [],
};

let target: FakeTarget;
beforeEach(() => {
  target = fakeTarget("door", { clock: { now: () => noon }, identity: "fake-1" });
});

async function look(): Promise<readonly Holding[]> {
  const seen = await target.observe({ recorded: [], starting: [] }, options);
  return seen.ok ? seen.holdings : expect.fail(seen.message);
}

it("S32 a target that lies says it ended, and still shows what it holds", async () => {
  await target.ensure(grant, asked, null, options);
  const holdings = await look();
  target.faults.lies = true;
  for (const holding of holdings) await target.end(holding, options);
  expect(await look()).toEqual(holdings);
});

it("S32 S69 a target that answers late fails a start, and holds it all the same", async () => {
  target.faults.late = true;
  await expect(target.ensure(grant, asked, null, options)).rejects.toMatchObject({ code: "TARGET_UNREACHABLE" });
  expect(await look()).toEqual([]);
  target.landLate();
  expect(await look()).toMatchObject([{ grant }]);
});

it("S32 a change that arrives twice is made once", async () => {
  target.faults.twice = true;
  await target.ensure(grant, asked, null, options);
  expect(await look()).toHaveLength(1);
  for (const holding of await look()) await target.end(holding, options);
  expect(await look()).toEqual([]);
});

it("a target that hangs is left when its time is up", async () => {
  target.faults.hang = true;
  const controller = new AbortController();
  const waiting = target.observe({ recorded: [], starting: [] }, { signal: controller.signal });
  controller.abort(new Error("deadline"));
  await expect(waiting).rejects.toThrow("deadline");
});

it.each([
  { name: "S78 an empty listing", faults: { emptyListing: true }, expected: { ok: true, holdings: [] } },
  { name: "S62 another system's identity", faults: { identity: "other" }, expected: { ok: true, identity: "other" } },
  { name: "S85 a clock of another year", faults: { clockOffMs: 1e12 }, expected: { clock: noon + 1e12 } },
  { name: "nothing when it is down", faults: { unreachable: true }, expected: { ok: false } },
])("can show $name", async ({ faults, expected }) => {
  await target.ensure(grant, asked, null, options);
  Object.assign(target.faults, faults);
  expect(await target.observe({ recorded: [], starting: [] }, options)).toMatchObject(expected);
});

it("S77 can hide one holding and show the others", async () => {
  const { ref } = await target.ensure(grant, asked, null, options);
  const byHand = target.giveByHand("bob", { role: "reader" });
  target.faults.hidden = [ref];
  expect(await look()).toEqual([byHand]);
});
