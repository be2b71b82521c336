import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRunner } from "../../../src/action/runner.ts";
import { sayAnswer } from "../../../src/action/say-answer.ts";
import type { EventBodies } from "../../../src/core/ledger/event-body.ts";
import { problemsAnnotations } from "../../../src/views/annotations/problems.ts";
import { checkMarkdown } from "../../../src/views/markdown/check.ts";
import { checkText } from "../../../src/views/text/check.ts";
import { author, today, type Who } from "../../fakes/company.ts";
import { burst } from "../../fakes/github-burst.ts";
import { GitHubCompany, type Ask } from "../../fakes/github-company.ts";

const options = { signal: new AbortController().signal };
let on: GitHubCompany;
beforeEach(async () => {
  on = await GitHubCompany.found({
    "policies/catalog/teams.yaml":
      "payments: { members: [alice, bob, carol] }\nsecurity: { members: [bob, dana, olga] }\n",
  });
});
afterEach(() => on[Symbol.asyncDispose]());

/** What the gate did with a pull request, and what shows beside its head. */
async function gated(ask: Pick<Ask, "number">): Promise<readonly [string, boolean, string | null]> {
  const done = await on.gate(ask);
  return [done?.report.outcome ?? "gone", (done?.merged ?? null) !== null, on.status(ask)];
}

const stricter = `timezone: UTC
rules: { from: [team:security], count: 1 }
approvals: { low: { owners: 1 } }
`;

const waits = ["pending", false, "pending"];
const merges = ["allowed", true, "success"];

/** A change of one file of the rules by erin, agreed to by olga and merged by hand. */
async function change(branch: string, text: string, reviewer: Who = "olga"): Promise<void> {
  const path = "policies/catalog/teams.yaml";
  on.github.push("erin", { branch, files: { [path]: text }, author: author("erin") });
  const pull = on.github.open("erin", branch);
  on.approve(reviewer, pull);
  expect(await gated(pull)).toEqual(["allowed", false, "success"]);
  on.merge(pull);
  await on.apply();
}

describe("the gate", () => {
  it("S11 S12 S13 merges once as many people agree as have to, to what stands there, and still do", async () => {
    const ask = on.ask("alice", "gated");
    expect(await gated(ask)).toEqual(waits);
    expect([...(on.github.hub.pulls.get(ask.number)?.asked ?? [])].sort()).toEqual(["bob", "carol", "dana", "olga"]);

    for (let time = 0; time < 2; time++) on.approve("bob", ask);
    expect(await gated(ask)).toEqual(waits); // he sits in both groups, and is one

    const other = on.approve("dana", ask);
    on.github.dismiss(ask.number, other.id);
    expect(await gated(ask)).toEqual(waits);

    on.approve("dana", ask);
    const wider = on.company.text({ subject: "alice", duration: "4h" });
    on.github.push("alice", { branch: ask.branch, files: { [ask.path]: wider }, author: author("alice") });
    expect(await gated(ask)).toEqual(waits);

    on.approve("carol", ask, { body: "Seen with alice on the phone" });
    on.approve("dana", ask);
    expect(await gated(ask)).toEqual(merges);
    expect(on.github.repository.tip(ask.branch)).toBeNull();
    expect(await on.apply()).toMatchObject({ ok: true, admitted: [ask.id] });
    const admitted = (await on.company.events()).find(({ type }) => type === "admitted");
    const { approvals } = (admitted?.body as EventBodies["admitted"]).judged;
    expect(approvals.map(({ by, review }) => [by, review?.text])).toEqual([
      ["carol", "Seen with alice on the phone"],
      ["dana", undefined],
    ]);
  });

  it("S21 merges the very head that it judged, or nothing", async () => {
    const ask = on.ask("alice", "raced");
    for (const who of ["bob", "dana"] as const) on.approve(who, ask);
    const { changes } = on;
    const wider = on.company.text({ subject: "alice", duration: "8h" });
    const racing: typeof changes = {
      ...changes,
      merge: (found, how, options) => {
        on.github.push("alice", { branch: ask.branch, files: { [ask.path]: wider }, author: author("alice") });
        return changes.merge(found, how, options);
      },
    };
    expect(await on.gate(ask, { changes: racing })).toBeNull();
    expect(on.github.hub.pulls.get(ask.number)).toMatchObject({ state: "open", merged: null });
    expect(await gated(ask)).toEqual(waits);
  });

  it("S14 S73 counts nobody who left, and no rules that were agreed to before others came", async () => {
    const before = "payments: { members: [alice, bob, carol] }\nsecurity: { members: [bob, dana, olga] }\n";
    const ask = on.ask("alice", "left");
    for (const who of ["bob", "dana"] as const) on.approve(who, ask);
    await change("without-dana", before.replace(", dana", ""));
    expect(await gated(ask)).toEqual(waits);

    const { digest } = await on.company.rulesInForce();
    on.github.push("mallory", {
      branch: "restored",
      files: { "policies/catalog/teams.yaml": before },
      author: author("mallory"),
    });
    const restored = on.github.open("mallory", "restored");
    on.github.review("olga", restored.number, "APPROVE", { commit: on.github.main });
    expect(await gated(restored)).toEqual(waits);
    on.merge(restored);
    expect(await on.apply()).toMatchObject({ rules: [{ outcome: "refused" }], admitted: [] });
    expect((await on.company.rulesInForce()).digest).toBe(digest);
  });

  it("S40 shows what a request and its reviewers write as text, in the comment, the log and both histories", async () => {
    const trick = "@acme/security <img src=x> </details><!-- brevet --> | a | ::add-mask::x";
    const forged = `${trick}\n\nBrevet-Approved-By: mallory\n`;
    const ask = on.ask("alice", "hostile", { reason: JSON.stringify(forged) }, { message: forged });
    const broken = on.ask("alice", "broken", { more: `${JSON.stringify(trick)}: 1\n` });
    const log: string[] = [];
    const runner = openRunner({}, (text) => log.push(text));
    const say = async (about: Ask): Promise<void> => {
      const { change, report, explained, replayed, stopped } = (await on.gate(about))!;
      const judged = { head: change.head, rules: "r", then: "merges", stopped, explained, replayed } as const;
      runner.annotate(problemsAnnotations(report.requests.flatMap(({ problems }) => problems)));
      runner.log(checkText(report, (_, text) => text));
      if (!report.ok) await sayAnswer(on.changes, change, checkMarkdown(report, judged), options);
    };
    await say(ask);
    await say(broken);
    const said = on.github.hub.comments.map(({ body }) => body);
    expect(said.map((body) => body.split("<!-- brevet -->").length)).toEqual([2, 2]);
    expect(said[1]).toContain("acme/security");
    for (const body of said) expect(body).not.toMatch(/@acme|<img|\| a \|/);

    on.approve("bob", ask, { body: forged });
    on.approve("dana", ask);
    await say(ask);
    const commands = log.join("").replaceAll(/::stop-commands::(.+)\n[^]*?::\1::\n/g, "");
    expect(commands).toMatch(/^(?:::(?:error|warning|notice) [^\n]*\n)+$/);
    expect(on.github.repository.git("show", "-s", "--format=%B", "main")).toBe(`Request ${ask.id} (#${ask.number})`);
    expect(await on.apply()).toMatchObject({ admitted: [ask.id] });
    const who = "--format=%(trailers:key=Brevet-Approved-By,valueonly,separator=%x2C)";
    expect(on.github.repository.git("log", who, "ledger/1")).toBe("bob,dana");
  });

  it("tells what other rules would have made of what was asked, and of nothing where none are changed", async () => {
    const ask = on.ask("alice", `payments/reports/${today}-alice`, { role: "view" });
    expect((await on.gate(ask))?.replayed).toBeNull();
    await on.apply();
    const files = { "policies/catalog/org.yaml": stricter };
    on.github.push("erin", { branch: "stricter", files, author: author("erin") });
    const found = await on.gate(on.github.open("erin", "stricter"));
    expect(found?.replayed).toMatchObject({
      decisions: 1,
      changed: 1,
      outcomes: [{ was: "allowed", now: "pending" }],
      cases: [{ request: ask.id }],
    });
    const broken = { "policies/catalog/org.yaml": "timezone: Nowhere/At-all\n" };
    on.github.push("erin", { branch: "broken", files: broken, author: author("erin") });
    expect((await on.gate(on.github.open("erin", "broken")))?.replayed).toBeNull();
  });

  it("S23 leaves deletions to people, and merges nothing that holds no request", async () => {
    const ask = on.ask("alice", `payments/reports/${today}-alice`, { role: "view" });
    expect(await gated(ask)).toEqual(merges);
    expect(await on.apply()).toMatchObject({ admitted: [ask.id] });
    on.github.push("mallory", { branch: "away", files: { [ask.path]: null }, author: author("mallory") });
    expect(await gated(on.github.open("mallory", "away"))).toEqual(["allowed", false, "success"]);
    expect(on.company.holds("door")).toHaveLength(1);
  });

  it("S25 S26 gives nothing where main or the ledger was rewritten, whatever it merges", async () => {
    const first = on.ask("alice", `payments/reports/${today}-first`, { role: "view" });
    const start = on.github.main;
    expect(await gated(first)).toEqual(merges);
    await on.apply();
    on.github.hub.rules.bypass = ["mallory"];
    on.github.move("mallory", "main", start);
    const second = on.ask("alice", `payments/reports/${today}-second`, { role: "view" });
    expect(await gated(second)).toEqual(merges);
    expect(await on.apply()).toMatchObject({ admitted: [], frozen: { code: "MAIN_REWRITTEN" } });

    const tip = on.github.repository.tip("ledger/1") ?? "";
    const forged = { branch: "ledger/1", files: { "events/000/00/00/000000099-admitted.json": "{}" } };
    on.github.push("mallory", forged);
    const third = on.ask("alice", `payments/reports/${today}-third`, { role: "view" });
    await expect(on.gate(third)).rejects.toThrow("ledger");
    expect(on.github.hub.pulls.get(third.number)?.merged).toBeNull();
    on.github.move("mallory", "ledger/1", tip);
  });

  it("asks nobody of a draft and merges none, and does not stop at what GitHub refuses", async () => {
    const ask = on.ask("alice", `payments/reports/${today}-draft`, { role: "view" });
    const pull = on.github.hub.pulls.get(ask.number);
    if (pull !== undefined) pull.isDraft = true;
    expect(await gated(ask)).toEqual(["allowed", false, "success"]);
    if (pull !== undefined) pull.isDraft = false;
    on.github.hub.rules.approvals = 1;
    expect(await on.gate(ask)).toMatchObject({ merged: null, stopped: expect.stringContaining("rule") as string });
    on.github.trouble(/PUT .*\/merge/, 502);
    await expect(on.gate(ask)).rejects.toThrow("merged");
    on.github.hub.rules.approvals = 0;
    expect(await gated(ask)).toEqual(merges);
  });
});

describe("many requests on GitHub that are agreed to within a minute", () => {
  it("are as many grants, each once, for eleven calls each at most (a hundred: npm run bench -- burst-github)", async () => {
    const many = 5;
    const { calls, admitted, ...done } = await burst(many);
    expect(done).toEqual({ merged: many, held: many, stories: ["admitted starting activated"] });
    expect(new Set(admitted).size).toBe(many);
    expect(admitted).toHaveLength(many);
    expect(calls).toBeLessThanOrEqual(11 * many);
  });
});
