import { afterAll, beforeAll, expect, it } from "vitest";
import { isEvent } from "../../src/core/ledger/event-of.ts";
import type { ReplayReport } from "../../src/core/report/replay.ts";
import type { Instant } from "../../src/core/time/instant.ts";
import { replayDecisions } from "../../src/engine/replay/replay-decisions.ts";
import { verifyDecisions, type VerifiedDecisions } from "../../src/engine/replay/verify-decisions.ts";
import type { Rules } from "../../src/engine/rules/read-rules.ts";
import { Company, today } from "../fakes/company.ts";

const options = { signal: AbortSignal.timeout(600_000) };
const reports = `payments/reports/${today}-alice`;
const later = `payments/reports/${today}-bob`;
const stricter = `timezone: UTC
rules: { from: [team:security], count: 1 }
approvals: { low: { owners: 1 } }
`;
let company: Company;
let before: Rules;
let middle: Instant;

/** A company that admits, refuses, and changes its rules in the very run that judges a request. */
beforeAll(async () => {
  company = await Company.found();
  before = await company.rulesInForce();
  await company.ask("alice", reports, { role: "view", reason: "Read the nightly reports", more: "ticket: INC-4211\n" });
  company.merge(reports);
  const agreed = await company.ask("alice", "two-stages");
  await company.approve("bob", agreed);
  await company.approve("dana", agreed);
  company.merge(agreed);
  company.merge(await company.ask("carol", "too-early"));
  company.merge(await company.ask("bob", "too-long", { duration: "9h" }));
  await company.apply();
  company.pass(5);
  middle = company.now;
  await company.ask("bob", later, { role: "view" });
  company.merge(later);
  await company.change({ "policies/catalog/org.yaml": stricter }, ["dana"]);
  await company.apply();
});
afterAll(() => company[Symbol.asyncDispose]());

async function verified(): Promise<VerifiedDecisions> {
  return await verifyDecisions(company.ports(), await company.view(), options);
}

async function replayed(rules: Rules, since: Instant | null = null): Promise<ReplayReport> {
  return await replayDecisions(company.ports(), { view: await company.view(), rules, since }, options);
}

it("every decision comes out the same, to the byte, by the rules that judged it, those of the merge too", async () => {
  const judgements = (await company.events()).flatMap((event) =>
    isEvent(event, "admitted") || isEvent(event, "refused") ? [event.body.judged] : [],
  );
  expect(judgements).toHaveLength(5);
  expect(judgements.filter((judged) => judged?.merge_input !== undefined)).toHaveLength(1);
  expect(await verified()).toEqual({ replayed: 5, stopped: 0, bad: null });
});

it("the rules of then change nothing of what they alone decided", async () => {
  expect(await replayed(before)).toMatchObject({
    decisions: 5,
    unreadable: 0,
    same: 4,
    cases: [{ request: later, was: "pending", now: "allowed", lost: [expect.stringContaining("stage owner")] }],
  });
});

it("stricter rules tell what they would have asked, of whom, for what", async () => {
  const report = await replayed(await company.rulesInForce());
  expect(report).toMatchObject({
    decisions: 5,
    same: 4,
    changed: 1,
    outcomes: [{ was: "allowed", now: "pending", count: 1 }],
    subjects: [{ id: "alice", count: 1 }],
    resources: [{ id: "payments/reports", count: 1 }],
  });
  expect(report.cases).toMatchObject([
    { request: reports, subject: "alice", entitlement: "payments/reports:view", was: "allowed", now: "pending" },
  ]);
  expect(report.cases[0]?.gained).toEqual(["stage owner: 1 of team:payments"]);
});

it("only what was decided since a moment is judged", async () => {
  expect(await replayed(await company.rulesInForce(), middle)).toMatchObject({ decisions: 1, changed: 0 });
});

it("who waits is told what there is so far", async () => {
  const past = { view: await company.view(), rules: before, since: null, within: 0 };
  const report = await replayDecisions(company.ports(), past, options);
  expect(report.decisions).toBeLessThan(5);
  expect(report.problems.map(({ code }) => code)).toEqual(["PAST_CUT"]);
  const stopped = { signal: AbortSignal.abort(new Error("enough")) };
  await expect(replayDecisions(company.ports(), past, stopped)).rejects.toThrow("enough");
});

it("a decision that does not follow from its input is found, though an engine signed it", async () => {
  const copy = await company.copy();
  const view = await copy.view();
  const event = (await copy.events()).find((one) => isEvent(one, "refused"));
  if (event === undefined || !isEvent(event, "refused") || event.body.judged === null) throw new Error("none");
  const judged = { ...event.body.judged, decision: { ...event.body.judged.decision, reasons: [] } };
  const body = { ...event.body, judged: { ...judged, decision: { ...judged.decision, stages: [] } } };
  const { at, by, type, main } = event;
  await copy.ledger().append(view, [{ at, by, type, main, grant: `${reports}-forged`, body }], options);
  const report = await verifyDecisions(copy.ports(), await copy.view(), options);
  expect(report.bad).toMatchObject({ seq: view.tip.seq + 1, code: "DECISION_DIFFERS" });
  await copy[Symbol.asyncDispose]();
});
