import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { author, today } from "../../fakes/company.ts";
import { GitHubCompany, type Ask } from "../../fakes/github-company.ts";

let on: GitHubCompany;
beforeEach(async () => {
  on = await GitHubCompany.found();
});
afterEach(() => on[Symbol.asyncDispose]());

/** Two people agree: all that a request for the customer database needs. */
function agreed(ask: Ask): Ask {
  on.approve("bob", ask);
  on.approve("dana", ask);
  return ask;
}

/** Merges what was prepared, and tells by name of each request why it was refused; nothing at all is given. */
async function refusals(asks: readonly Ask[]): Promise<Record<string, string>> {
  for (const ask of asks) if (on.github.hub.pulls.get(ask.number)?.state === "open") on.merge(ask);
  return told();
}

async function told(): Promise<Record<string, string>> {
  const { admitted, changes, refused } = await on.apply();
  expect({ admitted, changes }).toEqual({ admitted: [], changes: [] });
  return Object.fromEntries(refused.map(({ id, code }) => [id.slice(id.indexOf(today) + today.length + 1), code]));
}

describe("agreeing in reviews", () => {
  it("S10 S15 S16 S53 S60 counts nobody who wrote, carried or pushed it, no bot, and nobody whom the catalog does not name", async () => {
    const { github } = on;
    github.collaborator("robot", "write", { type: "Bot" });
    github.collaborator("bob-second", "write");
    github.team("payments", ["accomplice"], "maintain");
    const asks = [
      agreed(on.ask("alice", "co-author", {}, { message: `Ask\n\nCo-authored-by: ${author("bob")}\n` })),
      agreed(on.ask("alice", "committer", {}, { committer: author("bob") })),
      agreed(on.ask("alice", "author", {}, { author: author("bob") })),
      agreed(on.ask("alice", "unattributed", {}, { author: "Alice <alice@elsewhere.example>" })),
      on.ask("alice", "second-account"),
      on.ask("alice", "bot"),
      on.ask("alice", "accomplice"),
      on.ask("alice", "subject"),
    ];
    const byName = (name: string): Ask => asks.find(({ id }) => id.endsWith(`-${name}`))!;
    for (const [name, by] of [
      ["second-account", "bob-second"],
      ["bot", "robot"],
      ["accomplice", "accomplice"],
    ] as const)
      github.review(by, byName(name).number);
    for (const name of ["second-account", "bot", "accomplice", "subject"]) on.approve("dana", byName(name));
    expect(() => on.approve("alice", byName("subject"))).toThrow("Unprocessable");
    const codes = await refusals(asks);
    expect(Object.keys(codes)).toHaveLength(asks.length);
    expect(new Set(Object.values(codes))).toEqual(new Set(["PENDING"]));
  });

  it("S10 S12 S13 S17 S52 S55 counts what was agreed to, by whoever still agrees, before the merge", async () => {
    const { github } = on;
    github.hub.rules.dismissStale = false;
    const pusher = on.ask("alice", "pusher");
    const widened = on.company.text({ subject: "alice", duration: "4h" });
    github.push("bob", { branch: pusher.branch, files: { [pusher.path]: widened }, author: author("alice") });
    const stale = agreed(on.ask("alice", "stale"));
    github.push("alice", { branch: stale.branch, files: { [stale.path]: widened }, author: author("alice") });
    const dismissed = agreed(on.ask("alice", "dismissed"));
    const review = on.approve("dana", dismissed);
    github.dismiss(dismissed.number, review.id);
    const vetoed = agreed(on.ask("alice", "vetoed"));
    github.review("carol", vetoed.number, "REQUEST_CHANGES");
    const silenced = on.ask("alice", "silenced");
    const veto = github.review("carol", silenced.number, "REQUEST_CHANGES");
    github.dismiss(silenced.number, veto.id);
    agreed(silenced);
    const late = on.ask("alice", "late");
    on.approve("dana", late);
    on.merge(late);
    on.company.pass(1);
    on.approve("bob", late);
    const vetoedLate = agreed(on.ask("alice", "vetoed-late"));
    on.merge(vetoedLate);
    on.company.pass(1);
    github.review("carol", vetoedLate.number, "REQUEST_CHANGES");
    expect(await refusals([agreed(pusher), stale, dismissed, vetoed, silenced])).toEqual({
      pusher: "REQUESTER_UNCLEAR",
      stale: "PENDING",
      dismissed: "PENDING",
      vetoed: "OBJECTED",
      silenced: "OBJECTED",
      late: "PENDING",
      "vetoed-late": "OBJECTED",
    });
  });

  it("S51 counts for what the request would have done then: other rights since, and it is void", async () => {
    const ask = agreed(on.ask("alice", "before"));
    const path = "policies/catalog/resources/payments.yaml";
    const text = on.company.repository.git("show", `main:${path}`).replace("customers_ro", "customers_all");
    on.github.push("erin", { branch: "rights", files: { [path]: `${text}\n` }, author: author("erin") });
    const rules = on.github.open("erin", "rights");
    on.approve("dana", rules);
    on.merge(rules);
    expect(await told()).toEqual({});
    const { roles } = (await on.company.rulesInForce()).catalog.resources["payments/customers-db"]!;
    expect(roles["read-only"]?.rights).toEqual({ role: "customers_all" });
    expect(await refusals([ask])).toEqual({ before: "PENDING" });
  });
});

describe("who asks on GitHub", () => {
  it("S53 S74 S89 is who opened the pull request and pushed all of it, never who is merely named", async () => {
    const { github } = on;
    const swapped = on.ask("alice", "swapped");
    const role = on.company.text({ subject: "alice", role: "admin", duration: "1h" });
    github.push("mallory", { branch: swapped.branch, files: { [swapped.path]: role }, author: author("alice") });
    const carried = on.ask("alice", "carried", {}, { pushedBy: "mallory" });
    const inName = on.ask("mallory", "in-name", { subject: "alice" });
    const codes = await refusals([swapped, carried, inName].map(agreed));
    expect(codes).toMatchObject({ swapped: "REQUESTER_UNCLEAR", carried: "REQUESTER_UNCLEAR" });
    expect(codes["in-name"]).not.toBe("PENDING");
    const own = agreed(on.ask("alice", "own"));
    on.merge(own);
    expect(await on.apply()).toMatchObject({ admitted: [own.id] });
  });
});

describe("merging on GitHub", () => {
  it("S20 S21 gives nothing for what was pushed, merged past the rules, merged indirectly or altered", async () => {
    const { github } = on;
    const { repository } = github;
    const direct = `requests/payments/customers-db/${today}-direct.yaml`;
    github.push("mallory", { files: { [direct]: on.company.text({}) }, author: author("alice") });

    const indirect = agreed(on.ask("alice", "indirect"));
    github.move("mallory", "main", repository.git("rev-parse", indirect.branch));

    github.hub.rules.approvals = 1;
    github.hub.rules.bypass = ["mallory"];
    const bypass = on.ask("alice", "bypass");
    on.merge(bypass, { by: "mallory" });
    github.hub.rules.approvals = 0;

    const altered = agreed(on.ask("alice", "altered"));
    on.merge(altered);
    const pull = github.hub.pulls.get(altered.number)!;
    const files = { [altered.path]: on.company.text({ duration: "8h" }) };
    const evil = repository.commit({ branch: "scratch", parents: [pull.merged!.onto], files });
    repository.git("update-ref", "refs/heads/main", evil);
    repository.git("update-ref", "-d", "refs/heads/scratch");
    pull.merged = { ...pull.merged!, commit: evil };
    github.hub.activity[0] = { ...github.hub.activity[0]!, after: evil };
    expect(await told()).toEqual({
      direct: "DIRECT_PUSH",
      indirect: "DIRECT_PUSH",
      bypass: "RULES_BYPASSED",
      altered: "MERGE_ALTERED",
    });
  });

  it("S06 S22 S24 gives nothing for a mixed change, an edit or an id that was used", async () => {
    const { github } = on;
    const mixed = on.ask("alice", "mixed", {}, {});
    github.push("alice", {
      branch: mixed.branch,
      files: { "policies/own/data/x.yaml": "a: 1\n" },
      author: author("alice"),
    });
    expect(await refusals([agreed(mixed)])).toEqual({ mixed: "MIXED_CHANGE" });

    const once = agreed(on.ask("alice", "once"));
    on.merge(once);
    expect(await on.apply()).toMatchObject({ admitted: [once.id] });
    const text = on.company.text({ subject: "alice", duration: "8h" });
    github.push("alice", { branch: "edit", files: { [once.path]: text }, author: author("alice") });
    const edit = github.open("alice", "edit");
    agreed({ ...once, number: edit.number });
    on.merge(edit);
    const { until } = (await on.company.view()).state.grants[once.id]!.lease;
    expect(await told()).toEqual({ once: "REQUEST_EDITED" });
    expect((await on.company.view()).state.grants[once.id]?.lease.until).toBe(until);
  });
});

describe("deleting the file of a request", () => {
  it("S23 S88 ends its grant where who opened the change may revoke it, and else nothing", async () => {
    const { github } = on;
    const asks = ["kept", "done"].map((name) => agreed(on.ask("alice", name)));
    for (const ask of asks) on.merge(ask);
    expect(await on.apply()).toMatchObject({ ok: true });
    const remove = (who: "alice" | "mallory", { path }: Ask): void => {
      github.push(who, { branch: `remove/${who}`, files: { [path]: null }, author: author(who) });
      on.merge(github.open(who, `remove/${who}`));
    };
    const [kept, done] = asks as [Ask, Ask];
    remove("mallory", kept);
    expect(await told()).toEqual({ kept: "DELETION_UNSIGNED" });
    remove("alice", done);
    expect(await on.apply()).toMatchObject({ changes: [{ action: "end", grant: done.id, because: "withdrawn" }] });
    expect(await on.company.story(done.id)).toEqual(["admitted", "starting", "activated", "withdrawn", "ended"]);
    expect(await on.company.story(kept.id)).toEqual(["admitted", "starting", "activated", "refused"]);
  });
});

describe("rules on GitHub", () => {
  it("S07 S46 S72 come into force by a review of their owners that begins at those in force, and by nothing else", async () => {
    const { github } = on;
    const path = "policies/catalog/teams.yaml";
    const before = (await on.company.rulesInForce()).digest;
    const planted =
      "payments: { members: [alice, bob, carol, mallory] }\nsecurity: { members: [dana, olga, mallory] }\n";
    github.push("mallory", { branch: "planted", files: { [path]: planted }, author: author("mallory") });
    const unseen = github.open("mallory", "planted");
    on.approve("bob", unseen);
    on.merge(unseen);
    await told();
    expect((await on.company.rulesInForce()).digest).toBe(before);

    const readme = { "policies/own/data/x.yaml": "a: 1\n" };
    github.push("erin", { branch: "honest", files: readme, author: author("erin") });
    const honest = github.open("erin", "honest");
    on.approve("dana", honest);
    on.merge(honest);
    await told();
    expect((await on.company.rulesInForce()).digest).toBe(before);

    const ask = on.ask("mallory", "mallory");
    expect(await refusals([agreed(ask)])).toEqual({ mallory: "SUBJECT_NOT_ELIGIBLE" });
  });
});
