import { expect, it } from "vitest";
import type { ReplayedCase } from "../../../../src/core/report/replay.ts";
import { Tally } from "../../../../src/engine/replay/tally.ts";
import { replayMarkdown } from "../../../../src/views/markdown/replay.ts";
import { replayText } from "../../../../src/views/text/replay.ts";

const about = { policy: null, since: null };
const plain = (_: unknown, text: string): string => text;

function one(over: Partial<ReplayedCase> = {}): ReplayedCase {
  return {
    seq: 1,
    at: "2026-11-22T10:00:00.000Z",
    request: "payments/door/2026-11-22-alice",
    subject: "alice",
    entitlement: "payments/door:enter",
    was: "allowed",
    now: "denied",
    gained: ["deny LEASE_TOO_LONG"],
    lost: [],
    ...over,
  };
}

function many(count: number, over: Partial<ReplayedCase> = {}): Tally {
  const tally = new Tally();
  for (let index = 0; index < count; index += 1) tally.differs(one(over));
  tally.decisions = count;
  return tally;
}

it("counts everything and tells some cases, whatever the past is long", () => {
  const report = many(1000).report(about);
  expect(report).toMatchObject({
    changed: 1000,
    outcomes: [{ was: "allowed", now: "denied", count: 1000 }],
    terms: [{ term: "deny LEASE_TOO_LONG", gained: 1000, lost: 0 }],
    subjects: [{ id: "alice", count: 1000 }],
    resources: [{ id: "payments/door", count: 1000 }],
  });
  expect(report.cases).toHaveLength(50);
  expect(replayText(report, plain)).toContain("…and 950 more.");
});

it("tells cases with another outcome before those on other terms", () => {
  const tally = many(30, { was: "allowed", now: "allowed" });
  tally.differs(one({ subject: "bob" }));
  const { cases, subjects } = tally.report(about);
  expect(cases.map(({ subject }) => subject)).toEqual(["bob", ...Array.from({ length: 20 }, () => "alice")]);
  expect(subjects).toEqual([
    { id: "alice", count: 30 },
    { id: "bob", count: 1 },
  ]);
});

it("says in one sentence that nothing changes", () => {
  const tally = new Tally();
  [tally.decisions, tally.same] = [5, 5];
  const report = tally.report(about);
  expect(report.problems).toEqual([]);
  const sentence = "By the rules of the work tree nothing changes in 5 decisions.";
  expect(replayText(report, plain)).toBe(`${sentence}\n`);
  expect(replayMarkdown(report)).toBe(`**${sentence}**\n`);
});

it("says of how many it tells, and what to do about those that could not be judged", () => {
  const tally = new Tally();
  [tally.decisions, tally.same, tally.unreadable, tally.newer] = [10, 5, 1, 4];
  const report = tally.report(about);
  expect(report).toMatchObject({ decisions: 10, unreadable: 1, newer: 4, same: 5, changed: 0 });
  expect(report.problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    "warning PAST_UNREADABLE",
    "warning PAST_NEWER",
  ]);
  const text = replayText(report, plain);
  expect(text).toMatch(
    /^By the rules of the work tree nothing changes in 5 decisions\.\n\nPAST_UNREADABLE \(warning\)\n {2}1 decision was not judged/,
  );
  expect(text).toMatch(/PAST_NEWER \(warning\)\n {2}4 decisions were not judged: .*\n {2}Next: /);
  expect(replayMarkdown(report)).toContain("**`PAST_NEWER`**");
});

it("says that it was cut short, and how to ask for the rest", () => {
  const tally = new Tally();
  [tally.decisions, tally.same, tally.cutAfter] = [512, 512, 30];
  expect(replayText(tally.report(about), plain)).toMatch(
    /PAST_CUT \(warning\)\n {2}Only a part .* 30 seconds\.\n {2}Next: /,
  );
});

it.each([
  {
    name: "nothing where nothing was recorded",
    counts: { decisions: 0, newer: 0, same: 0 },
    since: null,
    says: "No decision was recorded.",
  },
  {
    name: "nothing where nothing was recorded since then",
    counts: { decisions: 0, newer: 0, same: 0 },
    since: "2026-11-22T10:00:00Z",
    says: "No decision was recorded since 2026-11-22 10:00 UTC.",
  },
  {
    name: "nothing where nothing could be judged",
    counts: { decisions: 4, newer: 4, same: 0 },
    since: null,
    says: "None of 4 decisions could be judged once more.",
  },
  {
    name: "whose rules, and since when",
    counts: { decisions: 1, newer: 0, same: 1 },
    since: "2026-11-22T10:00:00Z",
    policy: "1234567890abcdef",
    says: "By the rules of 1234567890ab nothing changes in 1 decision since 2026-11-22 10:00 UTC.",
  },
])("claims $name", ({ counts, since, policy = null, says }) => {
  const tally = Object.assign(new Tally(), counts);
  expect(replayText(tally.report({ policy, since }), plain)).toMatch(new RegExp(`^${says.replaceAll(".", "\\.")}\n`));
});

it("tells in one sentence of what changes, and in one line for whom and on what", () => {
  const text = replayText(many(1).report(about), plain);
  expect(text).toContain("By the rules of the work tree 1 of 1 decision would have been another.\n");
  expect(text).toContain("  For alice (1); on payments/door (1).\n");
});

it("S40 shows names and terms as they are, in a terminal and in a comment", () => {
  const hostile = "stage \u001B[2J|@all";
  const report = many(1, { gained: [hostile], subject: "<b>`x" }).report(about);
  expect(replayText(report, plain)).not.toContain("\u001B");
  expect(replayMarkdown(report)).toContain("``<b>`x``");
  expect(replayMarkdown(report)).toContain("\\|@all`");
});
