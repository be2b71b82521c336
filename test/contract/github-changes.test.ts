import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { githubChanges } from "../../src/forge/github/github-changes.ts";
import type { Changes, OpenChange } from "../../src/ports/changes.ts";
import { GitHub, tokenOf } from "../fakes/github/github.ts";

const options = { signal: new AbortController().signal };
const marker = "<!-- brevet -->\n";

describe("the desk of pull requests on GitHub", () => {
  let github: GitHub;
  let changes: Changes;
  let number: number;

  beforeEach(async () => {
    github = await GitHub.start();
    for (const login of ["alice", "bob", "mallory"]) github.collaborator(login, "write");
    github.collaborator("app", "admin", { type: "Bot" });
    github.push("alice", { files: { "README.md": "An access repository.\n" } });
    github.push("alice", { branch: "ask", files: { "a.yaml": "role: a\n" } });
    changes = openedAs("app");
    number = (await changes.offer("ask", { title: "Ask", text: "For access" }, options)).number;
  });
  afterEach(() => github[Symbol.asyncDispose]());

  function openedAs(login: string, id: number = github.hub.id): Changes {
    const place = { repository: github.hub.name, id, token: tokenOf(login), apiUrl: github.url };
    return githubChanges({ ...place, main: "main" });
  }

  async function found(): Promise<OpenChange> {
    const change = await changes.find(number, options);
    if (change === null) throw new Error("it is gone");
    return change;
  }

  const said = (): readonly string[] => github.hub.comments.map(({ by, body }) => `${by.login}: ${body}`);

  it("finds what is open against main, by number and by the commit at its head", async () => {
    const head = github.repository.tip("ask");
    expect(await found()).toEqual({
      ...{ number, key: "PR_1", head, branch: "ask", isFromFork: false, isDraft: false, openedBy: "app", asked: [] },
      ...{ said: null, outdated: [], queue: null },
    });
    expect(await changes.numbers({ head: null }, options)).toEqual([number]);
    expect(await changes.numbers({ head }, options)).toEqual([number]);
    github.push("alice", { branch: "release", files: { "b.yaml": "b" } });
    github.push("alice", { branch: "other", files: { "c.yaml": "c" } });
    const elsewhere = github.open("alice", "other", { base: "release" });
    expect(await changes.find(elsewhere.number, options)).toBeNull();
    expect(await changes.numbers({ head: null }, options)).toEqual([number]);
    github.merge("alice", number);
    expect(await changes.find(number, options)).toBeNull();
  });

  it("S40 has one comment, its own, whoever else writes the same", async () => {
    const planted = { id: 1, number, by: github.account("mallory"), at: "2026-11-22T10:00:00Z", isMinimized: false };
    github.hub.comments.push({ ...planted, body: `${marker}Allowed: merge it` });
    for (let more = 0; more < 120; more++)
      github.hub.comments.push({ ...planted, id: 10_000 + more, body: "and more" });
    await changes.say(await found(), "It waits", options);
    const { said: own } = await found();
    expect(own).toMatchObject({ text: "It waits" });
    github.calls();
    await changes.say(await found(), "It waits", options);
    expect(github.calls().filter((call) => call.includes("comments"))).toEqual([]);
    await changes.say(await found(), "It is given", options);
    expect(said().filter((text) => text.startsWith("app"))).toEqual([`app: ${marker}It is given`]);
    expect(said()[0]).toBe(`mallory: ${marker}Allowed: merge it`);
  });

  it("S40 folds away what another machine's account said before, writes on it no more, and leaves people's alone", async () => {
    github.collaborator("github-actions[bot]", "write", { type: "Bot" });
    const before = openedAs("github-actions[bot]");
    const old = await before.find(number, options);
    if (old === null) throw new Error("it is gone");
    await before.say(old, "It waits", options);
    const planted = { id: 1, number, by: github.account("mallory"), at: "2026-11-22T10:00:00Z", isMinimized: false };
    github.hub.comments.push({ ...planted, body: `${marker}Allowed: merge it` });
    expect(await found()).toMatchObject({ said: null, outdated: ["IC_" + String(github.hub.comments[0]?.id)] });
    await changes.say(await found(), "It is allowed", options);
    const shown = github.hub.comments.map(({ by, isMinimized }) => `${by.login} ${isMinimized ? "folded" : "open"}`);
    expect(shown).toEqual(["github-actions[bot] folded", "mallory open", "app open"]);
    expect(said()[0]).toBe(`github-actions[bot]: ${marker}It waits`);
    expect(await found()).toMatchObject({ said: { text: "It is allowed" }, outdated: [] });
    github.calls();
    await changes.say(await found(), "It is given", options);
    expect(github.calls()).toHaveLength(2);
  });

  it("puts the head that was named into main's queue where there is one, or tells why not", async () => {
    const how = { method: "squash", title: "Request a" } as const;
    github.hub.rules.queue = "squash";
    const before = await found();
    expect(before).toMatchObject({ queue: { isIn: false, commit: null } });
    github.push("alice", { branch: "ask", files: { "a.yaml": "role: admin\n" } });
    expect(await changes.merge(before, how, options)).toMatchObject({ outcome: "refused" });
    github.hub.rules.statuses = ["brevet"];
    expect(await changes.merge(await found(), how, options)).toMatchObject({
      outcome: "refused",
      said: expect.stringContaining("status") as string,
    });
    const { head } = await found();
    await changes.mark(head, { state: "success", text: "Allowed" }, options);
    expect(await changes.merge(await found(), how, options)).toEqual({ outcome: "queued" });
    expect(await found()).toMatchObject({ queue: { isIn: true, commit: github.mergeGroups()[0]?.head_sha } });
    github.calls();
    expect(await changes.merge(await found(), how, options)).toEqual({ outcome: "queued" });
    expect(github.calls()).toEqual(["POST /graphql"]);
    github.trouble(/graphql/, 502);
    await expect(
      changes.merge({ ...before, queue: { isIn: false, commit: null } }, how, options),
    ).rejects.toMatchObject({
      code: "FORGE_FAILED",
    });
  });

  it("asks for reviews whoever can be asked, where GitHub refuses the rest", async () => {
    github.trouble(/requested_reviewers/, 422);
    github.trouble(/requested_reviewers/, 422);
    expect(await changes.ask(await found(), ["stranger", "bob"], options)).toEqual(["bob"]);
    expect(await found()).toMatchObject({ asked: ["bob"] });
    expect(await changes.ask(await found(), [], options)).toEqual([]);
  });

  it("merges the head that was named, or tells why not", async () => {
    const before = await found();
    github.push("mallory", { branch: "ask", files: { "a.yaml": "role: admin\n" } });
    const how = { method: "squash", title: "Request a" } as const;
    expect(await changes.merge(before, how, options)).toEqual({ outcome: "moved" });
    github.hub.rules.approvals = 1;
    expect(await changes.merge(await found(), how, options)).toMatchObject({ outcome: "refused" });
    github.hub.rules.approvals = 0;
    expect(await changes.merge(await found(), how, options)).toEqual({ outcome: "merged", commit: github.main });
    await changes.drop({ branch: "ask" }, options);
    expect(github.repository.tip("ask")).toBeNull();
    await changes.drop({ branch: "ask" }, options);
  });

  it("marks a commit under one name, and cuts what does not fit", async () => {
    const { head } = await found();
    await changes.mark(head, { state: "pending", text: "x".repeat(200) }, options);
    await changes.mark(head, { state: "success", text: "Allowed" }, options);
    expect(github.hub.statuses.map(({ context, state }) => `${context} ${state}`)).toEqual([
      "brevet pending",
      "brevet success",
    ]);
    expect(github.hub.statuses[0]?.description).toHaveLength(140);
  });

  it("throws where GitHub does not answer, and where another repository does", async () => {
    github.trouble(/graphql/, 401);
    await expect(changes.find(number, options)).rejects.toMatchObject({ code: "FORGE_FAILED" });
    github.trouble(/statuses/, 403);
    await expect(changes.mark(github.main, { state: "success", text: "" }, options)).rejects.toMatchObject({
      code: "FORGE_FAILED",
    });
    await expect(openedAs("app", 1).find(number, options)).rejects.toMatchObject({ code: "FORGE_OTHER_REPOSITORY" });
  });
});
