import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../src/core/problem/brevet-error.ts";
import type { EventBodies } from "../../src/core/ledger/event-body.ts";
import { today } from "../fakes/company.ts";
import { GitHubCompany, type Ask } from "../fakes/github-company.ts";
import { GitHubWorld } from "../fakes/github-world.ts";

const options = { signal: new AbortController().signal };
const request = "requests/payments/customers-db/2026-11-22-alice.yaml";

describe("a proof, while GitHub fails,", () => {
  let world: GitHubWorld;
  beforeEach(async () => {
    world = await GitHubWorld.create();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  it.each([
    { name: "the token is no longer good", call: /activity/, status: 401 },
    { name: "it may not be asked", call: /activity/, status: 403 },
    { name: "it hides the repository", call: /graphql/, status: 404 },
    { name: "it cannot be understood", call: /graphql/, status: 200, body: "<html>" },
    {
      name: "it answers the half",
      call: /graphql/,
      status: 200,
      body: '{"data":{"repository":{"databaseId":771203}}}',
    },
    { name: "it answers errors", call: /graphql/, status: 200, body: '{"data":null,"errors":[{"message":"No"}]}' },
    { name: "activity is no list", call: /activity/, status: 200, body: '{"message":"later"}' },
    {
      name: "a limit stands for an hour",
      call: /activity/,
      status: 403,
      body: '{"message":"You have exceeded a secondary rate limit"}',
      headers: { "retry-after": "3600" },
    },
    { name: "bypasses cannot be told", call: /rule-suites/, status: 422 },
    {
      name: "there were too many calls",
      call: /graphql/,
      status: 429,
      body: '{"message":"You have exceeded a secondary rate limit"}',
      headers: { "retry-after": "3600" },
    },
    { name: "the App was taken away in the middle", call: /rule-suites/, status: 401 },
    { name: "the repository is gone for good", call: /activity/, status: 410 },
    { name: "a page of activity is a page of something else", call: /activity/, status: 200, body: "[{}]" },
    { name: "it makes no sense of the question", call: /graphql/, status: 422 },
    { name: "it finds two things at odds, and goes on so", call: /graphql/, status: 409, times: 3 },
    { name: "it is broken, and stays so", call: /graphql/, status: 500, times: 3 },
    { name: "what stands before it is broken, and stays so", call: /activity/, status: 502, times: 3 },
    { name: "it is down for repairs", call: /rule-suites/, status: 503, times: 3 },
    { name: "it takes too long, and goes on so", call: /graphql/, status: 504, times: 3 },
    { name: "it sends one round in circles", call: /activity/, status: 302, times: 100, headers: { location: "?" } },
    { name: "it sends one nowhere", call: /activity/, status: 301, times: 3, headers: { location: "http://[" } },
    { name: "an answer breaks off", call: /graphql/, status: 200, body: '{"data":{"repository":{"datab' },
  ])("is none where $name, and is one afterwards", async ({ call, status, body, headers, times = 1 }) => {
    const { github } = world;
    const ask = world.ask();
    github.review("bob", ask.number);
    github.merge("carol", ask.number);
    github.trouble(call, status, { times, ...(body !== undefined && { body }), ...(headers && { headers }) });
    const answer = await world.prove().then(
      () => "answered",
      (error: unknown) => error,
    );
    // Half an answer may say that nothing brought the commit: that is not known either.
    expect(answer).toMatchObject({
      name: "BrevetError",
      code: expect.stringMatching(/^FORGE_(?:FAILED|UNSURE)$/) as string,
    });
    github.desk.troubles.length = 0;
    expect(await world.proof()).toMatchObject({ number: ask.number, reviews: [{ said: "approved" }] });
  });

  it("is tried again where it broke for a moment", async () => {
    const ask = world.ask();
    world.github.merge("carol", ask.number);
    world.github.trouble(/graphql/, 502);
    expect(await world.proof()).toMatchObject({ number: ask.number });
  });

  it("follows a repository that was renamed, by its number", async () => {
    const { github } = world;
    const ask = world.ask();
    const commit = github.merge("carol", ask.number);
    const location = `${github.url}/repos/acme/access/activity?ref=refs%2Fheads%2Fmain&per_page=100`;
    github.trouble(/activity/, 301, { headers: { location } });
    expect(await world.proof(commit)).toMatchObject({ number: ask.number });
  });

  it("says the same where its pages change while they are read", async () => {
    const { github } = world;
    const ask = world.ask();
    for (let review = 0; review < 110; review++) github.review("rita", ask.number);
    github.review("bob", ask.number);
    const commit = github.merge("carol", ask.number);
    const [merge] = github.hub.activity;
    const pushed = { ...merge!, type: "push", after: "f".repeat(40) } as const;
    for (let push = 0; push < 110; push++) github.hub.activity.unshift({ ...pushed, id: github.hub.nextId() });
    // What happens between two pages happened after the merge: it takes nothing from what was agreed to, and adds nothing.
    github.meanwhile(/graphql/, () => github.review("mallory", ask.number), 1);
    github.meanwhile(/activity/, () => github.hub.activity.unshift(pushed), 1);
    const { reviews, mergedAt } = await world.proof(commit);
    expect(reviews.filter(({ at }) => mergedAt !== null && at <= mergedAt)).toMatchObject([{ said: "approved" }]);
  });

  it("counts commits that GitHub did not list for anybody's", async () => {
    const { github } = world;
    grow("moving", github.main, 110);
    const { head } = github.open("alice", "moving");
    const shorter = github.repository.git("rev-parse", "moving~20");
    github.meanwhile(/graphql/, () => github.move("alice", "moving", shorter), 1);
    const { contributors } = await world.forge.propose(github.main, head, options);
    expect(contributors.get(request)).toContainEqual(expect.objectContaining({ as: "author", forgeId: null }));
  });

  it("S45 takes ten thousand files for four calls", async () => {
    const { github } = world;
    const files = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`docs/${index}.md`, `${index}\n`]));
    const ask = world.ask({ files });
    github.merge("carol", ask.number);
    github.calls();
    expect((await world.proof()).paths).toHaveLength(10_000);
    expect(github.calls().length).toBeLessThanOrEqual(4);
  });

  it("S45 hears the last of three thousand reviews, and refuses one more", async () => {
    const { github } = world;
    const ask = world.ask();
    for (let review = 0; review < 2999; review++) github.review("rita", ask.number, "APPROVE");
    github.review("bob", ask.number);
    github.merge("carol", ask.number);
    const merged = await world.walked(github.main);
    expect(await world.opened().prove(merged, options)).toMatchObject({ reviews: [{ said: "approved" }] });
    github.review("rita", ask.number);
    expect(await world.opened().prove(merged, options)).toMatchObject({ ok: false, code: "CHANGE_UNBOUNDED" });
  });

  it("is none without a token, for another repository, a moving head, another base, or where activity does not tell", async () => {
    const { github } = world;
    const ask = world.ask();
    const commit = await world.walked(github.merge("carol", ask.number));
    await expect(world.opened({ token: null }).prove(commit, options)).rejects.toMatchObject({
      code: "FORGE_TOKEN_MISSING",
    });
    await expect(world.opened({ id: 1 }).prove(commit, options)).rejects.toMatchObject({
      code: "FORGE_OTHER_REPOSITORY",
    });
    const moved = ["update-ref", `refs/pull/${ask.number}/head`] as const;
    github.repository.git(...moved, github.main);
    await expect(world.prove()).rejects.toMatchObject({ code: "FORGE_UNSURE" });
    github.repository.git(...moved, ask.head);
    const pull = github.hub.pulls.get(ask.number);
    github.hub.pulls.clear();
    await expect(world.prove()).rejects.toMatchObject({ code: "FORGE_UNSURE" });
    if (pull !== undefined) github.hub.pulls.set(ask.number, { ...pull, base: "side" });
    await expect(world.prove()).rejects.toMatchObject({ code: "FORGE_UNSURE" });
    github.hub.activity.shift();
    await expect(world.prove()).rejects.toMatchObject({ code: "FORGE_UNSURE" });
  });

  it("S45 reads every page, and refuses what has no end", async () => {
    const { github } = world;
    const ask = world.ask();
    grow("grown", ask.head, 110);
    github.move("alice", "ask", github.repository.git("rev-parse", "grown"));
    for (let review = 0; review < 120; review++) github.review("rita", ask.number);
    github.review("bob", ask.number);
    github.merge("carol", ask.number);
    github.calls();
    const { reviews, contributors } = await world.proof();
    expect(reviews).toHaveLength(1);
    expect(contributors.get(request)?.map(({ forgeId }) => forgeId)).not.toContain(null);
    expect(github.calls().length).toBeLessThanOrEqual(6);
    grow("large", github.main, 251);
    github.merge("carol", github.open("alice", "large").number);
    expect(await world.prove()).toMatchObject({ ok: false, code: "CHANGE_UNBOUNDED" });
  });

  /** A branch of so many commits of alice on top of one, in one go. */
  function grow(branch: string, from: string, count: number): void {
    const who = "Alice <alice@acme.example> 1795000000 +0000";
    const commits = Array.from({ length: count }, (_, index) => {
      const text = `role: read-only # ${index}\n`;
      const parent = index === 0 ? `from ${from}\n` : "";
      return `commit refs/heads/${branch}\nauthor ${who}\ncommitter ${who}\ndata 0\n${parent}M 100644 inline ${request}\ndata ${text.length}\n${text}\n`;
    });
    world.github.repository.feed(["fast-import", "--quiet", "--force", "--date-format=raw"], commits.join(""));
  }

  it("knows nobody whose push GitHub does not tell, and believes ids, not names", async () => {
    const { github } = world;
    const ask = world.ask();
    github.hub.people.rename("alice", "alice-renamed");
    github.account("alice", { id: 6666 });
    github.merge("carol", ask.number);
    expect((await world.proof()).openedBy).not.toBe(6666);
    github.push("alice-renamed", { branch: "later", files: { "docs/a.md": "a\n" } });
    github.hub.activity.splice(0, 1);
    const later = github.open("alice-renamed", "later");
    github.merge("carol", later.number);
    const { contributors } = await world.proof();
    expect(contributors.get("docs/a.md")).toContainEqual(expect.objectContaining({ as: "pusher", forgeId: null }));
  });
});

describe("an engine, while GitHub is down,", () => {
  let on: GitHubCompany;
  beforeEach(async () => {
    on = await GitHubCompany.found();
  });
  afterEach(() => on[Symbol.asyncDispose]());

  const ask = (who: "alice" | "carol", name: string, duration: string): Ask =>
    on.ask(who, `payments/reports/${today}-${name}`, { role: "view", duration });

  it("S45 S54 for an hour, ends what is due, admits nothing, loses nothing, and goes on afterwards, each once", async () => {
    const [first, second] = [ask("alice", "first", "1h"), ask("carol", "second", "90m")];
    on.merge(first);
    on.merge(second);
    expect((await on.apply()).admitted).toHaveLength(2);
    on.company.pass(59);
    const waiting = ask("alice", "waiting", "2h");
    on.merge(waiting);
    const { git, ledger } = on.company.ports();
    const down = (): Promise<never> =>
      Promise.reject(brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "the host is down" }));
    const unreachable = { git: { ...git, fetch: down }, ledger: { ...ledger, append: down } };

    // First its API alone, and then git too: what ends in between cannot even be recorded.
    on.github.trouble(/./, 503, { times: 1000 });
    on.company.pass(1);
    expect(await on.apply()).toMatchObject({ ok: false, admitted: [], changes: [{ action: "end", grant: first.id }] });
    expect(on.company.holds("door")).toEqual(['carol {"role":"reports"}']);
    on.company.pass(30);
    expect(await on.apply(unreachable)).toMatchObject({ ok: false, admitted: [] });
    expect(on.company.holds("door")).toEqual([]);
    const whileDown = ask("carol", "while-down", "1h");
    on.merge(whileDown);
    on.company.pass(29);
    expect(await on.apply()).toMatchObject({ ok: false, admitted: [] });
    expect(await on.company.story(waiting.id)).toEqual(["deferred"]);

    on.github.desk.troubles.length = 0;
    on.restart();
    expect((await on.apply()).admitted.toSorted()).toEqual([waiting.id, whileDown.id]);
    await on.apply();
    expect(on.company.holds("door")).toHaveLength(2);
    const lives = ["admitted", "starting", "activated"];
    for (const { id } of [first, second]) expect(await on.company.story(id)).toEqual([...lives, "ended"]);
    for (const { id } of [waiting, whileDown]) expect(await on.company.story(id)).toEqual(["deferred", ...lives]);
  });

  it("S45 to an App that is taken away in the middle of a run, gives what was proved, and the rest once it is back", async () => {
    const [first, second] = [ask("alice", "before", "2h"), ask("carol", "after", "2h")];
    on.merge(first);
    on.merge(second);
    on.github.trouble(/./, 401, { times: 1000, spared: 5 });
    expect(await on.apply()).toMatchObject({ ok: false, admitted: [first.id] });
    on.github.desk.troubles.length = 0;
    expect(await on.apply()).toMatchObject({ ok: true, admitted: [second.id] });
    expect(on.company.holds("door")).toHaveLength(2);
  });

  it("S13 S60 goes by what was admitted, whoever is renamed, suspended or gone afterwards, and by nobody who was before", async () => {
    const { people: accounts } = on.github.hub;
    const given = on.ask("alice", "given");
    for (const who of ["bob", "dana"] as const) on.approve(who, given);
    accounts.rename("dana", "dana-renamed");
    on.merge(given);
    expect(await on.apply()).toMatchObject({ admitted: [given.id] });
    const late = on.ask("alice", "late");
    for (const who of ["bob", "dana-renamed"]) on.github.review(who, late.number);
    accounts.suspend("bob");
    accounts.delete("dana-renamed");
    on.merge(late);
    on.restart();
    expect(await on.apply()).toMatchObject({ admitted: [], refused: [{ code: "PENDING" }], changes: [] });
    expect(on.company.holds("prod-db")).toHaveLength(1);
    const admitted = (await on.company.events()).find(({ type }) => type === "admitted");
    const { approvals } = (admitted?.body as EventBodies["admitted"]).judged;
    expect(approvals.map(({ by }) => by)).toEqual(["bob", "dana"]);
  });
});
