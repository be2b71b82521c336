import { describe, expect, it } from "vitest";
import { checkMarkdown, type Judged } from "../../../../src/views/markdown/check.ts";
import * as answers from "./answers.ts";

const judged: Judged = {
  head: "4f1c2d3e5a6b7c8d9e0f4f1c2d3e5a6b7c8d9e0f",
  rules: "sha256-8pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0ungWv48Bz",
  then: "merges",
  stopped: null,
  explained: [],
};

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
