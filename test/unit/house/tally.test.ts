import { describe, expect, it } from "vitest";
import { tally, toLines, total } from "../../reporter/tally.ts";
import type { Outcome } from "../../reporter/tally.ts";

const run: readonly Outcome[] = [
  { suite: "unit", title: "a", state: "passed" },
  { suite: "unit", title: "b", state: "failed" },
  { suite: "e2e", title: "door [needs openssl (apt-get install openssl)] > opens", state: "skipped" },
  { suite: "e2e", title: "c", state: "skipped", note: "only as root" },
  { suite: "e2e", title: "d", state: "skipped" },
];

describe("the end of a test run", () => {
  it("tells the suites apart", () => {
    expect(tally(run).suites).toEqual({
      unit: { passed: 1, failed: 1, skipped: 0 },
      e2e: { passed: 0, failed: 0, skipped: 3 },
    });
  });

  it("gives the sums", () => {
    expect(total(tally(run))).toEqual({ passed: 1, failed: 1, skipped: 3 });
  });

  it("says why each test was skipped, and when nobody said", () => {
    expect(tally(run).skips.map((skip) => skip.why)).toEqual([
      "openssl (apt-get install openssl)",
      "only as root",
      "no reason given",
    ]);
  });

  it("names every skipped test below its reason", () => {
    expect(toLines(tally(run)).slice(2)).toEqual([
      "Skipped:",
      "  1 because of: openssl (apt-get install openssl)",
      "    e2e › door [needs openssl (apt-get install openssl)] > opens",
      "  1 because of: only as root",
      "    e2e › c",
      "  1 because of: no reason given",
      "    e2e › d",
    ]);
  });

  it("says so when nothing was skipped", () => {
    expect(toLines(tally(run.slice(0, 1))).at(-1)).toBe("Nothing was skipped.");
  });
});
