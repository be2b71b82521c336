import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkers, findings } from "../checkers/checkers.ts";
import { follow } from "../fakes/github/follow.ts";
import { GitHub, tokenOf } from "../fakes/github/github.ts";
import { describeWith, go } from "../needs.ts";
import { sandbox, type Sandbox } from "./sandbox.ts";

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly attack: string;
  readonly next: string;
}

const tool = path.resolve(import.meta.dirname, "../../scripts/tool.ts");
const root = "access";

/* From the clone of an empty, unprotected repository of an organisation to a doctor that finds nothing. */
describe("brevet init --forge github in an empty folder", () => {
  let box: Sandbox;
  let github: GitHub;

  beforeAll(async () => {
    box = sandbox("alice");
    github = await GitHub.start();
    github.collaborator("alice", "admin", { id: 1201 });
    await box.git(["clone", "--quiet", github.cloneUrl("alice"), root]);
    await must("init", "--forge", "github");
    const files = readdirSync(path.join(box.folder, root, ".github/workflows"));
    for (const [id, file] of files.entries())
      github.hub.settings.workflows.push({ id, path: `.github/workflows/${file}`, state: "active", runs: [] });
  });

  afterAll(async () => {
    await github[Symbol.asyncDispose]();
    box.remove();
  });

  function brevet(...args: readonly string[]): ReturnType<Sandbox["brevet"]> {
    return box.brevet(args, root, { GITHUB_API_URL: github.url, GITHUB_TOKEN: tokenOf("alice") });
  }

  async function must(...args: readonly string[]): Promise<void> {
    const { code, out, err } = await brevet(...args);
    if (code !== 0) throw new Error(`brevet ${args.join(" ")}: ${out}${err}`);
  }

  async function doctor(): Promise<{ readonly ok: boolean; readonly findings: readonly Found[] }> {
    const { out } = await brevet("doctor", "--json");
    return JSON.parse(out) as { readonly ok: boolean; readonly findings: readonly Found[] };
  }

  describeWith([checkers, go], "writes workflows", () => {
    it("in which actionlint and zizmor's strictest persona find nothing", async () => {
      const cwd = path.join(box.folder, root);
      const strict = ["--offline", "--persona=auditor", "--no-progress", "--strict-collection"];
      expect(await findings("zizmor", [...strict, path.join(cwd, ".github")])).toBeNull();
      const told = await promisify(execFile)(process.execPath, [tool, "actionlint"], { cwd });
      expect(told.stdout).toBe("");
    });
  });

  const ofGitHub = (found: readonly Found[]): readonly string[] =>
    found.map(({ code }) => code).filter((code) => code.startsWith("GITHUB"));

  async function followAll(found: readonly Found[]): Promise<void> {
    for (const finding of found) await follow(github, "alice", finding);
  }

  /** Installs an App that may do what the gate needs, and names it as who merges. */
  async function takeUpApp(): Promise<void> {
    const { id } = github.collaborator("brevet-acme[bot]", "admin", { type: "Bot" });
    const may = { metadata: "read", actions: "read", administration: "read" };
    const permissions = { ...may, contents: "write", pull_requests: "write", statuses: "write" };
    const app = { app: 991_234, slug: "brevet-acme", permissions, selection: "selected", suspendedAt: null } as const;
    github.hub.settings.installations.push(app);
    const config = path.join(box.folder, root, "brevet.yaml");
    writeFileSync(config, readFileSync(config, "utf8").replace("id: 771203", `id: 771203\n  merger: ${id}`));
    const git = (...args: readonly string[]): Promise<string> => box.git(args, root);
    await git("switch", "--quiet", "--create", "merger");
    await git("commit", "--quiet", "--all", "--message", "Let the App merge");
    await must("approve", "--rules", "--yes");
    await git("push", "--quiet", "origin", "merger");
    github.merge("alice", github.open("alice", "merger").number, { method: "merge" });
    await git("switch", "--quiet", "main");
    await git("pull", "--quiet");
    await must("apply");
  }

  it("leaves a repository of which doctor explains each missing setting, and finds none of them once all are set", async () => {
    const { findings: found, ok } = await doctor();
    const of = (severity: string): readonly string[] =>
      found.filter((one) => one.code.startsWith("GITHUB") && one.severity === severity).map(({ code }) => code);
    expect([ok, of("error")]).toEqual([
      false,
      [
        "GITHUB_REWINDABLE",
        "GITHUB_MAIN_PUSHABLE",
        "GITHUB_CHECK_OPTIONAL",
        "GITHUB_TOKEN_WRITES",
        "GITHUB_ACTIONS_APPROVE",
        "GITHUB_SCHEDULE_LATE",
        "GITHUB_MFA_OPTIONAL",
      ],
    ]);
    expect(of("warning")).toEqual([
      "GITHUB_LEDGER_WRITABLE",
      "GITHUB_ACTIONS_UNPINNED",
      "GITHUB_FORKABLE",
      "GITHUB_SCHEDULE_LATE",
      "GITHUB_APP_MISSING",
    ]);
    for (const { attack, next } of found) expect([attack, next]).not.toContain("");

    const { settings } = github.hub;
    await followAll(found);
    settings.demandsSecondFactor = true; // on the organisation's page, where no command leads
    const at = new Date(github.hub.now()).toISOString();
    for (const { runs } of settings.workflows) runs.push({ id: 1, at, event: "schedule", labels: [] });
    // What is left needs an App, which is taken up by a change of the rules.
    const left = await doctor();
    expect(left.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(left.ok).toBe(true);
    expect(ofGitHub(left.findings)).toEqual(["GITHUB_CHECK_FORGEABLE", "GITHUB_LEDGER_WRITABLE", "GITHUB_APP_MISSING"]);
    await takeUpApp();
    await followAll((await doctor()).findings);
    const set = await doctor();
    expect([set.ok, ofGitHub(set.findings)]).toEqual([true, []]);
  });
});
