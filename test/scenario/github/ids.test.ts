import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { author, today, type Who } from "../../fakes/company.ts";
import { GitHubCompany, type Ask } from "../../fakes/github-company.ts";

let on: GitHubCompany;
beforeEach(async () => {
  on = await GitHubCompany.found();
});
afterEach(() => on[Symbol.asyncDispose]());

/** Two people agree: all that a request for the customer database needs. */
function agreed<T extends Pick<Ask, "number">>(ask: T): T {
  on.approve("bob", ask);
  on.approve("dana", ask);
  return ask;
}

/** A pull request of somebody that changes those files, agreed to and merged. */
function changed(who: Who, branch: string, files: Readonly<Record<string, string | null>>): void {
  on.github.push(who, { branch, files, author: author(who) });
  on.merge(agreed(on.github.open(who, branch)));
}

/** What a run admitted, and why it refused the rest, by the names of requests. */
async function ran(): Promise<{ readonly admitted: readonly string[]; readonly refused: Record<string, string> }> {
  const { admitted, refused } = await on.apply();
  const nameOf = (id: string): string => id.slice(id.indexOf(today) + today.length + 1);
  return {
    admitted: admitted.map(nameOf),
    refused: Object.fromEntries(refused.map(({ id, code }) => [nameOf(id), code])),
  };
}

describe("the id of a request on GitHub", () => {
  it("S22 S24 is used up by what was admitted or objected to, wherever its file goes", async () => {
    const text = on.company.text({ subject: "alice" });
    const [moved, vetoed] = [agreed(on.ask("alice", "moved")), agreed(on.ask("alice", "vetoed"))];
    on.github.review("carol", vetoed.number, "REQUEST_CHANGES");
    on.merge(moved);
    on.merge(vetoed);
    expect(await ran()).toEqual({ admitted: ["moved"], refused: { vetoed: "OBJECTED" } });

    // Mallory may not end it: it goes on, and what it was renamed to is asked for by nobody.
    const place = (name: string): string => moved.path.replace("moved", name);
    changed("mallory", "hers", { [moved.path]: null, [place("hers")]: text });
    const { refused } = await ran();
    expect(refused).toMatchObject({ moved: "DELETION_UNSIGNED", hers: expect.any(String) as string });
    expect(await on.company.story(moved.id)).not.toContain("withdrawn");

    // Alice may: the old grant ends, the new name is judged alone.
    changed("alice", "back", { [place("hers")]: null, [moved.path]: text });
    expect(await ran()).toEqual({ admitted: [], refused: { moved: "ID_USED" } });
    changed("alice", "renamed", { [moved.path]: null, [place("renamed")]: text });
    expect(await ran()).toEqual({ admitted: ["renamed"], refused: {} });
    expect(await on.company.story(moved.id)).toContain("withdrawn");

    // Reverting what took it away brings nothing back, and neither does asking for what was objected to.
    changed("alice", "revert", { [moved.path]: text });
    changed("alice", "away", { [vetoed.path]: null });
    changed("alice", "again", { [vetoed.path]: text });
    expect(await ran()).toEqual({ admitted: [], refused: { moved: "ID_USED", vetoed: "ID_USED" } });
    expect(on.company.holds("prod-db")).toHaveLength(1);
  });

  it("S12 S89 is not spoiled by who merges too early or takes it first, and no review passes to another request", async () => {
    const early = on.ask("alice", "early");
    on.merge(early, { by: "mallory" });
    const text = on.company.text({ subject: "alice" });
    const taken = early.path.replace("early", "taken");
    on.github.push("mallory", { files: { [taken]: text }, author: author("alice") });
    const twin = on.ask("alice", "twin");
    agreed(on.ask("alice", "other"));
    on.merge(twin);
    const { admitted, refused } = await ran();
    expect(admitted).toEqual([]);
    expect(refused).toEqual({ early: "PENDING", twin: "PENDING", taken: "DIRECT_PUSH" });

    changed("alice", "without", { [early.path]: null, [taken]: null });
    changed("alice", "once-more", { [early.path]: text });
    changed("alice", "mine", { [taken]: text });
    expect((await ran()).admitted).toEqual(["early", "taken"]);
  });
});

describe("a merge on GitHub that is judged later", () => {
  it("S55 has to be allowed by the rules at the merge and by those of now, and is not kept for days", async () => {
    const path = "policies/catalog/teams.yaml";
    const loose = "payments: { members: [alice, bob, carol, mallory] }\nsecurity: { members: [dana, olga] }\n";
    const reports = (who: Who, name: string): Ask =>
      on.ask(who, `payments/reports/${today}-${name}`, { role: "view", duration: "1h" });
    const denied = reports("mallory", "denied");
    on.merge(denied);
    on.github.push("erin", { branch: "loose", files: { [path]: loose }, author: author("erin") });
    const rules = on.github.open("erin", "loose");
    on.approve("dana", rules);
    on.merge(rules);
    expect(await ran()).toEqual({ admitted: [], refused: { denied: "SUBJECT_NOT_ELIGIBLE" } });
    const allowed = reports("mallory", "allowed");
    on.merge(allowed);
    expect((await ran()).admitted).toEqual(["allowed"]);

    on.merge(reports("alice", "late"));
    on.company.pass(25 * 60);
    expect(await ran()).toEqual({ admitted: [], refused: { late: "TOO_LATE" } });
  });

  it("S52 S83 is stopped by an objection on a branch of orders, and by none of a stranger", async () => {
    const [first, second] = ["first", "second"].map((name) =>
      on.ask("alice", `payments/reports/${today}-${name}`, { role: "view", duration: "1h" }),
    ) as [Ask, Ask];
    for (const [who, request] of [
      ["mallory", first.id],
      ["olga", second.id],
    ] as const)
      await on.company.order(who, { do: "object", request, digest: await on.company.digest(request) });
    on.merge(first);
    on.merge(second);
    expect(await ran()).toEqual({ admitted: ["first"], refused: { second: "OBJECTED" } });
    expect(on.company.holds("door")).toHaveLength(1);
  });
});

describe("who fills no seat on GitHub", () => {
  /** A request that alice signed: whoever opened or carried its pull request, she is who asks. */
  async function signed(name: string, openedBy: Who): Promise<Ask> {
    const { company, github } = on;
    const id = `payments/customers-db/${today}-${name}`;
    const [path, branch] = [`requests/${id}.yaml`, `request/${id}`];
    github.push("alice", { branch, files: { [path]: company.text({}) }, author: author("alice") });
    const said = { do: "request", request: id, digest: await company.digest(id) } as const;
    const statement = await company.statement("alice", said);
    github.push("alice", { branch, files: { [statement.path]: statement.text }, author: author("alice") });
    return { id, path, branch, number: github.open(openedBy, branch).number };
  }

  it("S10 is who opened the pull request, alone, though GitHub let them agree", async () => {
    const ask = await signed("opened", "bob");
    on.approve("dana", ask);
    // GitHub lets nobody review their own: here it does.
    const pull = on.github.hub.pulls.get(ask.number)!;
    pull.reviews.push({ ...pull.reviews[0]!, id: 7, by: on.github.account("bob") });
    on.merge(ask);
    expect(await ran()).toEqual({ admitted: [], refused: { opened: "PENDING" } });

    const other = await signed("opened-too", "bob");
    on.approve("dana", other);
    on.approve("carol", other);
    on.merge(other);
    expect((await ran()).admitted).toEqual(["opened-too"]);
  });

  it("S10 S16 is who pushed to it, alone, whoever the commits name", async () => {
    const ask = await signed("pushed", "alice");
    const files = { [ask.path]: `# seen\n${on.company.text({})}` };
    on.github.push("bob", { branch: ask.branch, files, author: author("alice") });
    on.merge(agreed(ask));
    expect(await ran()).toEqual({ admitted: [], refused: { pushed: "PENDING" } });
  });
});
