import { afterEach, beforeEach, expect, it } from "vitest";
import type { ApplyPorts } from "../../../src/engine/engine-ports.ts";
import { Company, author, today } from "../../fakes/company.ts";

let company: Company;
beforeEach(async () => {
  company = await Company.found();
});
afterEach(() => company[Symbol.asyncDispose]());

const reports = `payments/reports/${today}-alice`;
const large = Buffer.alloc(65 * 1024 * 1024);

/** The next request is admitted, and what is given can be taken away: nothing has stopped the engine. */
async function expectGoesOn(): Promise<void> {
  await company.ask("alice", reports, { role: "view" });
  company.merge(reports);
  expect((await company.apply()).admitted).toEqual([reports]);
  await company.order("dana", { do: "revoke", match: { request: reports }, reason: "It was a test" });
  await company.apply();
  expect(company.holds("door")).toEqual([]);
}

/** Statement files that say nothing, named to be read before all others. */
function junk(folder: string, count: number): { [path: string]: string } {
  const hex = (n: number): string => n.toString(16).padStart(16, "0");
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`statements/${folder}/a-object-${hex(n)}.sig`, `nothing ${n}\n`]),
  );
}

it("S45 a request that is too large to read is refused, and stops nothing", async () => {
  const id = `payments/reports/${today}-large`;
  company.branch(id, { [`requests/${id}.yaml`]: large });
  company.merge(id);
  expect((await company.apply()).refused).toMatchObject([{ id, code: "FILE_TOO_LARGE" }]);
  await expectGoesOn();
});

it("S46 a file of the rules that is too large to read is refused, and stops nothing", async () => {
  company.push({ "policies/own/large.bin": large });
  expect((await company.apply()).rules).toMatchObject([{ outcome: "refused" }]);
  await expectGoesOn();
});

it("S46 rules that nobody signed are never run", async () => {
  const ports = company.ports();
  const { digest } = await company.rulesInForce();
  const opened = new Set<string>();
  const policies: ApplyPorts["policies"] = {
    ...ports.policies,
    of: (rules, options) => {
      opened.add(rules.digest);
      return ports.policies.of(rules, options);
    },
  };
  company.push({ "policies/own/note.md": "planted\n" });
  await company.ask("alice", reports, { role: "view" });
  company.merge(reports);
  const report = await company.apply({ policies });
  expect(report).toMatchObject({ admitted: [reports], rules: [{ outcome: "refused", code: "RULES_UNSIGNED" }] });
  expect([...opened]).toEqual([digest]);
});

it("S45 a change that adds more than a hundred requests is refused whole, in check and in apply", async () => {
  const text = company.text({ subject: "alice", role: "view" });
  const files = Array.from({ length: 101 }, (_, n) => [`requests/payments/reports/${today}-n${n}.yaml`, text] as const);
  company.branch(reports, Object.fromEntries(files));
  expect(await company.check(reports)).toMatchObject({ problems: [{ code: "CHANGE_TOO_LARGE" }], requests: [] });
  company.merge(reports);
  const { admitted, refused } = await company.apply();
  expect(admitted).toEqual([]);
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(["CHANGE_TOO_LARGE"]));
});

it("S45 a flood of files pushed straight to main fills no history", async () => {
  const files = Array.from({ length: 2000 }, (_, n) => [`requests/payments/reports/${today}-n${n}.yaml`, "x"] as const);
  company.push(Object.fromEntries(files));
  await company.apply();
  expect((await company.view()).tip.seq).toBeLessThan(110);
});

it("S52 an objection is heard beside a thousand files that say nothing", async () => {
  await company.ask("alice", reports, { role: "view" });
  company.branch(reports, junk(reports, 1001));
  await company.sign("olga", reports, { do: "object", request: reports, digest: await company.digest(reports) });
  company.merge(reports);
  expect((await company.apply()).admitted).toEqual([]);
  expect(company.holds("door")).toEqual([]);
});

it("S83 an order on main is heard behind a thousand files that say nothing", async () => {
  await company.ask("alice", reports, { role: "view" });
  company.merge(reports);
  await company.apply();
  company.push(junk("orders", 1001));
  const { path, text } = await company.statement("dana", {
    do: "revoke",
    match: { subject: "alice" },
    reason: "Laptop was stolen",
  });
  company.push({ [path]: text });
  await company.apply();
  expect(company.holds("door")).toEqual([]);
});

it("S53 whoever pushed the file past review fills no seat for an edit of it", async () => {
  const id = `payments/customers-db/${today}-pushed`;
  company.push({ [`requests/${id}.yaml`]: company.text({ subject: "alice" }) }, author("bob"));
  await company.apply();
  await company.ask("alice", id, { reason: "Find the duplicate invoices, please" });
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.merge(id);
  expect((await company.apply()).admitted).toEqual([]);
  expect(company.holds("prod-db")).toEqual([]);
});

it("S10 whoever asked for it with other terms fills no seat", async () => {
  const id = await company.ask(
    "bob",
    "asked-before",
    { subject: "alice", duration: "1h" },
    { author: author("alice") },
  );
  await company.ask("alice", id, { duration: "2h" });
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.merge(id);
  expect((await company.apply()).refused).toMatchObject([{ id, code: "PENDING" }]);
});

it("S67 an order about the longest id is recorded like any other", async () => {
  const part = "a".repeat(63);
  const request = `${part}/${part}/${today}-${part}`;
  await company.order("dana", { do: "revoke", match: { request }, reason: "Nobody needs this" });
  await company.apply();
  expect((await company.view()).state.revokes).toMatchObject([{ match: { request } }]);
});
