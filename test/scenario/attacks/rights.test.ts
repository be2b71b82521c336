import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Company, author, today } from "../../fakes/company.ts";

let company: Company;
beforeEach(async () => {
  company = await Company.found();
});
afterEach(() => company[Symbol.asyncDispose]());

const reports = `payments/reports/${today}-alice`;
const orgPath = "policies/catalog/org.yaml";

async function merged(): Promise<void> {
  await company.ask("alice", reports, { role: "view" });
  company.merge(reports);
}

describe("S67 without the right to it, an order is nothing", () => {
  it.each([
    { name: "a revocation by id", match: { request: reports } },
    { name: "a revocation of a person", match: { subject: "alice" } },
    { name: "a revocation of a resource", match: { resource: "payments/reports" } },
    { name: "a revocation of a vendor", match: { vendor: "acme-support" } },
    { name: "a revocation of what every object has", match: { vendor: "constructor" } },
  ])("$name", async ({ match }) => {
    await merged();
    await company.apply();
    await company.order("mallory", { do: "revoke", match, reason: "I want to see what happens" });
    await company.apply();
    expect(company.holds("door")).toHaveLength(1);
    expect((await company.events()).map((event) => event.type)).not.toContain("revoke_ordered");
  });

  it("the lift of another's objection", async () => {
    await company.ask("alice", reports, { role: "view" });
    const objection = await company.order("olga", {
      do: "object",
      request: reports,
      digest: await company.digest(reports),
    });
    await company.order("dana", { do: "lift", digest: objection });
    await company.sign("alice", reports, { do: "lift", digest: objection });
    company.merge(reports);
    expect((await company.apply()).refused).toMatchObject([{ id: reports, code: "OBJECTED" }]);
  });

  it("the lift of a standing revocation by who does not own the rules", async () => {
    const revoked = await company.order("dana", {
      do: "revoke",
      match: { subject: "alice" },
      reason: "Laptop was stolen",
    });
    await company.order("alice", { do: "lift", digest: revoked });
    await merged();
    expect((await company.apply()).refused).toMatchObject([{ id: reports, code: "REVOKED" }]);
  });

  it("an objection by who could fill no stage", async () => {
    await company.ask("alice", reports, { role: "view" });
    await company.sign("mallory", reports, { do: "object", request: reports, digest: await company.digest(reports) });
    company.merge(reports);
    expect((await company.apply()).admitted).toEqual([reports]);
  });

  it("a revocation by the holder is one", async () => {
    await merged();
    await company.apply();
    await company.order("alice", { do: "revoke", match: { subject: "alice" }, reason: "I am done for today" });
    await company.apply();
    expect(company.holds("door")).toEqual([]);
  });
});

describe("S01 names that every object has are names of nothing", () => {
  it.each([
    { name: "a subject", asked: { subject: "constructor", role: "view" } },
    { name: "a role", asked: { subject: "alice", role: "constructor" } },
  ])("as $name", async ({ asked }) => {
    await company.ask("alice", reports, asked, { sign: false });
    company.merge(reports);
    expect((await company.apply()).refused).toMatchObject([{ id: reports, code: "NAME_UNKNOWN" }]);
  });

  it("as a person who is revoked", async () => {
    await company.order("dana", { do: "revoke", match: { subject: "constructor" }, reason: "Whoever that may be" });
    await company.order("dana", { do: "revoke", match: { vendor: "constructor" }, reason: "Whoever that may be" });
    await merged();
    expect((await company.apply()).admitted).toEqual([reports]);
  });
});

describe("S72 rules are accepted by as many as the rules in force ask", () => {
  const org = (rules: string): string => `timezone: UTC\nrules: { from: [team:security], ${rules} }\n`;
  const note = { "policies/own/note.md": "A change\n" };

  it("one who signs twice is one", async () => {
    await company.change({ [orgPath]: org("count: 2") }, ["dana"]);
    expect((await company.apply()).rules).toMatchObject([{ outcome: "accepted" }]);
    await company.change(note, ["dana", "dana"]);
    expect((await company.apply()).rules).toMatchObject([{ outcome: "refused", code: "RULES_UNSIGNED" }]);
    await company.change({ "policies/own/more.md": "More\n" }, ["dana", "olga"]);
    expect((await company.apply()).rules).toMatchObject([{ outcome: "accepted" }]);
  });

  it("self is void once two own the rules", async () => {
    await company.change({ [orgPath]: org("count: 1, self: true") }, ["dana"]);
    expect((await company.apply()).rules).toMatchObject([{ outcome: "accepted" }]);
    await company.change(note, ["dana"], author("dana"));
    expect((await company.apply()).rules).toMatchObject([{ outcome: "refused", code: "RULES_UNSIGNED" }]);
  });

  it("rules that nobody could change again are refused", async () => {
    await company.change({ [orgPath]: org("count: 3") }, ["dana"]);
    expect((await company.apply()).rules).toMatchObject([{ outcome: "refused", code: "RULES_UNREACHABLE" }]);
  });
});
