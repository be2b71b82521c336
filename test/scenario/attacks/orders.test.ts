import { afterEach, beforeEach, expect, it } from "vitest";
import { Company, today } from "../../fakes/company.ts";

let company: Company;
beforeEach(async () => {
  company = await Company.found();
});
afterEach(() => company[Symbol.asyncDispose]());

const reports = `payments/reports/${today}-alice`;
const stolen = { do: "revoke", match: { subject: "alice" }, reason: "Laptop was stolen" } as const;

/** A low-risk grant that is active. */
async function active(): Promise<void> {
  await company.ask("alice", reports, { role: "view" });
  company.merge(reports);
  expect(await company.apply()).toMatchObject({ admitted: [reports] });
}

it("S83 an order that somebody copied under another name still counts", async () => {
  await active();
  const { path, text, digest } = await company.statement("dana", stolen);
  company.repository.commit({ branch: `orders/${digest}`, files: { [path]: text }, parents: [] });
  company.push({ [`statements/orders/mallory-revoke-${"0".repeat(16)}.sig`]: text });
  await company.apply();
  expect(company.holds("door")).toEqual([]);
});

it("S83 an order that is too large to read stops nobody else's", async () => {
  await active();
  const large = company.repository.commit({
    branch: "scratch",
    files: { "statements/orders/large.sig": Buffer.alloc(65 * 1024 * 1024) },
    parents: [],
  });
  company.repository.git("update-ref", `refs/heads/orders/sha256-${"A".repeat(43)}`, large);
  await company.order("dana", stolen);
  await company.apply();
  expect(company.holds("door")).toEqual([]);
});

it("S83 what is no order's name is not looked at", async () => {
  await active();
  const { path, text } = await company.statement("dana", stolen);
  company.repository.commit({ branch: "orders/anything", files: { [path]: text }, parents: [] });
  await company.apply();
  expect(company.holds("door")).toHaveLength(1);
});

it("S83 of one person's objections to one request, eight are recorded", async () => {
  const id = await company.ask("alice", "flooded");
  const digest = await company.digest(id);
  for (let n = 10; n < 20; n += 1)
    await company.order("olga", { do: "object", request: id, digest }, { at: `2026-11-23T10:00:${n}Z` });
  await company.apply();
  expect((await company.events()).filter((event) => event.type === "objected")).toHaveLength(8);
});

it.each(["payments/reports/2099-01-01-never", "payments/reports/2026-01-01-long-ago"])(
  "S83 an objection to %s, which no merge can bring now, is not recorded",
  async (request) => {
    await company.order("olga", { do: "object", request, digest: `sha256-${"A".repeat(43)}` });
    await company.apply();
    expect((await company.view()).state.objections).toEqual({});
  },
);

it("S84 a revocation signed before the lift of its subject is a replay", async () => {
  const kept = await company.statement("dana", { ...stolen, reason: "Laptop was stolen, says alice" });
  const revoked = await company.order("dana", stolen);
  await company.apply();
  await company.order("dana", { do: "lift", digest: revoked });
  await company.apply();
  await active();
  company.repository.commit({ branch: `orders/${kept.digest}`, files: { [kept.path]: kept.text }, parents: [] });
  await company.apply();
  expect(company.holds("door")).toHaveLength(1);
  expect((await company.view()).state.revokes).toEqual([]);
});

it("S84 a revocation of last year ends nothing today", async () => {
  const { path, text, digest } = await company.statement("dana", {
    do: "revoke",
    match: { resource: "payments/reports" },
    reason: "Maintenance of 2025",
  });
  company.pass(367 * 24 * 60);
  const later = `payments/reports/2027-11-25-alice`;
  await company.ask("alice", later, { role: "view" });
  company.merge(later);
  expect(await company.apply()).toMatchObject({ admitted: [later] });
  company.repository.commit({ branch: `orders/${digest}`, files: { [path]: text }, parents: [] });
  await company.apply();
  expect(company.holds("door")).toHaveLength(1);
});

it("S88 the owner of one thing takes a person's access to that, and no approval elsewhere", async () => {
  const path = "policies/catalog/resources/payments.yaml";
  const catalog = company.repository.git("show", `main:${path}`);
  const [before = "", after = ""] = catalog.split("reports:\n");
  await company.change(
    { [path]: `${before}reports:\n${after.replace("owners: [team:payments]", "owners: [person:mallory]")}\n` },
    ["dana"],
  );
  expect((await company.apply()).rules).toMatchObject([{ outcome: "accepted" }]);
  await active();
  const id = await company.ask("alice", "elsewhere");
  await company.approve("bob", id);
  await company.approve("dana", id);
  await company.order("mallory", { ...stolen, reason: "I do not like alice" });
  await company.apply();
  expect(company.holds("door")).toEqual([]);
  company.merge(id);
  expect(await company.apply()).toMatchObject({ admitted: [id] });
});
