import { describe, expect, it } from "vitest";
import type { VerifyReport } from "../../../../src/core/report/report.ts";
import { verifyMarkdown } from "../../../../src/views/markdown/verify.ts";
import { verifyText } from "../../../../src/views/text/verify.ts";

const plain = (_: unknown, text: string): string => text;
const whole: VerifyReport = {
  ok: true,
  events: 13,
  head: "abc",
  digest: "sha256-x",
  from: "2026-11-22T10:00:00.000Z",
  until: "2026-11-22T12:00:00.000Z",
  first_bad: null,
};
const bad = (code: string, commit = "c0ffee"): VerifyReport["first_bad"] => ({
  seq: 14,
  commit,
  code,
  message: "What it is.",
  next: "What to do.",
});

describe("a history", () => {
  it("that is whole says so, with the digest that stands for it", () => {
    expect(verifyText({ ...whole, decisions: { replayed: 1, stopped: 0 } }, plain)).toBe(
      "The history is whole. 13 events, 2026-11-22 10:00 UTC to 2026-11-22 12:00 UTC.\n  head    abc\n  digest  sha256-x\n  1 decision came out the same, judged once more.\n",
    );
    expect(verifyMarkdown(whole)).toContain("### ✅ The history is whole");
  });

  it.each([
    { code: "LEDGER_CHAIN", says: "The history is broken at event 14" },
    { code: "LEDGER_MISSING", says: "The history is not here" },
    { code: "DECISION_DIFFERS", says: "The chain is whole, but not what event 14 decides" },
    { code: "DECISION_IGNORED", says: "The chain is whole, but not what event 14 decides" },
    { code: "DECISION_UNREADABLE", says: "The chain is whole, and event 14 could not be judged once more" },
    { code: "DECISION_TOO_SLOW", says: "The chain is whole, and event 14 could not be judged once more" },
    { code: "DECISION_NEWER", says: "The chain is whole, and event 14 could not be judged once more" },
  ])("with $code says what that means, and what to do", ({ code, says }) => {
    const report = { ...whole, ok: false, first_bad: bad(code) };
    expect(verifyText(report, plain)).toMatch(
      new RegExp(`^${says}: ${code}\n {2}What it is\\.\n {2}Next: What to do\\.\n`),
    );
    expect(verifyMarkdown(report)).toMatch(new RegExp(`^### 🔴 ${says}\n\n\\*\\*\`${code}\`\\*\\* What it is\\.`));
    expect(verifyMarkdown(report)).toContain("**Next:** What to do.");
  });

  it("that is broken says where, and how much before it is whole", () => {
    const text = verifyText({ ...whole, ok: false, first_bad: bad("LEDGER_CHAIN") }, plain);
    expect(text).toContain("  commit  c0ffee\n  13 events before it are whole, 2026-11-22 10:00 UTC to");
    const first = { ...whole, ok: false, events: 0, from: null, until: null, first_bad: bad("LEDGER_MISSING", "") };
    expect(verifyText(first, plain)).not.toMatch(/commit|before it/);
    expect(verifyMarkdown(first)).not.toMatch(/Commit|before it/);
  });

  it("whose decision differs says how many came out the same before", () => {
    const report = { ...whole, ok: false, first_bad: bad("DECISION_DIFFERS"), decisions: { replayed: 7, stopped: 0 } };
    expect(verifyText(report, plain)).toMatch(/\n {2}7 decisions came out the same, judged once more\.\n$/);
    expect(verifyText(report, plain)).not.toContain("commit");
  });

  it("with denials for taking too long says that those cannot be repeated", () => {
    expect(verifyText({ ...whole, decisions: { replayed: 7, stopped: 1 } }, plain)).toMatch(
      /judged once more\.\n {2}1 denial because rules took too long cannot be repeated: here they were quicker\.\n$/,
    );
  });

  it("that nobody can speak for says no more than that", () => {
    expect(verifyText({ ...whole, ok: false }, plain)).toBe("The history could not be verified.\n");
    expect(verifyMarkdown({ ...whole, ok: false })).toBe("### 🔴 The history could not be verified\n");
  });
});
