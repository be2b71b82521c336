import { afterEach, beforeEach, expect, it } from "vitest";
import { Company, author, today } from "../../fakes/company.ts";

let company: Company;
beforeEach(async () => {
  company = await Company.found();
});
afterEach(() => company[Symbol.asyncDispose]());

/** Nothing was given, and the request is not admitted. */
async function expectRefused(id: string, code: string): Promise<void> {
  const report = await company.apply();
  expect(report.refused.map((r) => [r.id, r.code])).toContainEqual([id, code]);
  expect(report.admitted).toEqual([]);
  expect(company.holds("prod-db")).toEqual([]);
  expect((await company.ledger().verify({ signal: new AbortController().signal })).ok).toBe(true);
}

it("S10 the one who asks fills no seat", async () => {
  const id = await company.ask("bob", "own");
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.merge(id);
  await expectRefused(id, "PENDING");
});

it.each([
  ["author", { author: author("bob") }],
  ["author by another spelling", { author: "B. <BOB@acme.example>" }],
])("S10 the %s of a commit that touches the file fills no seat", async (_, over) => {
  const id = await company.ask("alice", "written-by-bob", {}, over);
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.merge(id);
  await expectRefused(id, "PENDING");
});

it("S10 a co-author of a commit that touches the file fills no seat", async () => {
  const id = await company.ask("alice", "co-authored");
  company.repository.commit({
    branch: `request/${id}`,
    files: { [`requests/${id}.yaml`]: company.text({ subject: "alice" }) + "# together\n" },
    author: author("alice"),
    message: "Say more\n\nCo-authored-by: Bob <bob@acme.example>\n",
  });
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.merge(id);
  await expectRefused(id, "PENDING");
});

it("S12 an approval of an older content is void", async () => {
  const id = await company.ask("alice", "changed");
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.branch(id, { [`requests/${id}.yaml`]: company.text({ subject: "alice", duration: "8h" }) });
  await company.sign("alice", id, { do: "request", request: id, digest: await company.digest(id) });
  company.merge(id);
  await expectRefused(id, "PENDING");
});

it("S12 an approval of another request is void here", async () => {
  const other = await company.ask("alice", "other");
  const digest = await company.digest(other);
  const id = await company.ask("alice", "this");
  await company.sign("bob", id, { do: "approve", request: id, digest, effect: digest });
  await company.approve("dana", id);
  company.merge(id);
  await expectRefused(id, "PENDING");
});

it("S15 a forged author gives nobody's word, and takes no one's but the one it names", async () => {
  const id = `payments/customers-db/${today}-forged`;
  company.branch(id, { [`requests/${id}.yaml`]: company.text({ subject: "alice" }) }, author("alice"));
  company.merge(id);
  await expectRefused(id, "NOT_ASKED");
});

it("S16 whoever changes the terms while agreeing makes another request of it", async () => {
  const id = await company.ask("alice", "terms");
  company.branch(id, { [`requests/${id}.yaml`]: company.text({ subject: "alice", duration: "4h" }) }, author("bob"));
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.merge(id);
  await expectRefused(id, "NOT_ASKED");
});

it("S17 a veto wins over every approval, and uses the id up", async () => {
  const id = await company.ask("alice", "vetoed");
  await company.approve("bob", id);
  await company.approve("dana", id);
  await company.sign("olga", id, { do: "object", request: id, digest: await company.digest(id) });
  company.merge(id);
  await expectRefused(id, "OBJECTED");
  expect((await company.view()).state.ids).toHaveProperty([id]);
});

it("S52 an objection counts from an order, also when the change leaves it out", async () => {
  const id = await company.ask("alice", "order");
  await company.approve("bob", id);
  await company.approve("dana", id);
  await company.order("olga", { do: "object", request: id, digest: await company.digest(id) });
  company.merge(id);
  await expectRefused(id, "OBJECTED");
});

it("S52 a change that deletes an objection is refused", async () => {
  const id = await company.ask("alice", "deleted");
  await company.approve("bob", id);
  await company.approve("dana", id);
  const { path, text } = await company.statement("olga", {
    do: "object",
    request: id,
    digest: await company.digest(id),
  });
  company.push({ [path]: text });
  await company.apply();
  company.repository.git("update-ref", `refs/heads/late`, "refs/heads/main");
  company.repository.git("update-ref", "-d", `refs/heads/request/${id}`);
  await company.ask("alice", id);
  company.branch(id, { [path]: null });
  company.merge(id);
  await expectRefused(id, "STATEMENT_CHANGED");
});

it("S53 whoever carries another's request is not taken for the one who asks", async () => {
  const id = await company.ask("mallory", "carried", { subject: "mallory" }, { author: author("bob") });
  await company.approve("mallory", id);
  await company.approve("dana", id);
  company.merge(id);
  const report = await company.apply();
  expect(report.admitted).toEqual([]);
  expect(company.holds("prod-db")).toEqual([]);
});

it("S56 a statement of another access repository is void here", async () => {
  const id = await company.ask("alice", "replayed");
  const digest = await company.digest(id);
  await company.sign("bob", id, { do: "approve", request: id, digest, effect: digest }, { repository: "elsewhere" });
  await company.approve("dana", id);
  company.merge(id);
  await expectRefused(id, "PENDING");
});

it("S50 a key that only somebody else spoke for is refused", async () => {
  const id = `payments/secrets/${today}-for-vera`;
  const key = `public_key: ${company.keys.erin.publicKey}\n`;
  await company.ask("erin", id, { subject: "vera", role: "read", more: key });
  expect((await company.check(id)).requests[0]?.problems.map((p) => p.code)).toEqual(["KEY_NOT_SUBJECTS"]);
  company.merge(id);
  await expectRefused(id, "KEY_NOT_SUBJECTS");
  expect(company.holds("vault")).toEqual([]);
});

it("S50 a key that the subject signed for is the subject's", async () => {
  const id = `payments/secrets/${today}-alice-own`;
  await company.ask("alice", id, { role: "read", more: `public_key: ${company.keys.bob.publicKey}\n` });
  expect(await company.check(id)).toMatchObject({ outcome: "allowed" });
});

it("S50 nobody asks in another's name", async () => {
  const id = await company.ask("mallory", "in-alices-name", { subject: "alice" });
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.merge(id);
  const report = await company.apply();
  expect(report.admitted).toEqual([]);
  expect(company.holds("prod-db")).toEqual([]);
});

it("S84 an approval older than a revocation is void", async () => {
  const id = await company.ask("alice", "revoked");
  await company.approve("bob", id);
  await company.approve("dana", id);
  await company.order("bob", { do: "revoke", match: { resource: "payments/customers-db" }, reason: "Incident INC-9" });
  await company.apply();
  company.merge(id);
  await expectRefused(id, "PENDING");
});

it("S84 a revocation that was lifted does not come back", async () => {
  const revoked = await company.order("dana", {
    do: "revoke",
    match: { subject: "alice" },
    reason: "Laptop was stolen",
  });
  await company.apply();
  expect((await company.view()).state.revokes).toHaveLength(1);
  await company.order("dana", { do: "lift", digest: revoked });
  await company.apply();
  await company.apply();
  const { state } = await company.view();
  expect(state.revokes).toEqual([]);
  expect(state.lifted).toContain(revoked);
});

it("S86 an approval is not kept for weeks", async () => {
  const id = await company.ask("alice", "stockpiled");
  await company.approve("bob", id);
  await company.approve("dana", id);
  company.pass(4 * 24 * 60);
  company.merge(id);
  await expectRefused(id, "TOO_LATE");
});

it("S89 another's id is not spoiled by merging it too early", async () => {
  const id = `payments/customers-db/${today}-alice-first`;
  await company.ask("mallory", id, { subject: "alice" }, { sign: false, author: author("mallory") });
  company.merge(id);
  await expectRefused(id, "NOT_ASKED");
  expect((await company.view()).state.ids).not.toHaveProperty([id]);
});

it("S89 of two who asked, the subject is the one who asks", async () => {
  const id = await company.ask("alice", "both");
  await company.sign("mallory", id, { do: "request", request: id, digest: await company.digest(id) });
  expect((await company.check(id)).requests[0]).toMatchObject({ requester: "alice" });
});
