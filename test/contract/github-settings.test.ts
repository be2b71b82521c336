import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config, TargetConfig } from "../../src/core/config/config.ts";
import { instant } from "../../src/core/time/instant.ts";
import { gitHubSettings } from "../../src/forge/github/settings/github-settings.ts";
import { reviewsRuleset } from "../../src/forge/github/settings/rulesets.ts";
import type { ForgeSettings, SettledBy } from "../../src/ports/forge-settings.ts";
import { catalog as small, person } from "../fakes/catalog.ts";
import { follow } from "../fakes/github/follow.ts";
import { GitHub, tokenOf } from "../fakes/github/github.ts";

const options = { signal: new AbortController().signal };
const now = instant(Date.UTC(2026, 10, 22, 10));
const bot = 41_898_282;
const app = 991_234;

const target: TargetConfig = {
  id: "prod-postgres",
  kind: "postgres",
  identity: "7301",
  mode: "enforce",
  runner: null,
  privileged: [],
  options: { address: "postgresql://10.20.0.5:5432/customers" },
};

/** What an App may do that judges, asks, merges and records. */
const rights = {
  ...{ metadata: "read", contents: "write", pull_requests: "write", statuses: "write", members: "read" },
  ...{ actions: "read", administration: "read" },
};

let github: GitHub;
let settings: ForgeSettings;

function by(merger: number | null): SettledBy {
  const forge = { kind: "github", remote: "origin", repository: "acme/access", id: github.hub.id, merger } as const;
  const config: Config = {
    repositoryId: "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11",
    forge,
    branch: "main",
    ledger: { branch: "ledger/1", genesis: null, keys: [], sign: null, witness: null },
    targets: { [target.id]: target },
    guards: { maxRemovedByDiff: 0.25 },
    notify: [],
    evidence: [],
  };
  const account = (id: string, number: number): object => ({ github: { login: id, id: number } });
  const catalog = small({
    people: { alice: person("alice", account("alice", 1201)), bob: person("bob", account("bob", 1202)) },
    teams: {
      payments: { id: "payments", members: ["alice", "bob"], github: "acme/payments", attributes: {} },
      security: { id: "security", members: ["bob"], github: "acme/security", attributes: {} },
    },
  });
  return { config, catalog };
}

function opened(login: string): ForgeSettings {
  const place = { repository: "acme/access", id: github.hub.id, token: tokenOf(login), apiUrl: github.url };
  return gitHubSettings({ ...place, engine: null }, { now: () => now });
}

async function codes(merger: number | null): Promise<readonly string[]> {
  return (await settings.checks(by(merger), options)).map(({ code }) => code);
}

describe("doctor and the settings of GitHub", () => {
  beforeAll(async () => {
    github = await GitHub.start({ now: () => now });
    github.collaborator("owner", "admin");
    github.collaborator("reader", "read");
    github.account("alice", { id: 1201 });
    github.account("bob", { id: 1202 });
    github.account("mallory", { id: 6666 });
    github.account("brevet-acme[bot]", { id: bot, type: "Bot" });
    github.team("payments", ["alice", "mallory"]);
    const held = github.hub.settings;
    held.workflows.push(
      { id: 1, path: ".github/workflows/brevet-apply.yml", state: "active", runs: [] },
      { id: 2, path: ".github/workflows/brevet-expire.yml", state: "active", runs: [] },
      { id: 3, path: ".github/workflows/brevet-verify.yml", state: "disabled_inactivity", runs: [] },
    );
    held.secrets.push("DATABASE_URL");
    held.environments.set("brevet-apply", { policy: null, branches: [] });
    held.ownerErrors.push({
      line: 3,
      column: 1,
      kind: "Unknown owner",
      message: "Unknown owner on line 3",
      path: ".github/CODEOWNERS",
    });
    held.runs = 8_640;
    settings = opened("owner");
  });

  afterAll(() => github[Symbol.asyncDispose]());

  it("says of an unprotected repository each thing that is missing, what an attacker does with it, and the fix", async () => {
    const found = await settings.checks(by(null), options);
    expect(found.map(({ code, severity }) => `${severity === "error" ? "" : "? "}${code}`)).toEqual([
      "GITHUB_REWINDABLE",
      "GITHUB_MAIN_PUSHABLE",
      "GITHUB_CHECK_OPTIONAL",
      "? GITHUB_LEDGER_WRITABLE",
      "GITHUB_CODEOWNERS_BROKEN",
      "GITHUB_TOKEN_WRITES",
      "GITHUB_ACTIONS_APPROVE",
      "? GITHUB_ACTIONS_UNPINNED",
      "? GITHUB_FORKABLE",
      "GITHUB_SECRETS_WIDE",
      "GITHUB_ENVIRONMENT_OPEN",
      "GITHUB_SCHEDULE_LATE",
      "GITHUB_SCHEDULE_OFF",
      "? GITHUB_APP_MISSING",
      "GITHUB_MFA_OPTIONAL",
      "? GITHUB_MINUTES_SHORT",
      "? GITHUB_TEAM_OTHER",
      "GITHUB_TEAM_AWAY",
      "GITHUB_RUNNER_BLIND",
    ]);
    for (const { attack, next } of found) expect([attack, next]).not.toContain("");
    expect(found.find(({ code }) => code === "GITHUB_TEAM_OTHER")?.message).toMatch(
      /mallory only on GitHub, bob only in/,
    );
  });

  it("says what a token may not see, instead of taking it for well", async () => {
    const [unseen, ...rest] = await opened("reader").checks(by(bot), options);
    expect(unseen).toMatchObject({ code: "GITHUB_UNSEEN", severity: "warning" });
    for (const what of ["which secrets there are", "what workflows may do"]) expect(unseen?.message).toContain(what);
    expect(rest.map(({ code }) => code)).not.toContain("GITHUB_APP_MISSING");
  });

  it("takes a look at another repository's settings for none of this one", async () => {
    const elsewhere = { repository: "acme/access", id: 1, token: tokenOf("owner"), apiUrl: github.url, engine: null };
    await expect(gitHubSettings(elsewhere, { now: () => now }).checks(by(null), options)).rejects.toMatchObject({
      code: "FORGE_OTHER_REPOSITORY",
    });
  });

  it("mends what nobody needs, and nothing else", async () => {
    const mended = await settings.mend(await settings.checks(by(null), options), by(null), options);
    expect(mended).toEqual(["GITHUB_REWINDABLE", "GITHUB_TOKEN_WRITES", "GITHUB_ACTIONS_APPROVE", "GITHUB_FORKABLE"]);
    const left = await codes(null);
    expect(left.filter((code) => mended.includes(code))).toEqual([]);
    expect(left).toContain("GITHUB_MAIN_PUSHABLE");
    expect(await opened("reader").mend(await settings.checks(by(null), options), by(null), options)).toEqual([]);
  });

  it("tells an App that may too much or too little, and rules that others pass by", async () => {
    const { installations, rulesets } = github.hub.settings;
    const wide = { ...rights, administration: "write", statuses: "read" };
    installations.push({
      app,
      slug: "brevet-acme",
      permissions: wide,
      selection: "all",
      suspendedAt: "2026-11-01T00:00:00Z",
    });
    const anybody = [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }];
    rulesets.push({ ...reviewsRuleset("main", app), id: 1, name: "reviews of old", bypass_actors: anybody });
    const found = await codes(bot);
    expect(found).toEqual(
      expect.arrayContaining([
        "GITHUB_APP_SUSPENDED",
        "GITHUB_APP_NARROW",
        "GITHUB_APP_WIDE",
        "GITHUB_REVIEWS_BYPASSED",
      ]),
    );
    rulesets.pop();
    installations.splice(0, 1, {
      app,
      slug: "brevet-acme",
      permissions: rights,
      selection: "selected",
      suspendedAt: null,
    });
  });

  it("is content once every fix is followed to the letter", async () => {
    const { hub } = github;
    for (const finding of await settings.checks(by(bot), options)) await follow(github, "owner", finding);
    hub.settings.ownerErrors.length = 0;
    hub.settings.secrets.length = 0;
    hub.settings.demandsSecondFactor = true;
    hub.settings.runs = 800;
    github.team("payments", ["alice", "bob"]);
    github.team("security", ["bob"]);
    const [apply, expire, verify] = hub.settings.workflows;
    const run = { id: 77, at: "2026-11-22T09:58:00Z", event: "schedule" };
    apply?.runs.push({ ...run, labels: ["self-hosted", "inside"] });
    expire?.runs.push({ ...run, labels: [] });
    verify?.runs.push({ ...run, labels: [] });
    if (verify !== undefined) verify.state = "active";
    expect(await codes(bot)).toEqual([]);
  });

  it("finds each ruleset again that others than the App may pass by", async () => {
    const { rulesets } = github.hub.settings;
    const bypass_actors = [{ actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "always" }];
    const told: string[] = [];
    for (const [index, whole] of [...rulesets.entries()]) {
      rulesets[index] = { ...whole, bypass_actors };
      told.push((await codes(bot)).join(" "));
      rulesets[index] = whole;
    }
    expect(told).toEqual([
      "GITHUB_REWINDABLE",
      "GITHUB_REVIEWS_BYPASSED",
      "GITHUB_CHECK_OPTIONAL",
      "GITHUB_LEDGER_WRITABLE",
    ]);
  });
});
