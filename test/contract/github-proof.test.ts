import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Proof } from "../../src/ports/forge.ts";
import type { MergeMethod } from "../fakes/github/state.ts";
import { GitHubWorld } from "../fakes/github-world.ts";

const options = { signal: new AbortController().signal };
const request = "requests/payments/customers-db/2026-11-22-alice.yaml";
const alice = "Alice <alice@acme.example>";

let world: GitHubWorld;
const login = (id: number | null): string => world.github.hub.people.byId(id ?? 0)?.login ?? "?";
beforeEach(async () => {
  world = await GitHubWorld.create();
});
afterEach(() => world[Symbol.asyncDispose]());

/** Who is named on the request's file, as `as login`; an account that nobody knows shows as `?`. */
function named({ contributors }: Pick<Proof, "contributors">, path = request): readonly string[] {
  return (contributors.get(path) ?? []).map(({ as, forgeId }) => `${as} ${login(forgeId)}`);
}

describe("what a merge on GitHub brought", () => {
  /** The merge that GitHub tells of is another commit, with a file that nobody reviewed. */
  function alter(method: MergeMethod): void {
    const { github } = world;
    const ask = world.ask();
    github.push("alice", { branch: "ask", files: { [request]: "role: read-only\n# again\n" }, author: alice });
    const honest = github.merge("carol", ask.number, { method });
    const parents = github.repository.git("show", "-s", "--format=%P", honest).split(" ");
    const base = { branch: "scratch", parents };
    const files = {
      [request]: "role: read-only\n# again\n",
      "requests/payments/customers-db/other.yaml": "role: admin\n",
    };
    const evil = github.repository.commit({ ...base, files });
    github.repository.git("update-ref", "refs/heads/main", evil);
    const pull = github.hub.pulls.get(ask.number);
    if (pull?.merged) pull.merged = { ...pull.merged, commit: evil };
    const [last, ...before] = github.hub.activity;
    if (last !== undefined) github.hub.activity.splice(0, before.length + 1, { ...last, after: evil }, ...before);
  }

  it.each(["squash", "merge", "rebase"] as const)(
    "S20 is refused where a %s holds what nobody reviewed",
    async (how) => {
      alter(how);
      expect(await world.prove()).toMatchObject({ ok: false, code: "MERGE_ALTERED" });
    },
  );

  it("S20 is refused where somebody passed the rules by, but for the account that may", async () => {
    const { github } = world;
    github.hub.rules.approvals = 1;
    github.hub.people.collaborators.set("engine", "admin");
    const commit = github.merge("root", world.ask().number);
    expect(await world.prove()).toMatchObject({ ok: false, code: "RULES_BYPASSED" });
    const merger = github.account("root").id;
    const walked = await world.walked(commit);
    expect(await world.opened({ merger }).prove(walked, options)).toMatchObject({ ok: true });
    github.hub.people.collaborators.set("engine", "read");
    expect(await world.opened().prove(walked, options)).toMatchObject({ ok: true }); // it may not see that
  });

  it("is told of the last commit of a rebase, and nothing of those before it", async () => {
    const { github } = world;
    const ask = world.ask();
    github.push("alice", { branch: "ask", files: { "docs/why.md": "Why.\n" }, author: alice });
    github.merge("carol", ask.number, { method: "rebase" });
    expect((await world.proof(github.repository.git("rev-parse", "main^"))).paths).toEqual([]);
    expect((await world.proof()).paths.map(({ path }) => path)).toEqual(["docs/why.md", request]);
  });

  it("is told of a merge queue's merge like of any other", async () => {
    const ask = world.ask();
    world.github.hub.rules.queue = "squash";
    world.github.enqueue("carol", ask.number);
    world.github.settleQueue();
    expect(await world.proof()).toMatchObject({ number: ask.number });
  });
});

describe("who is named on what a merge brought", () => {
  it.each([
    { name: "an author", over: { author: "Bob <bob@acme.example>", committer: alice }, as: "author bob" },
    { name: "a co-author", over: { message: "Ask\n\nCo-authored-by: Bob <bob@acme.example>\n" }, as: "co-author bob" },
    { name: "a committer", over: { committer: "Bob <bob@acme.example>" }, as: "committer bob" },
    { name: "somebody unknown", over: { author: "X <x@elsewhere.example>", committer: alice }, as: "author ?" },
  ])("S10 S15 is $name, by account", async ({ over, as }) => {
    const ask = world.ask({ author: alice, ...over });
    world.github.merge("carol", ask.number);
    const found = named(await world.proof());
    expect(found).toContain(as);
    expect(found).toContain("pusher alice");
  });

  it("S10 is whoever pushed, whatever the commits say", async () => {
    const ask = world.ask({ author: alice });
    world.github.push("bob", { branch: "ask", files: { [request]: "role: admin\n" }, author: alice });
    world.github.merge("carol", ask.number);
    expect(named(await world.proof())).toEqual(expect.arrayContaining(["pusher alice", "pusher bob"]));
  });

  it("S15 is anybody where the account that pushed or wrote is gone, or the push was to a fork", async () => {
    const { github } = world;
    const ask = world.ask({ author: alice });
    github.merge("carol", ask.number);
    github.hub.people.delete("alice");
    const gone = await world.proof();
    expect(gone.openedBy).toBeNull();
    expect(named(gone)).toEqual(expect.arrayContaining(["author ?", "pusher ?"]));

    github.push("bob", { branch: "theirs", files: { "docs/b.md": "b\n" }, author: "Bob <bob@acme.example>" });
    const theirs = github.open("bob", "theirs");
    theirs.isFromFork = true;
    github.merge("carol", theirs.number);
    const fork = await world.proof();
    expect(named(fork, "docs/b.md")).toContain("pusher ?");
    expect(named(fork, "docs/b.md")).not.toContain("pusher bob");
  });
});

describe("who agreed on GitHub", () => {
  const opinions = async (): Promise<readonly string[]> => {
    const { reviews } = await world.proof();
    return reviews.map(({ byForgeId, said }) => `${login(byForgeId)} ${said}`);
  };

  it("S10 S11 is no App, nobody who may only read, nobody who is suspended or gone, and nobody whose team is", async () => {
    const { github } = world;
    github.collaborator("robot", "write", { type: "Bot" });
    github.team("owners", ["olga"]);
    const ask = world.ask();
    for (const who of ["robot", "rita", "olga", "mallory", "carol", "bob"]) github.review(who, ask.number);
    github.hub.people.suspend("mallory");
    github.hub.people.delete("carol");
    github.hub.people.teams.delete("owners");
    github.merge("root", ask.number);
    expect(await opinions()).toEqual(["bob approved"]);
  });

  it("S17 objects also where they may only read, and where somebody else dismissed it", async () => {
    const { github } = world;
    const ask = world.ask();
    github.review("rita", ask.number, "REQUEST_CHANGES");
    github.dismiss(ask.number, github.review("bob", ask.number, "REQUEST_CHANGES").id);
    github.dismiss(ask.number, github.review("mallory", ask.number).id);
    github.review("mallory", ask.number, "COMMENT");
    github.merge("carol", ask.number);
    expect(await opinions()).toEqual(["rita changes_requested", "bob changes_requested", "mallory approved"]);
    const { reviews } = await world.proof();
    expect(reviews.map(({ dismissedAt }) => dismissedAt !== null)).toEqual([false, true, true]);
  });
});
