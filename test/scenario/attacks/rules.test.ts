import { afterEach, beforeEach, expect, it } from "vitest";
import { Company, author, today } from "../../fakes/company.ts";

let company: Company;
beforeEach(async () => {
  company = await Company.found();
});
afterEach(() => company[Symbol.asyncDispose]());

const reports = `payments/reports/${today}-alice`;
const orgPath = "policies/catalog/org.yaml";
const loosened = "timezone: UTC\nrules: { from: [mallory], count: 1 }\n";

it("S46 rules that were pushed straight to main are not in force", async () => {
  const before = await company.rulesInForce();
  company.push({ [orgPath]: loosened });
  expect(await company.apply()).toMatchObject({ ok: true, rules: [{ outcome: "refused", code: "RULES_UNSIGNED" }] });
  expect((await company.rulesInForce()).digest).toBe(before.digest);
});

it("S46 a planted key signs nothing", async () => {
  const people = company.repository.git("show", "main:policies/catalog/people.yaml");
  const planted = people
    .replace(company.keys.bob.publicKey, company.keys.mallory.publicKey)
    .replace(/^mallory:.*$/m, "");
  company.push({ "policies/catalog/people.yaml": `${planted}\n` });
  const id = await company.ask("alice", "planted");
  const digest = await company.digest(id);
  const { path, text } = await company.statement("mallory", { do: "approve", request: id, digest, effect: digest });
  company.branch(id, { [path.replace("/mallory-", "/bob-")]: text });
  await company.approve("dana", id);
  company.merge(id);
  const report = await company.apply();
  expect(report.admitted).toEqual([]);
  expect(company.holds("prod-db")).toEqual([]);
});

it("S46 rules are refused once for the same statements", async () => {
  company.push({ [orgPath]: loosened });
  await company.apply();
  company.push({ "README.md": "Something else\n" });
  await company.apply();
  const refused = (await company.events()).filter((event) => event.type === "rules_refused");
  expect(refused).toHaveLength(1);
});

it("nobody accepts the rules that they wrote", async () => {
  await company.change({ [orgPath]: loosened }, ["dana"], author("dana"));
  expect(await company.apply()).toMatchObject({ rules: [{ outcome: "refused", code: "RULES_UNSIGNED" }] });
});

it("nobody but their owners accepts rules", async () => {
  await company.change({ [orgPath]: loosened }, ["alice", "bob"]);
  expect(await company.apply()).toMatchObject({ rules: [{ outcome: "refused", code: "RULES_UNSIGNED" }] });
});

it("S72 a planted rule that was refused needs its own consent in the next change", async () => {
  company.push({ "policies/catalog/vendors.yaml": "{}\n" });
  await company.apply();
  const before = (await company.view()).state.rules.digest;
  company.repository.git("update-ref", "refs/heads/honest", "refs/heads/main");
  company.repository.commit({
    branch: "honest",
    files: { "policies/own/note.md": "An honest change\n" },
    author: author("erin"),
  });
  company.merge("", { branch: "honest" });
  await company.apply();
  expect((await company.view()).state.rules.digest).toBe(before);
});

it("S73 old rules do not come back with their old signatures", async () => {
  const berlin = "timezone: Europe/Berlin\nrules: { from: [team:security], count: 1 }\n";
  const utc = company.repository.git("show", `main:${orgPath}`);
  await company.change({ [orgPath]: berlin }, ["dana"]);
  expect(await company.apply()).toMatchObject({ rules: [{ outcome: "accepted" }] });
  await company.change({ [orgPath]: `${utc}\n` }, ["dana"]);
  expect(await company.apply()).toMatchObject({ rules: [{ outcome: "accepted" }] });
  await company.change({ [orgPath]: berlin }, []);
  expect(await company.apply()).toMatchObject({ rules: [{ outcome: "refused", code: "RULES_UNSIGNED" }] });
  expect((await company.rulesInForce()).catalog.org.timezone).toBe("UTC");
});

it("S75 a target with a live grant keeps its identity", async () => {
  await company.ask("alice", reports, { role: "view" });
  company.merge(reports);
  await company.apply();
  const config = company.repository.git("show", "main:brevet.yaml");
  await company.change({ "brevet.yaml": `${config.replace("id-of-door", "id-of-another")}\n` }, ["dana"]);
  expect(await company.apply()).toMatchObject({ rules: [{ outcome: "refused", code: "TARGET_IN_USE" }] });
  company.pass(5 * 60);
  await company.apply();
  expect(company.holds("door")).toEqual([]);
});

it("S64 a wasm that is not what its lock says is refused", async () => {
  await company.change({ "policies/policy.wasm": "not what it was" }, ["dana"]);
  expect((await company.apply()).rules).toMatchObject([{ outcome: "refused" }]);
});
