import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Octokit } from "@octokit/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describedRoutes } from "../fakes/github/complete.ts";
import { GitHub, tokenOf } from "../fakes/github/github.ts";
import { routes } from "../fakes/github/rest.ts";

const repo = { owner: "acme", repo: "access" };
const request = "requests/payments/customers-db/2026-11-22-alice.yaml";
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Octokit tells of every failed call on the console; here they fail on purpose.
}

describe("the emulated GitHub answers as GitHub does", () => {
  let github: GitHub;

  beforeEach(async () => {
    github = await GitHub.start();
    for (const login of ["alice", "bob", "carol"]) github.collaborator(login, "write");
    github.collaborator("rita", "read");
    github.collaborator("root", "admin");
    github.account("mallory");
    github.push("root", { files: { "README.md": "An access repository.\n" } });
  });

  afterEach(async () => {
    await github[Symbol.asyncDispose]();
  });

  function as(login: string): Octokit {
    return new Octokit({ auth: tokenOf(login), baseUrl: github.url, log: silent });
  }

  async function opened(): Promise<number> {
    github.push("alice", { branch: "ask", files: { [request]: "role: read-only\n" } });
    const pull = await as("alice").pulls.create({ ...repo, title: "Ask", head: "ask", base: "main" });
    return pull.data.number;
  }

  it("has no route whose answer GitHub does not describe", () => {
    const ours = routes
      .filter(({ status }) => status !== 204)
      .map((route) => `${route.method} ${route.template} ${route.status}`);
    expect(ours.filter((route) => !describedRoutes.includes(route))).toEqual([]);
  });

  it.each([
    { login: "nobody-there", status: 401, name: "does not know a token: 401" },
    { login: "mallory", status: 404, name: "hides what one may not read: 404" },
  ])("$name", async ({ login, status }) => {
    await expect(as(login).repos.get(repo)).rejects.toMatchObject({ status });
  });

  it("lets nobody approve their own pull request", async () => {
    const pull_number = await opened();
    const own = as("alice").pulls.createReview({ ...repo, pull_number, event: "APPROVE" });
    await expect(own).rejects.toMatchObject({ status: 422 });
  });

  it("counts no review of somebody who may only read", async () => {
    github.hub.rules.approvals = 1;
    const pull_number = await opened();
    await as("rita").pulls.createReview({ ...repo, pull_number, event: "APPROVE" });
    await expect(as("bob").pulls.merge({ ...repo, pull_number })).rejects.toMatchObject({ status: 405 });
  });

  it("dismisses approvals when a push changes the difference, and says when", async () => {
    const pull_number = await opened();
    await as("bob").pulls.createReview({ ...repo, pull_number, event: "APPROVE" });
    github.push("alice", { branch: "ask", files: { [request]: "role: admin\n" } });
    const { data } = await as("bob").pulls.listReviews({ ...repo, pull_number });
    expect(data.map(({ state }) => state)).toEqual(["DISMISSED"]);
    const [dismissal] = github.hub.pulls.get(pull_number)?.dismissals ?? [];
    expect(dismissal).toMatchObject({ was: "APPROVED" });
  });

  it("merges only the head that was named: 409", async () => {
    const pull_number = await opened();
    const merge = as("bob").pulls.merge({ ...repo, pull_number, sha: "f".repeat(40) });
    await expect(merge).rejects.toMatchObject({ status: 409 });
  });

  it.each([
    { method: "merge", parents: 2, commits: 1, type: "pr_merge" },
    { method: "squash", parents: 1, commits: 1, type: "pr_merge" },
    { method: "rebase", parents: 1, commits: 2, type: "pr_merge" },
  ] as const)("keeps what main got meanwhile when it merges by $method", async ({ method, parents, commits, type }) => {
    const pull_number = await opened();
    github.push("alice", { branch: "ask", files: { "requests/payments/customers-db/2026-11-22-two.yaml": "x\n" } });
    const before = github.push("root", { files: { "docs/other.md": "Meanwhile.\n" } });
    const { data } = await as("bob").pulls.merge({ ...repo, pull_number, merge_method: method });
    const { repository } = github;
    expect(data.sha).toBe(github.main);
    expect(repository.git("show", "-s", "--format=%P", data.sha).split(" ")).toHaveLength(parents);
    expect(repository.git("rev-list", "--count", "--first-parent", `${before}..main`)).toBe(String(commits));
    expect(repository.git("ls-tree", "-r", "--name-only", "main").split("\n")).toHaveLength(4);
    const [newest] = (await as("bob").repos.listActivities({ ...repo, ref: "refs/heads/main" })).data;
    expect(newest).toMatchObject({ activity_type: type, before, after: data.sha, actor: { login: "bob" } });
  });

  it("shows a pull request as merged whose head was pushed to main", async () => {
    const pull_number = await opened();
    github.move("root", "main", github.repository.git("rev-parse", "ask"));
    const { data } = await as("bob").pulls.get({ ...repo, pull_number });
    expect(data).toMatchObject({ merged: true, merge_commit_sha: github.main });
    const [newest] = (await as("bob").repos.listActivities({ ...repo, ref: "refs/heads/main" })).data;
    expect(newest).toMatchObject({ activity_type: "push", actor: { login: "root" } });
  });

  it("answers GraphQL by GitHub's own schema", async () => {
    const number = await opened();
    const query = `query($number: Int!) { repository(owner: "acme", name: "access") { databaseId pullRequest(number: $number) { headRefOid author { login } } } }`;
    expect(await as("bob").graphql(query, { number })).toMatchObject({
      repository: { databaseId: 771_203, pullRequest: { author: { login: "alice" } } },
    });
    const wrong = as("bob").graphql(`{ repository(owner: "acme", name: "access") { lastPusher } }`);
    await expect(wrong).rejects.toThrow("Cannot query field");
  });

  it("gives long lists in pages, and the same answer again for nothing", async () => {
    const issue_number = await opened();
    for (const body of ["one", "two", "three"]) await as("bob").issues.createComment({ ...repo, issue_number, body });
    const listing = { ...repo, issue_number, per_page: 2 };
    expect(await as("bob").paginate(as("bob").issues.listComments, listing)).toHaveLength(3);
    const first = await as("bob").issues.listComments(listing);
    github.calls();
    const again = as("bob").issues.listComments({ ...listing, headers: { "if-none-match": first.headers.etag ?? "" } });
    await expect(again).rejects.toMatchObject({ status: 304 });
    expect(github.calls()).toEqual([]);
  });

  it("stops at its limit: 403", async () => {
    github.desk.limit = 0;
    await expect(as("bob").repos.get(repo)).rejects.toMatchObject({ status: 403 });
  });

  it("serves git, with the pull requests' heads, and lets nobody push to main", async () => {
    const folder = mkdtempSync(join(tmpdir(), "brevet-github-"));
    const git = async (...args: readonly string[]): Promise<string> => {
      const env = { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null", GIT_TERMINAL_PROMPT: "0" };
      const { stdout } = await promisify(execFile)("git", ["-C", folder, ...args], { env });
      return stdout.trim();
    };
    try {
      const number = await opened();
      await git("clone", "--quiet", github.cloneUrl("alice"), ".");
      await git("fetch", "--quiet", "origin", `refs/pull/${number}/head`);
      expect(await git("rev-parse", "FETCH_HEAD")).toBe(github.repository.git("rev-parse", "ask"));
      writeFileSync(join(folder, "README.md"), "Changed.\n");
      await git("-c", "user.name=Alice", "-c", "user.email=alice@acme.example", "commit", "--quiet", "-am", "Change");
      await git("push", "--quiet", "origin", "HEAD:refs/heads/other");
      expect(github.hub.activity[0]).toMatchObject({ type: "branch_creation", actor: { login: "alice" } });
      await expect(git("push", "--quiet", "origin", "HEAD:main")).rejects.toThrow("GH013");
      const reader = git("push", "--quiet", github.cloneUrl("rita"), "HEAD:refs/heads/rita");
      await expect(reader).rejects.toThrow("403");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
