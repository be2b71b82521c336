import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventBodies } from "../../../src/core/ledger/event-body.ts";
import { forgeIdOf, today } from "../../fakes/company.ts";
import { GitHubCompany } from "../../fakes/github-company.ts";

let on: GitHubCompany;
beforeEach(async () => {
  on = await GitHubCompany.found();
});
afterEach(() => on[Symbol.asyncDispose]());

const reports = `payments/reports/${today}-alice`;

describe("a request on GitHub", () => {
  it("is admitted by the rules alone, asked for by who opened it, and ended on time", async () => {
    const ask = on.ask("alice", reports, { role: "view", duration: "1h" });
    on.merge(ask);
    expect(await on.apply()).toMatchObject({ ok: true, admitted: [reports] });
    expect(on.company.holds("door")).toEqual(['alice {"role":"reports"}']);
    on.company.pass(60);
    expect(await on.apply()).toMatchObject({ ok: true, changes: [{ action: "end", because: "expired" }] });
    expect(await on.company.story(reports)).toEqual(["admitted", "starting", "activated", "ended"]);
  });

  it.each(["squash", "merge", "rebase"] as const)("is agreed to in reviews and merged by %s", async (method) => {
    const ask = on.ask("alice", "two-stages");
    on.company.pass(5);
    const owner = on.approve("bob", ask);
    on.approve("dana", ask);
    on.merge(ask, { method });
    expect(await on.apply()).toMatchObject({ ok: true, admitted: [ask.id], refused: [] });
    expect(on.company.holds("prod-db")).toEqual(['alice {"role":"customers_ro"}']);
    const admitted = (await on.company.events()).find(({ type }) => type === "admitted");
    const { judged } = admitted?.body as EventBodies["admitted"];
    expect(judged).toMatchObject({
      requester: "alice",
      change: { source: "github", number: ask.number, opened_by: forgeIdOf("alice"), head: owner.commit },
      input: { approvals: [{ by: "bob", via: "github", seconds_after_request: 300 }, { by: "dana" }] },
    });
    expect(judged.approvals).toMatchObject([
      { by: "bob", via: "github", review: { change: ask.number, id: owner.id, commit: owner.commit } },
      { by: "dana", via: "github", review: { by: forgeIdOf("dana") } },
    ]);
  });

  it("costs four calls, each commit once, and a run with nothing new none", async () => {
    const ask = on.ask("alice", reports, { role: "view" });
    on.merge(ask);
    on.github.calls();
    await on.apply();
    expect(on.github.calls()).toHaveLength(4);
    await on.apply();
    on.restart();
    await on.apply();
    expect(on.github.calls()).toEqual([]);
  });

  it("S13 stays admitted when a review is dismissed afterwards", async () => {
    const ask = on.ask("alice", "dismissed-later");
    on.approve("bob", ask);
    const review = on.approve("dana", ask);
    on.merge(ask);
    await on.apply();
    on.github.dismiss(ask.number, review.id);
    on.restart();
    on.company.pass(10);
    expect(await on.apply()).toMatchObject({ ok: true, changes: [] });
    expect(on.company.holds("prod-db")).toHaveLength(1);
  });
});
