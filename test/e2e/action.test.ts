import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { actionPin } from "../../src/compose/action-pin.ts";
import { describeWith, history } from "../needs.ts";
import { checkers } from "../checkers/checkers.ts";
import { today } from "./access.ts";
import { Act } from "./act.ts";
import { organisation, type Organisation } from "./organisation.ts";
import { Workflow } from "./workflow.ts";

const root = resolve(import.meta.dirname, "../..");

/* One story, told in order: each job is the Action's bundle, started as GitHub starts it, with no package around it. */
describe("the Action", () => {
  let acme: Organisation;
  let workflow: Workflow;
  let folder: string;
  const id = `playground/vault/${today()}-alice`;

  beforeAll(async () => {
    acme = await organisation();
    folder = mkdtempSync(join(tmpdir(), "brevet-action-"));
    for (const name of ["package.json", "action.yml"]) cpSync(join(root, name), join(folder, name));
    const build = [join(root, "scripts/bundle.ts"), "--only", "action", "--out", join(folder, "dist")];
    execFileSync(process.execPath, build);
    workflow = new Workflow(acme.box, acme.github, [join(folder, "dist/action/main.js")]);
  });

  afterAll(async () => {
    await acme[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const engine = (): { readonly inputs: Record<string, string>; readonly env: Record<string, string> } => ({
    inputs: { trust: acme.trust },
    env: { BREVET_SECRETS: acme.secrets },
  });
  const said = (): readonly string[] => acme.github.hub.comments.map(({ body }) => body);
  const statuses = (): readonly string[] =>
    acme.github.hub.statuses.map(({ context, state, description }) => `${context}: ${state}, ${description ?? ""}`);
  const about = (event: string): { readonly event: string; readonly payload: object } => ({
    event,
    payload: { pull_request: { number: 2 } },
  });

  it("is a bundle of at most 3 MB, with the licences of what is in it", () => {
    const place = join(folder, "dist/action");
    const code = readdirSync(place).filter((name) => name.endsWith(".js"));
    const sizes = code.map((name) => statSync(join(place, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(3 * 1024 * 1024);
    expect(readdirSync(place)).toEqual(
      expect.arrayContaining(["LICENSES.txt", "child.js", "judging-thread.js", "trial-thread.js"]),
    );
  });

  it("checks a pull request, and writes nothing", async () => {
    const asked = ["request", "playground/vault:open", "--for", "1h", "--reason", "Look into the vault", "--open"];
    expect(await acme.brevet("alice", ...asked)).toMatchObject({ code: 0 });
    acme.github.calls();
    const step = await workflow.job("check", { ...about("pull_request"), as: "bob" });
    expect(step).toMatchObject({ code: 0, outputs: { outcome: "pending", "pull-request": "2" } });
    expect(step.summary).toContain("One person has to agree");
    expect(acme.github.calls().every((call) => call.startsWith("GET") || call === "POST /graphql")).toBe(true);
    expect([said(), statuses()]).toEqual([[], []]);
  });

  describeWith([history], "as new workflows pin it", () => {
    const git = (args: readonly string[], env: object = {}): string =>
      execFileSync("git", args, { cwd: root, encoding: "utf8", env: { ...process.env, ...env } }).trim();
    const { commit } = actionPin;

    it("is a commit in the history of this one, which adds the built Action alone", () => {
      expect(() => git(["merge-base", "--is-ancestor", commit, "HEAD"])).not.toThrow();
      const added = git(["diff", "--name-status", `${commit}^`, commit]).split("\n");
      expect(added).toContain("A\tdist/action/main.js");
      expect(added.filter((line) => !line.startsWith("A\tdist/action/"))).toEqual([]);
    });

    it("holds what its action.yml runs, which judges a repository that today's init began", async () => {
      const pinned = join(folder, "pinned");
      mkdirSync(pinned);
      const files = ["action.yml", "package.json", "dist/action", ":!dist/action/node_modules"];
      git(["--work-tree", pinned, "checkout", commit, "--", ...files], { GIT_INDEX_FILE: join(folder, "index") });
      const { runs } = parse(readFileSync(join(pinned, "action.yml"), "utf8")) as { runs: { main: string } };
      const released = new Workflow(acme.box, acme.github, [join(pinned, runs.main)]);
      const step = await released.job("check", { ...about("pull_request"), as: "bob" });
      expect(step).toMatchObject({ code: 0, outputs: { outcome: "pending", "pull-request": "2" } });
    });
  });

  it("says it in one comment, which it writes anew only where the answer is another", async () => {
    for (let time = 0; time < 2; time++)
      expect(await workflow.job("comment", { ...about("pull_request"), as: "app" })).toMatchObject({ code: 0 });
    expect(said()).toMatchObject([expect.stringContaining("`bob`")]);
    expect(statuses()).toEqual(Array(2).fill("brevet: pending, One person has to agree"));
    expect(acme.github.calls().filter((call) => /comments/.test(call))).toHaveLength(1);
  });

  it("asks the very people who have to agree, and merges nothing before", async () => {
    const step = await workflow.job("gate", { ...about("workflow_run"), as: "app", ...engine() });
    expect(step).toMatchObject({ code: 0, outputs: { outcome: "pending" } });
    expect(step.outputs).not.toHaveProperty("merged");
    expect([...(acme.github.hub.pulls.get(2)?.asked ?? [])]).toEqual(["bob"]);
  });

  describeWith([checkers], "in the workflows that init wrote", () => {
    it("is started by another runner too, which takes events, conditions, inputs, variables and secrets from them", async () => {
      const act = new Act(acme, folder);
      await act.begin();
      const repo = { full_name: acme.github.hub.name };
      const pull_request = { number: 2, head: { repo }, base: { repo } };
      const before = statuses().length;
      expect(await act.run("check", "pull_request", { pull_request }, { as: "bob" })).toMatchObject({ code: 0 });
      expect(statuses()).toHaveLength(before);
      const comment = await act.run("comment", "pull_request", { pull_request }, { as: "app" });
      expect(comment.out + comment.err).toContain("Job succeeded");
      expect(statuses().slice(before)).toEqual(["brevet: pending, One person has to agree"]);
      const fork = { ...pull_request, head: { repo: { full_name: "mallory/access" } } };
      const stranger = await act.run("comment", "pull_request", { pull_request: fork }, { as: "app" });
      expect([stranger.code, stranger.out]).toEqual([0, expect.not.stringContaining("Job succeeded")]);
      const applied = await act.run("apply", "workflow_dispatch", {}, { as: "app" });
      expect([applied.code, applied.out]).toEqual([0, expect.stringContaining("Nothing")]);
      expect(await act.run("verify", "schedule", {}, { as: "app" })).toMatchObject({ code: 0 });
      expect(statuses().at(-1)).toContain("The history is whole");
    });
  });

  it("takes a green status back where the review was dismissed, in the merge queue too", async () => {
    const { id: review } = acme.github.review("bob", 2);
    await workflow.job("comment", { ...about("pull_request_review"), as: "app" });
    expect(statuses().at(-1)).toBe("brevet: success, Allowed: everybody who has to has agreed");
    const [head_sha, branch] = [acme.github.main, `gh-readonly-queue/main/pr-2-${acme.github.main}`];
    const run = { event: "merge_group", head_branch: branch, head_sha, pull_requests: [] };
    await workflow.job("gate", { event: "workflow_run", payload: { workflow_run: run }, as: "app", ...engine() });
    expect(acme.github.hub.statuses.at(-1)).toMatchObject({ sha: head_sha, state: "success" });
    acme.github.dismiss(2, review);
    const merge_group = { head_ref: `refs/heads/${branch}`, head_sha };
    await workflow.job("comment", { event: "merge_group", payload: { merge_group }, as: "app" });
    expect(statuses().slice(-2)).toEqual([
      "brevet: pending, One person has to agree",
      "brevet: failure, One person has to agree",
    ]);
    expect(acme.github.hub.statuses.at(-1)).toMatchObject({ sha: head_sha });
    expect(said()).toHaveLength(1);
  });

  it("merges and gives after the last review, in two job starts", async () => {
    acme.github.review("bob", 2, "APPROVE", { body: "The invoices are due tonight" });
    workflow.starts.length = 0;
    await workflow.job("comment", { ...about("pull_request_review"), as: "app" });
    acme.github.calls();
    const { head = "" } = acme.github.hub.pulls.get(2) ?? {};
    const payload = { workflow_run: { head_sha: head, pull_requests: [] } };
    const step = await workflow.job("gate", { event: "workflow_run", payload, as: "app", ...engine() });
    expect(step).toMatchObject({ code: 0, outputs: { outcome: "allowed", merged: acme.github.main } });
    expect(workflow.starts).toEqual(["comment", "gate"]);
    expect(acme.github.hub.pulls.get(2)?.merged).toMatchObject({ by: { login: "app" } });
    expect(acme.github.repository.tip(`request/${id}`)).toBeNull();
    expect(said()).toMatchObject([expect.stringContaining("given")]);
    expect(acme.github.calls().length).toBeLessThanOrEqual(14);
    expect(await acme.brevet("alice", "credentials", id)).toMatchObject({ code: 0 });
  });

  it("gives what nobody has to agree to in one job start, by the fast lane", async () => {
    const asked = ["request", "playground/door:enter", "--for", "1h", "--reason", "Look behind the door", "--open"];
    expect(await acme.brevet("alice", ...asked)).toMatchObject({ code: 0 });
    workflow.starts.length = 0;
    const door = `playground/door/${today()}-alice`;
    const form = { event: "workflow_dispatch", payload: { inputs: { id: door } }, as: "app", ...engine() };
    const step = await workflow.job("request", form);
    expect(step).toMatchObject({ code: 0, outputs: { outcome: "allowed", merged: acme.github.main } });
    expect(workflow.starts).toEqual(["request"]);
    expect(await acme.brevet("alice", "credentials", door)).toMatchObject({ code: 0 });
    const other = { ...form, payload: { inputs: { id: "../policies" } } };
    const refused = await workflow.job("request", other);
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining("title=INPUT_INVALID")]);
  });

  it("takes away what its holder is done with, in the mode apply", async () => {
    expect(await acme.brevet("alice", "done", id, "--yes", "--no-wait")).toMatchObject({ code: 0 });
    const step = await workflow.job("apply", { event: "schedule", as: "app", ...engine() });
    expect(step).toMatchObject({ code: 0 });
    expect(step.summary).toContain("| end | `alice` |");
  });

  it("leaves the digest of the whole history on its last commit, in the mode verify", async () => {
    const step = await workflow.job("verify", { event: "schedule", as: "app", inputs: { trust: acme.trust } });
    expect(step).toMatchObject({ code: 0 });
    expect(step.summary).toContain("The history is whole");
    const { sha, description } = acme.github.hub.statuses.at(-1) ?? {};
    expect(sha).toBe(acme.github.repository.tip("ledger/1"));
    expect(description).toMatch(/^The history is whole: [0-9]+ events, sha256-[A-Za-z0-9_-]{43}$/);
  });
});
