import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Company, today } from "../fakes/company.ts";
import type { Faults } from "../fakes/target.ts";

const options = { signal: new AbortController().signal };
const onDoor = `payments/reports/${today}-alice`;
const onVault = `payments/secrets/${today}-alice`;
const begun = ["admitted", "starting", "activated"];

let company: Company;
let faults: Faults;
beforeEach(async () => {
  company = await Company.found();
  faults = company.targets.get("door")?.faults ?? {};
  // A deadline of a minute is a deadline of some hundredths of a second here: nobody waits for what hangs.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(ms < 20_000 ? ms : ms / 200));
  await company.ask("alice", onDoor, { role: "view", duration: "1h" });
  company.merge(onDoor);
  await company.ask("alice", onVault, {
    role: "read",
    duration: "1h",
    more: `public_key: ${company.keys.alice.publicKey}\n`,
  });
  company.merge(onVault);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await company[Symbol.asyncDispose]();
});

const rows = [
  { name: "is down", fault: { unreachable: true }, atEnd: "TARGET_UNREACHABLE" },
  { name: "hangs", fault: { hang: true }, atEnd: "TARGET_UNREACHABLE" },
  { name: "says done, and does nothing", fault: { lies: true }, atEnd: "STILL_HELD" },
  { name: "answers too late", fault: { late: true }, atEnd: "TARGET_UNREACHABLE" },
  { name: "is another one than was pinned", fault: { identity: "id-of-another" }, atEnd: "TARGET_MISMATCH" },
] as const satisfies readonly { readonly name: string; readonly fault: Faults; readonly atEnd: string }[];

/** Takes every fault back. */
function mend(): void {
  for (const fault of Object.keys(faults)) Reflect.deleteProperty(faults, fault);
}

describe("S32 at the end of a lease", () => {
  it.each(rows)(
    "a target that $name has failed to end; it is told once, and tried until it is seen gone",
    async ({ fault, atEnd }) => {
      expect(await company.apply()).toMatchObject({ ok: true });
      Object.assign(faults, fault);
      company.pass(60);
      const report = await company.apply();
      expect(report.ok).toBe(false);
      expect(report.changes).toContainEqual(expect.objectContaining({ grant: onDoor, outcome: "failed", code: atEnd }));
      expect(company.holds("vault")).toEqual([]);
      for (const _ of [1, 2]) await company.apply();
      expect(company.holds("door")).toHaveLength(1);
      expect(await company.story(onDoor)).toEqual([...begun, "end_failed"]);
      expect(await company.story(onVault)).toEqual([...begun, "ended"]);

      mend();
      expect(await company.apply()).toMatchObject({ ok: true });
      expect(company.holds("door")).toEqual([]);
      expect(await company.story(onDoor)).toEqual([...begun, "end_failed", "ended"]);
      company.targets.get("door")?.landLate();
      expect(await company.apply()).toMatchObject({ ok: true, changes: [] });
      expect(company.holds("door")).toEqual([]);
      expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
    },
  );

  it("goes on failing for days: it is told again once a day", async () => {
    await company.apply();
    faults.unreachable = true;
    company.pass(60);
    for (const _ of [1, 2, 3]) {
      await company.apply();
      await company.apply();
      company.pass(24 * 60);
    }
    expect(await company.story(onDoor)).toEqual([...begun, "end_failed", "end_failed", "end_failed"]);
    mend();
    await company.apply();
    expect(company.holds("door")).toEqual([]);
  });
});

describe("S32 at the start of a lease", () => {
  it.each(rows)(
    "a target that $name starts nothing, harms no other, and starts when it is mended",
    async ({ fault }) => {
      Object.assign(faults, fault);
      expect(await company.apply()).toMatchObject({ ok: false, admitted: [onDoor, onVault] });
      await company.apply();
      expect(company.holds("door")).toEqual([]);
      expect(company.holds("vault")).toHaveLength(1);
      expect((await company.story(onDoor)).filter((type) => type === "start_failed")).toHaveLength(1);

      mend();
      company.targets.get("door")?.landLate();
      await company.apply();
      expect(await company.apply()).toMatchObject({ ok: true, changes: [] });
      expect(company.holds("door")).toHaveLength(1);
      expect((await company.story(onDoor)).filter((type) => type === "activated")).toHaveLength(1);
      company.pass(60);
      await company.apply();
      expect(company.holds("door")).toEqual([]);
      expect((await company.story(onDoor)).filter((type) => type === "ended")).toHaveLength(1);
    },
  );

  it("S69 a start that lands after the end is found, and ended", async () => {
    faults.late = true;
    await company.apply();
    company.pass(60);
    mend();
    await company.apply();
    expect((await company.story(onDoor)).at(-1)).toBe("ended");
    company.targets.get("door")?.landLate();
    expect(company.holds("door")).toHaveLength(1);
    await company.apply();
    expect(company.holds("door")).toEqual([]);
  });

  it("what arrives twice is there once", async () => {
    faults.twice = true;
    await company.apply();
    expect(company.holds("door")).toHaveLength(1);
    company.pass(60);
    await company.apply();
    expect(company.holds("door")).toEqual([]);
    expect(await company.story(onDoor)).toEqual([...begun, "ended"]);
  });
});
