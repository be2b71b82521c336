import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Company, today } from "../fakes/company.ts";

let company: Company;
beforeEach(async () => {
  company = await Company.found();
});
afterEach(() => company[Symbol.asyncDispose]());

const reports = `payments/reports/${today}-alice`;

describe("a low-risk request", () => {
  it("is admitted by the rules alone, given, and ended when its lease is over", async () => {
    await company.ask("alice", reports, { role: "view", duration: "1h" });
    expect(await company.check(reports)).toMatchObject({ ok: true, outcome: "allowed" });
    company.merge(reports);
    expect(await company.apply()).toMatchObject({ ok: true, admitted: [reports] });
    expect(company.holds("door")).toEqual(['alice {"role":"reports"}']);
    company.pass(59);
    expect((await company.apply()).changes).toEqual([]);
    company.pass(1);
    expect(await company.apply()).toMatchObject({ ok: true, changes: [{ action: "end", because: "expired" }] });
    expect(company.holds("door")).toEqual([]);
    expect(await company.story(reports)).toEqual(["admitted", "starting", "activated", "ended"]);
  });

  it("leaves nothing to do for a second run", async () => {
    await company.ask("alice", reports, { role: "view" });
    company.merge(reports);
    await company.apply();
    const before = await company.view();
    expect(await company.apply()).toMatchObject({ ok: true, changes: [], admitted: [] });
    expect((await company.view()).tip).toEqual(before.tip);
  });

  it("is planned exactly as it is then applied, and planning changes nothing", async () => {
    await company.ask("alice", reports, { role: "view" });
    company.merge(reports);
    const before = await company.view();
    const planned = await company.plan();
    expect(planned).toMatchObject({ admitted: [reports], changes: [{ action: "start", outcome: "planned" }] });
    expect((await company.view()).tip).toEqual(before.tip);
    expect(company.holds("door")).toEqual([]);
    expect((await company.apply()).changes.map(({ action, grant }) => [action, grant])).toEqual(
      planned.changes.map(({ action, grant }) => [action, grant]),
    );
  });
});

describe("a critical request", () => {
  it("waits for its owner and the second stage, and is admitted when both have signed", async () => {
    const id = await company.ask("alice", "two-stages");
    expect(await company.check(id)).toMatchObject({ outcome: "pending" });
    await company.approve("bob", id);
    expect(await company.check(id)).toMatchObject({ outcome: "pending" });
    await company.approve("dana", id);
    expect(await company.check(id)).toMatchObject({ outcome: "allowed" });
    company.merge(id);
    expect(await company.apply()).toMatchObject({ ok: true, admitted: [id] });
    expect(company.holds("prod-db")).toEqual(['alice {"role":"customers_ro"}']);
  });

  it("that is merged too early is refused, and may be brought again", async () => {
    const id = await company.ask("alice", "too-early");
    company.merge(id);
    expect(await company.apply()).toMatchObject({ refused: [{ id, code: "PENDING" }] });
    expect(company.holds("prod-db")).toEqual([]);
    company.push({ [`requests/${id}.yaml`]: null });
    await company.apply();
    company.repository.git("update-ref", "-d", `refs/heads/request/${id}`);
    await company.ask("alice", id);
    await company.approve("bob", id);
    await company.approve("dana", id);
    company.merge(id);
    expect(await company.apply()).toMatchObject({ admitted: [id] });
  });

  it("that starts later waits, and starts then", async () => {
    const id = await company.ask("alice", "later", { more: "start: 2026-11-23T12:00:00Z\n" });
    await company.approve("bob", id);
    await company.approve("dana", id);
    company.merge(id);
    expect(await company.apply()).toMatchObject({ admitted: [id], changes: [], next_at: "2026-11-23T12:00:00Z" });
    expect(company.holds("prod-db")).toEqual([]);
    company.pass(120);
    expect(await company.apply()).toMatchObject({ changes: [{ action: "start" }] });
    expect(company.holds("prod-db")).toHaveLength(1);
  });
});

describe("an objection", () => {
  it("stops a request until whoever objected lifts it", async () => {
    const id = await company.ask("alice", "objected");
    await company.approve("bob", id);
    await company.approve("dana", id);
    const digest = await company.digest(id);
    const objection = await company.sign("olga", id, { do: "object", request: id, digest });
    expect(await company.check(id)).toMatchObject({ outcome: "denied" });
    await company.sign("olga", id, { do: "lift", digest: objection });
    expect(await company.check(id)).toMatchObject({ outcome: "allowed" });
    company.merge(id);
    expect(await company.apply()).toMatchObject({ admitted: [id] });
  });
});

describe("orders of one run", () => {
  it("take back what was said before them, whatever their names", async () => {
    const id = await company.ask("alice", "lifted-at-once");
    await company.approve("bob", id);
    await company.approve("dana", id);
    const digest = await company.digest(id);
    for (const person of ["olga", "dana", "bob"] as const) {
      const objection = await company.order(person, { do: "object", request: id, digest });
      await company.order(person, { do: "lift", digest: objection });
    }
    company.merge(id);
    expect(await company.apply()).toMatchObject({ admitted: [id] });
  });
});

describe("a change of the rules", () => {
  it("is in force once an owner who did not write it has signed it", async () => {
    await company.change(
      {
        "policies/catalog/teams.yaml":
          "payments: { members: [alice, bob, carol, erin] }\nsecurity: { members: [dana, olga] }\n",
      },
      ["dana"],
    );
    expect(await company.apply()).toMatchObject({ ok: true, rules: [{ outcome: "accepted" }] });
    expect((await company.rulesInForce()).catalog.teams["payments"]?.members).toContain("erin");
  });
});
