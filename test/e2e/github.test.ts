import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GitHub, tokenOf } from "../fakes/github/github.ts";
import { today, vault } from "./access.ts";
import { sandbox, type Ran, type Sandbox } from "./sandbox.ts";

/* One story, told in order, by the real command line and real git against the emulated GitHub. */
describe("an organisation on GitHub", () => {
  let box: Sandbox;
  let github: GitHub;
  const root = "access";
  const id = `playground/vault/${today()}-alice`;

  beforeAll(async () => {
    box = sandbox("alice");
    github = await GitHub.start();
    github.collaborator("alice", "admin", { id: 1201 });
    github.collaborator("bob", "write", { id: 1202 });
    github.collaborator("engine", "write", { type: "Bot" });
    await box.git(["clone", "--quiet", github.cloneUrl("alice"), root]);
  });

  afterAll(async () => {
    await github[Symbol.asyncDispose]();
    box.remove();
  });

  function brevet(login: string, ...args: readonly string[]): Promise<Ran> {
    return box.brevet(args, root, { GITHUB_API_URL: github.url, GITHUB_TOKEN: tokenOf(login) });
  }

  async function read(login: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
    const ran = await brevet(login, ...args, "--json");
    expect(ran.err + ran.out).not.toContain(tokenOf(login));
    return JSON.parse(ran.out) as Record<string, unknown>;
  }

  const git = (...args: readonly string[]): Promise<string> => box.git(args, root);

  it("begins in the clone of an empty repository, with its number and the beginner's account", async () => {
    expect(await brevet("alice", "init", "--forge", "github")).toMatchObject({ code: 0 });
    const text = (path: string): string => readFileSync(join(box.folder, root, path), "utf8");
    expect(text("brevet.yaml")).toContain(
      'kind: github\n  repository: "acme/access"\n  id: 771203\n  remote: "origin"',
    );
    expect(text("policies/catalog/people.yaml")).toContain('github: { login: "alice", id: 1201 }');
    expect(text(".github/CODEOWNERS")).toContain("/policies/ @alice");
    expect(github.main).toBe(await git("rev-parse", "HEAD"));
  });

  it("is told by doctor what GitHub does not protect yet, and has the harmless part of it mended", async () => {
    const { findings, mended } = await read("alice", "doctor", "--fix");
    expect(mended).toEqual(["GITHUB_REWINDABLE", "GITHUB_TOKEN_WRITES", "GITHUB_ACTIONS_APPROVE", "GITHUB_FORKABLE"]);
    expect((findings as { code: string }[]).map(({ code }) => code)).toEqual(
      expect.arrayContaining(["GITHUB_MAIN_PUSHABLE", "GITHUB_CHECK_OPTIONAL", "GITHUB_MFA_OPTIONAL"]),
    );
  });

  it("takes up bob by a change of the rules, in a pull request that its owner signed", async () => {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "bob", "-f", join(box.folder, "bob")]);
    const key = readFileSync(join(box.folder, "bob.pub"), "utf8").split(" ").slice(0, 2).join(" ");
    const add = (path: string, text: string, flag = "a"): void =>
      writeFileSync(join(box.folder, root, path), text, { flag });
    const bob = `{ github: { login: bob, id: 1202 }, email: bob@acme.example, keys: [{ key: ${key} }] }`;
    add("policies/catalog/people.yaml", `bob: ${bob}\n`);
    add("policies/catalog/teams.yaml", "owners:\n  members: [alice, bob]\n", "w");
    add("policies/catalog/resources/playground.yaml", vault);
    await git("switch", "--quiet", "--create", "two");
    await git("commit", "--quiet", "--all", "--message", "Add bob and the vault");
    expect(await brevet("alice", "approve", "--rules", "--yes")).toMatchObject({ code: 0 });
    await git("push", "--quiet", "origin", "two");
    github.merge("alice", github.open("alice", "two").number, { method: "merge" });
    await git("switch", "--quiet", "main");
    await git("pull", "--quiet");
    expect(await read("engine", "apply")).toMatchObject({ ok: true, refused: [] });
  });

  it("asks in a pull request, which waits for bob's review", async () => {
    const asked = ["request", "playground/vault:open", "--for", "30s", "--reason", "Look into the vault", "--open"];
    const { change } = await read("alice", ...asked);
    expect(change).toBe(2);
    const { number, head, by } = github.hub.pulls.get(2)!;
    expect(by.login).toBe("alice");
    const check = ["check", "--base", "origin/main", "--head", head];
    expect(await read("bob", ...check)).toMatchObject({ ok: false, outcome: "pending" });
    github.review("bob", number);
    github.calls();
    const { calls, ...allowed } = await read("bob", ...check);
    expect(allowed).toMatchObject({ ok: true, outcome: "allowed" });
    const made = github.calls().length;
    expect(made).toBeLessThanOrEqual(6);
    expect(calls).toEqual({ made, unchanged: 0, left: expect.any(Number) as number });
    github.merge("bob", number);
  });

  it("gives what was merged, once, and takes it away on time", async () => {
    expect(await read("engine", "apply")).toMatchObject({
      ok: true,
      admitted: [id],
      changes: [{ action: "start", grant: id, outcome: "done" }],
    });
    expect(await brevet("alice", "credentials", id)).toMatchObject({ code: 0 });
    const { grants } = (await read("alice", "status")) as { grants: { until: string; approved_by: string[] }[] };
    expect(grants).toMatchObject([{ id, state: "active", approved_by: ["bob"] }]);
    const left = Date.parse(grants[0]?.until ?? "") - Date.now();
    await new Promise((done) => setTimeout(done, Math.max(0, left) + 100));
    expect(await read("engine", "apply")).toMatchObject({ ok: true, changes: [{ action: "end", because: "expired" }] });
  });

  it("refuses what was pushed past review", async () => {
    await git("pull", "--quiet");
    const path = `requests/playground/door/${today()}-alice.yaml`;
    const text = "subject: alice\nrole: enter\nduration: 10m\nreason: Pushed past everybody\n";
    github.hub.rules.bypass = ["alice"];
    github.push("alice", { files: { [path]: text }, author: "alice <alice@acme.example>" });
    expect(await read("engine", "apply")).toMatchObject({
      admitted: [],
      changes: [],
      refused: [{ code: "DIRECT_PUSH" }],
    });
  });

  it("has a history that verifies, offline, and says who agreed", async () => {
    github.calls();
    expect(await read("alice", "audit", "verify")).toMatchObject({ ok: true, first_bad: null });
    expect(github.calls()).toEqual([]);
    const log = await git("log", "--format=%B", "origin/ledger/1");
    expect(log).toContain("Brevet-Approved-By: bob");
  });
});
