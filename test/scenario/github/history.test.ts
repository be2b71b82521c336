import { afterEach, describe, expect, it } from "vitest";
import { author, today, type Who } from "../../fakes/company.ts";
import { GitHubCompany, type Ask } from "../../fakes/github-company.ts";

let on: GitHubCompany;
afterEach(() => on[Symbol.asyncDispose]());

const teams = "policies/catalog/teams.yaml";

function agreed(ask: Ask): Ask {
  on.approve("bob", ask);
  on.approve("dana", ask);
  return ask;
}

/** A change of the rules by erin in a pull request, with those people's agreement, merged. */
function changeRules(branch: string, path: string, text: string, by: readonly Who[]): void {
  on.github.push("erin", { branch, files: { [path]: text }, author: author("erin") });
  const change = on.github.open("erin", branch);
  for (const who of by) on.approve(who, change);
  on.merge(change);
}

async function digest(): Promise<string> {
  return (await on.company.rulesInForce()).digest;
}

async function codes(): Promise<readonly string[]> {
  const { admitted, refused } = await on.apply();
  expect(admitted).toEqual([]);
  return refused.map(({ code }) => code);
}

describe("seats on GitHub", () => {
  it("S11 S14 are not filled twice by one person of two teams, by one who may only read, or by one who left in the same breath", async () => {
    on = await GitHubCompany.found({
      [teams]: "payments: { members: [alice, bob, carol] }\nsecurity: { members: [dana, olga, bob] }\n",
    });
    const twice = on.ask("alice", "twice");
    on.approve("bob", twice);
    on.approve("bob", twice);
    on.merge(twice);
    expect(await codes()).toEqual(["PENDING"]);

    const reader = on.ask("alice", "reader");
    on.github.hub.people.collaborators.set("carol", "read");
    on.approve("carol", reader);
    on.approve("dana", reader);
    on.merge(reader);
    expect(await codes()).toEqual(["PENDING"]);
    on.github.hub.people.collaborators.set("carol", "write");

    const left = agreed(on.ask("alice", "left"));
    const without = "payments: { members: [alice, carol] }\nsecurity: { members: [dana, olga] }\n";
    changeRules("without-bob", teams, without, ["dana"]);
    on.merge(left);
    expect(await codes()).toEqual(["PENDING"]);
    expect(on.company.holds("prod-db")).toEqual([]);
  });
});

describe("rules on GitHub", () => {
  it("S73 S82 are not those of old because their reviews are still there, nor any that reach for another's secret", async () => {
    on = await GitHubCompany.found();
    const old = on.company.repository.git("show", `main:${teams}`);
    const tight = "payments: { members: [alice, bob] }\nsecurity: { members: [dana, olga] }\n";
    changeRules("tight", teams, tight, ["dana"]);
    await codes();
    const inForce = await digest();

    on.github.push("mallory", { branch: "old", files: { [teams]: `${old}\n` }, author: author("mallory") });
    on.merge(on.github.open("mallory", "old"), { by: "mallory" });
    await codes();
    expect(await digest()).toBe(inForce);
    changeRules("tight-again", teams, tight, []);
    await codes();
    expect(await digest()).toBe(inForce);

    const config = on.company.repository.git("show", "main:brevet.yaml");
    const reaching = config.replace("env:BREVET_ENGINE_KEY", "env:GITHUB_TOKEN");
    changeRules("reaching", "brevet.yaml", `${reaching}\n`, ["dana"]);
    expect((await on.apply()).rules.at(-1)).toMatchObject({ outcome: "refused" });
    expect(await digest()).toBe(inForce);
  });
});

describe("history on GitHub", () => {
  it("S25 S83 a rewritten main stops what is new and no end; a flood of objections by strangers stops nothing", async () => {
    on = await GitHubCompany.found();
    const reports = `payments/reports/${today}`;
    const asked = on.ask("alice", `${reports}-flooded`, { role: "view", duration: "1h" });
    for (let stranger = 0; stranger < 30; stranger++)
      on.github.review(`stranger-${stranger}`, asked.number, "REQUEST_CHANGES");
    on.merge(asked);
    expect(await on.apply()).toMatchObject({ ok: true, admitted: [asked.id] });

    on.github.move("mallory", "main", on.company.repository.git("rev-parse", "main^1"));
    const after = on.ask("carol", `${reports}-after`, { role: "view" });
    on.merge(after);
    expect(await on.apply()).toMatchObject({ ok: false, admitted: [], frozen: { code: "MAIN_REWRITTEN" } });
    on.company.pass(60);
    expect((await on.apply()).changes).toMatchObject([{ action: "end", because: "expired", outcome: "done" }]);
    expect(on.company.holds("door")).toEqual([]);
  });

  it("S26 S83 what a writer pushes onto the ledger's branch is not believed: nothing is admitted, and all ends come", async () => {
    on = await GitHubCompany.found();
    const asked = on.ask("alice", `payments/reports/${today}-first`, { role: "view", duration: "1h" });
    on.merge(asked);
    expect(await on.apply()).toMatchObject({ ok: true, admitted: [asked.id] });
    const whole = on.company.repository.git("rev-parse", "ledger/1");
    on.github.push("mallory", { branch: "ledger/1", files: { "state/forged.json": "{}" }, author: author("mallory") });
    const after = on.ask("carol", `payments/reports/${today}-after`, { role: "view" });
    on.merge(after);
    on.company.pass(60);
    const run = await on.apply();
    expect(run).toMatchObject({
      ok: false,
      admitted: [],
      changes: [{ action: "end", grant: asked.id, outcome: "done" }],
    });
    expect(on.company.holds("door")).toEqual([]);
    on.github.move("mallory", "ledger/1", whole);
  });
});
