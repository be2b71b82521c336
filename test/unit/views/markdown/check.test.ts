import { describe, expect, it } from "vitest";
import { checkMarkdown, isSameAnswer, type Judged } from "../../../../src/views/markdown/check.ts";
import type { ReplayReport } from "../../../../src/core/report/replay.ts";
import type { CheckReport } from "../../../../src/core/report/report.ts";
import * as answers from "./answers.ts";

const judged: Judged = {
  head: "4f1c2d3e5a6b7c8d9e0f4f1c2d3e5a6b7c8d9e0f",
  rules: "sha256-8pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0ungWv48Bz",
  then: "merges",
  stopped: null,
  explained: [],
  replayed: null,
};

const replayed: ReplayReport = {
  ok: true,
  policy: judged.head,
  since: "2026-08-27T10:00:00Z",
  decisions: 812,
  unreadable: 0,
  newer: 0,
  problems: [],
  same: 810,
  changed: 2,
  outcomes: [
    { was: "allowed", now: "denied", count: 1 },
    { was: "allowed", now: "allowed", count: 1 },
  ],
  terms: [
    { term: "deny LEASE_TOO_LONG", gained: 1, lost: 0 },
    { term: "stage owner: 1 of team:payments", gained: 1, lost: 0 },
  ],
  subjects: [
    { id: "alice", count: 1 },
    { id: "bob", count: 1 },
  ],
  resources: [{ id: "payments/customers-db", count: 2 }],
  cases: [
    {
      seq: 12,
      at: "2026-11-20T09:30:00Z",
      request: "payments/customers-db/2026-11-20-alice",
      subject: "alice",
      entitlement: "payments/customers-db:read-only",
      was: "allowed",
      now: "denied",
      gained: ["deny LEASE_TOO_LONG"],
      lost: [],
    },
    {
      seq: 17,
      at: "2026-11-21T14:05:00Z",
      request: "payments/customers-db/2026-11-21-bob",
      subject: "bob",
      entitlement: "payments/customers-db:read-only",
      was: "allowed",
      now: "allowed",
      gained: ["stage owner: 1 of team:payments"],
      lost: [],
    },
  ],
};
const rules: CheckReport = { ok: true, outcome: "allowed", problems: [], requests: [], rules: true };

describe("the comment on a pull request", () => {
  it.each([
    { name: "allowed", report: answers.allowed },
    { name: "pending", report: answers.pending },
    { name: "denied", report: answers.denied },
    { name: "invalid", report: answers.invalid },
    { name: "emergency", report: answers.emergency },
    { name: "bundle", report: answers.bundle },
    { name: "hostile", report: answers.hostile },
  ])("is what was looked at in a browser: $name", async ({ name, report }) => {
    await expect(checkMarkdown(report, judged)).toMatchFileSnapshot(`golden/${name}.md`);
  });

  it("tells of other rules what they would have done, which is no other answer when more was asked meanwhile", async () => {
    const text = checkMarkdown(rules, { ...judged, then: "somebody merges", replayed });
    await expect(text).toMatchFileSnapshot("golden/rules.md");
    const later = { ...replayed, decisions: 900, same: 898 };
    const again = checkMarkdown(rules, { ...judged, then: "somebody merges", replayed: later });
    expect([again === text, isSameAnswer(again, text)]).toEqual([false, true]);
  });

  it("says the same twice in the same words, so that it need not be written again", () => {
    expect(checkMarkdown(answers.pending, judged)).toBe(checkMarkdown(structuredClone(answers.pending), judged));
  });

  it("says why the forge does not let through what is allowed", () => {
    const text = checkMarkdown(answers.allowed, { ...judged, stopped: "Required status check is expected" });
    expect(text).toContain("It waits for GitHub: Required status check is expected");
  });

  it("says that it stands in the merge queue", () => {
    expect(checkMarkdown(answers.allowed, { ...judged, then: "is queued" })).toContain("it stands in the merge queue");
  });

  it("fits into a comment, whatever there is to say, and tells that there is more", () => {
    const many = { ...answers.bundle, requests: Array(100).fill(answers.alices) as typeof answers.bundle.requests };
    const text = checkMarkdown(many, judged);
    expect(text.length).toBeLessThan(65_000);
    expect(text).toContain("more than fits here");
  });
});
