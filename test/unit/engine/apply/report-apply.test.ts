import { beforeEach, describe, expect, it } from "vitest";
import { problem } from "../../../../src/core/problem/problem.ts";
import { fullDuty } from "../../../../src/engine/apply/duty.ts";
import { reportApply, reportPlan, reportStopped } from "../../../../src/engine/apply/report-apply.ts";
import { survey, type Survey } from "../../../../src/engine/apply/survey.ts";
import { Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
let town: Town;
/** What a look at a town with one live grant found. */
let found: Survey;
beforeEach(async () => {
  town = await Town.found();
  await town.granted("alice", "a");
  await town.apply();
  const opened = { view: town.view, distrust: null, unreached: null };
  found = await survey(town.ports(), opened, { done: [], duty: fullDuty }, options);
});

const report = (of: Partial<Survey> = {}, last = null): ReturnType<typeof reportApply> =>
  reportApply({ ...found, ...of }, { outcomes: [], last: { view: town.view, problem: last } });
const unknown = { action: "start", grant: "payments/x/2026-11-23-x", code: "TARGET_UNREACHABLE" } as const;
const busy = problem("LEDGER_BUSY", { tries: 20 });

describe("a report", () => {
  it("is well where nothing is to be told", () => {
    expect(report()).toMatchObject({ ok: true, problems: [], changes: [], frozen: null });
    expect(reportPlan(found)).toMatchObject({ ok: true, problems: [], changes: [], frozen: null });
  });

  it.each([
    { name: "one problem that was met twice", problems: [busy, { ...busy }], told: 1 },
    {
      name: "two of one code that say different things",
      problems: [busy, problem("LEDGER_BUSY", { tries: 3 })],
      told: 2,
    },
    { name: "two that say the same for different reasons", problems: [busy, { ...busy, code: "OTHER" }], told: 2 },
  ])("tells of $name as $told", ({ problems, told }) => {
    expect(report({ problems }).problems).toEqual(problems.slice(0, told));
  });

  it("S78 names every target whose listing was not believed", () => {
    const plan = { ...found.plan, suspects: ["db", "door"] };
    for (const { ok, problems } of [report({ plan }), reportPlan({ ...found, plan })]) {
      expect(ok).toBe(false);
      expect(problems.map(({ code }) => code)).toEqual(["TARGET_SUSPECT", "TARGET_SUSPECT"]);
      expect(problems.map(({ message }) => /\b(?:db|door)\b/.exec(message)?.[0])).toEqual(["db", "door"]);
    }
  });

  it("is well though a target that is only observed starts nothing, and not where anything else waits", () => {
    const held = (code: string): Survey["plan"] => ({
      ...found.plan,
      held: [{ action: "start", grant: "payments/ledger-db/2026-11-23-a", code }],
    });
    expect(report({ plan: held("TARGET_OBSERVED") })).toMatchObject({
      ok: true,
      changes: [{ outcome: "skipped", because: "admitted", target: "db", subject: "alice", code: "TARGET_OBSERVED" }],
    });
    expect(report({ plan: held("TARGET_CLOCK") }).ok).toBe(false);
  });

  it("tells of no grant that nobody knows", () => {
    expect(report({ plan: { ...found.plan, held: [unknown] } }).changes).toEqual([]);
  });

  it("tells why the ledger is not believed before it tells why it is frozen", () => {
    const why = { code: "LEDGER_REWOUND", message: "It was longer." } as const;
    const distrust = { ...why, next: "Ask." };
    for (const of of [report({ distrust }), reportPlan({ ...found, distrust })])
      expect(of).toMatchObject({ ok: false, frozen: why });
  });
});

describe("a run that found no ledger", () => {
  it("tells why, where it knows", () => {
    expect(reportStopped(null, busy)).toMatchObject({ ok: false, ledger: null, problems: [busy], frozen: null });
    expect(reportStopped({ code: "LEDGER_MISSING", message: "none", next: "Ask." }, null)).toMatchObject({
      problems: [],
      frozen: { code: "LEDGER_MISSING", message: "none" },
    });
  });
});
