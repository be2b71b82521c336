import { afterEach, beforeEach, expect, it } from "vitest";
import { Company, today } from "../../fakes/company.ts";
import { instant } from "../../../src/core/time/instant.ts";

let company: Company;
beforeEach(async () => {
  company = await Company.found();
});
afterEach(() => company[Symbol.asyncDispose]());

const reports = `payments/reports/${today}-alice`;

/** A low-risk grant that is active. */
async function active(): Promise<void> {
  await company.ask("alice", reports, { role: "view" });
  company.merge(reports);
  expect(await company.apply()).toMatchObject({ admitted: [reports] });
}

it("S06 a request with a change of the rules beside it is refused, in check and in apply", async () => {
  await company.ask("alice", reports, { role: "view" });
  company.branch(reports, { "policies/catalog/org.yaml": "timezone: UTC\nrules: { from: [alice], count: 1 }\n" });
  expect((await company.check(reports)).problems.map((p) => p.code)).toContain("MIXED_CHANGE");
  company.merge(reports);
  const report = await company.apply();
  expect(report).toMatchObject({ admitted: [], refused: [{ code: "MIXED_CHANGE" }] });
  expect(company.holds("door")).toEqual([]);
});

it("S07 a branch that loosens the rules is judged by the rules in force", async () => {
  const id = await company.ask("alice", "loosened");
  company.branch(id, {
    "policies/catalog/resources/payments.yaml":
      "customers-db: { title: x, tier: low, owners: [alice], target: prod-db, roles: {} }\n",
  });
  const report = await company.check(id);
  expect(report.requests[0]?.stages.map((stage) => stage.name)).toContain("owner");
});

it("S20 a direct push grants nothing and does not use the id up", async () => {
  company.push({ [`requests/${reports}.yaml`]: company.text({ subject: "alice", role: "view" }) });
  expect(await company.apply()).toMatchObject({ admitted: [], refused: [{ id: reports, code: "DIRECT_PUSH" }] });
  expect(company.holds("door")).toEqual([]);
  expect((await company.view()).state.ids).not.toHaveProperty([reports]);
});

it("S20 a merge with other content than merging gives grants nothing", async () => {
  await company.ask("alice", reports, { role: "view", duration: "1h" });
  const head = company.repository.tip(`request/${reports}`) ?? "";
  const main = company.repository.tip("main") ?? "";
  const evil = company.repository.commit({
    branch: "scratch",
    parents: [head],
    files: { [`requests/${reports}.yaml`]: company.text({ subject: "alice", role: "view", duration: "4h" }) },
  });
  company.land(company.repository.git("rev-parse", `${evil}^{tree}`), [main, head]);
  expect(await company.apply()).toMatchObject({ admitted: [], refused: [{ code: "DIRECT_PUSH" }] });
});

it("S21 what counts is the merged content, not what was checked before", async () => {
  const id = await company.ask("alice", "moved");
  await company.approve("bob", id);
  await company.approve("dana", id);
  expect(await company.check(id)).toMatchObject({ outcome: "allowed" });
  company.branch(id, { [`requests/${id}.yaml`]: company.text({ subject: "alice", role: "admin", duration: "1h" }) });
  company.merge(id);
  expect((await company.apply()).admitted).toEqual([]);
  expect(company.holds("prod-db")).toEqual([]);
});

it("S22 an edit of a merged request changes nothing about its grant", async () => {
  await active();
  const before = (await company.view()).state.grants[reports];
  company.repository.git("update-ref", "-d", `refs/heads/request/${reports}`);
  company.branch(reports, {
    [`requests/${reports}.yaml`]: company.text({ subject: "alice", role: "view", duration: "4h" }),
  });
  company.merge(reports);
  expect(await company.apply()).toMatchObject({ refused: [{ id: reports, code: "REQUEST_EDITED" }], changes: [] });
  expect((await company.view()).state.grants[reports]?.lease).toEqual(before?.lease);
});

it("S23 a deletion alone ends nothing, and alerts", async () => {
  await active();
  company.push({ [`requests/${reports}.yaml`]: null });
  const report = await company.apply();
  expect(report.refused.map((r) => r.code)).toEqual(["DIRECT_PUSH"]);
  company.repository.git("update-ref", "-d", `refs/heads/request/${reports}`);
  expect(company.holds("door")).toHaveLength(1);
});

it("S23 a deletion with the order of one who may revoke ends the grant", async () => {
  await active();
  company.repository.git("update-ref", "-d", `refs/heads/request/${reports}`);
  company.branch(reports, { [`requests/${reports}.yaml`]: null });
  await company.sign("alice", reports, { do: "revoke", match: { request: reports }, reason: "I am done with it" });
  company.merge(reports);
  const report = await company.apply();
  expect(report.changes).toMatchObject([{ action: "end", outcome: "done" }]);
  expect(report.refused).toEqual([]);
  expect(company.holds("door")).toEqual([]);
});

it("S24 an id that was admitted is never admitted again", async () => {
  await active();
  company.pass(5 * 60);
  await company.apply();
  expect(company.holds("door")).toEqual([]);
  company.push({ [`requests/${reports}.yaml`]: null });
  company.repository.git("update-ref", "-d", `refs/heads/request/${reports}`);
  await company.ask("alice", reports, { role: "view" });
  company.merge(reports);
  expect((await company.apply()).refused.map((r) => r.code)).toContain("ID_USED");
  expect(company.holds("door")).toEqual([]);
});

it("S25 a rewritten main freezes admissions and starts, and ends go on", async () => {
  await active();
  const parent = company.repository.git("rev-parse", "main^1");
  company.repository.git("update-ref", "refs/heads/main", parent);
  await company.ask("bob", `payments/reports/${today}-bob`, { role: "view" });
  company.merge(`payments/reports/${today}-bob`);
  const frozen = await company.apply();
  expect(frozen).toMatchObject({ ok: false, admitted: [], frozen: { code: "MAIN_REWRITTEN" } });
  company.pass(5 * 60);
  expect((await company.apply()).changes).toMatchObject([{ action: "end", because: "expired", outcome: "done" }]);
  expect(company.holds("door")).toEqual([]);
  expect((await company.events()).filter((event) => event.type === "frozen")).toHaveLength(1);
});

it("S25 owners of the rules thaw by an order that has seen the freeze, and nothing skipped is admitted", async () => {
  await active();
  const cursor = (await company.view()).state.cursor;
  company.repository.git("update-ref", "refs/heads/main", company.repository.git("rev-parse", "main^1"));
  const skipped = `payments/reports/${today}-skipped`;
  await company.ask("bob", skipped, { role: "view" });
  const to = company.merge(skipped);
  await company.order("dana", { do: "thaw", from: cursor, to });
  expect(await company.apply()).toMatchObject({ frozen: { code: "MAIN_REWRITTEN" } });
  await company.order("mallory", { do: "thaw", from: cursor, to });
  expect(await company.apply()).toMatchObject({ frozen: { code: "MAIN_REWRITTEN" } });
  await company.order("olga", { do: "thaw", from: cursor, to });
  expect(await company.apply()).toMatchObject({ ok: true, frozen: null, admitted: [] });
  expect((await company.events()).map((event) => event.type)).toContain("thawed");
  const after = `payments/reports/${today}-after`;
  await company.ask("carol", after, { role: "view" });
  company.merge(after);
  expect(await company.apply()).toMatchObject({ admitted: [after] });
  expect(await company.story(skipped)).toEqual([]);
});

it("S47 a branch that main is fast-forwarded to, with main inside it, freezes", async () => {
  await active();
  const main = company.repository.tip("main") ?? "";
  const root = company.repository.git("rev-list", "--max-parents=0", "main");
  const side = company.repository.commit({ branch: "side", parents: [root], files: { "README.md": "side" } });
  const tree = company.repository.git("merge-tree", "--write-tree", side, main).split("\n")[0] ?? "";
  company.land(tree, [side, main]);
  expect(await company.apply()).toMatchObject({ frozen: { code: "MAIN_REWRITTEN" } });
});

it("S51 a role that means something else now ends a grant that waits", async () => {
  const id = await company.ask("alice", "scheduled", { more: "start: 2026-11-23T12:00:00Z\n" });
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.merge(id);
  expect(await company.apply()).toMatchObject({ admitted: [id] });
  const path = "policies/catalog/resources/payments.yaml";
  const catalog = company.repository.git("show", `main:${path}`);
  await company.change({ [path]: `${catalog.replace("customers_ro", "customers_rw")}\n` }, ["dana"]);
  expect((await company.apply()).rules).toMatchObject([{ outcome: "accepted" }]);
  company.pass(121);
  await company.apply();
  expect(company.holds("prod-db")).toEqual([]);
  expect((await company.view()).state.grants[id]).toMatchObject({ ended: { because: "effect" } });
});

it("S51 an approval of another effect is void", async () => {
  const id = await company.ask("alice", "effect");
  await company.approve("bob", id);
  await company.approve("dana", id);
  const path = "policies/catalog/resources/payments.yaml";
  const catalog = company.repository.git("show", `main:${path}`);
  await company.change({ [path]: `${catalog.replace("customers_ro", "customers_rw")}\n` }, ["dana"]);
  await company.apply();
  company.merge(id);
  expect((await company.apply()).refused).toMatchObject([{ id, code: "PENDING" }]);
  expect(company.holds("prod-db")).toEqual([]);
});

it("S55 approvals that come after the merge are void for it", async () => {
  const id = await company.ask("alice", "late-approval");
  company.merge(id);
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.merge(id);
  const report = await company.apply();
  expect(report).toMatchObject({ admitted: [], refused: [{ id, code: "PENDING" }] });
  expect(company.holds("prod-db")).toEqual([]);
});

it("S55 a merge that is days old is not admitted any more", async () => {
  await company.ask("alice", reports, { role: "view" });
  company.merge(reports);
  company.pass(25 * 60);
  expect((await company.apply()).refused).toMatchObject([{ id: reports, code: "TOO_LATE" }]);
  expect(company.holds("door")).toEqual([]);
});

it("S61 one refused request of a bundle refuses all of it", async () => {
  await company.ask("alice", reports, { role: "view" });
  const other = `payments/customers-db/${today}-alice-too`;
  company.branch(reports, { [`requests/${other}.yaml`]: company.text({ subject: "alice" }) });
  company.merge(reports);
  const report = await company.apply();
  expect(report.admitted).toEqual([]);
  expect(report.refused.map((r) => [r.id, r.code])).toEqual([
    [other, "NOT_ASKED"],
    [reports, "BUNDLE_REFUSED"],
  ]);
  expect(company.holds("door")).toEqual([]);
});

it("S66 a clock behind the ledger admits and starts nothing", async () => {
  await company.ask("alice", reports, { role: "view" });
  company.pass(60);
  await company.change({ "policies/own/note.md": "x\n" }, ["dana"]);
  await company.apply();
  company.now = instant(company.now - 24 * 3_600_000);
  company.merge(reports);
  const report = await company.apply();
  expect(report.admitted).toEqual([]);
  expect(report.problems.map((p) => p.code)).toContain("CLOCK_BEHIND");
  expect(company.holds("door")).toEqual([]);
});

it("S68 leases one after the other make no standing access", async () => {
  for (const [name, hours] of [
    ["first", 0],
    ["second", 4],
  ] as const) {
    const id = `payments/reports/${today}-${name}`;
    await company.ask("alice", id, { role: "view", duration: "4h" });
    company.merge(id);
    const report = await company.apply();
    expect(report.admitted).toEqual(hours === 0 ? [id] : []);
    company.pass(4 * 60);
    await company.apply();
  }
});

it("S28 two grants of the same access are one holding, ended once at the later end", async () => {
  for (const [name, duration] of [
    ["one", "1h"],
    ["two", "2h"],
  ] as const) {
    const id = `payments/reports/${today}-${name}`;
    await company.ask("alice", id, { role: "view", duration });
    company.merge(id);
    await company.apply();
  }
  expect(company.holds("door")).toHaveLength(1);
  company.pass(60);
  await company.apply();
  expect(company.holds("door")).toHaveLength(1);
  company.pass(60);
  await company.apply();
  expect(company.holds("door")).toEqual([]);

  expect(company.targets.get("door")?.changes.filter((change) => change.startsWith("end "))).toHaveLength(1);
});

it("S53 a squash of another's request is a direct push", async () => {
  await company.ask("alice", reports, { role: "view" });
  const tree = company.repository.git("rev-parse", `request/${reports}^{tree}`);
  company.land(tree, [company.repository.tip("main") ?? ""]);
  expect((await company.apply()).refused).toMatchObject([{ id: reports, code: "DIRECT_PUSH" }]);
});
