import { beforeEach, describe, expect, it } from "vitest";
import { digestJson } from "../../../../src/core/json/digest.ts";
import { problem } from "../../../../src/core/problem/problem.ts";
import { fail, succeed } from "../../../../src/core/problem/result.ts";
import { judgeRules, type RulesJudgement } from "../../../../src/engine/accept/judge-rules.ts";
import type { PolicyFiles } from "../../../../src/ports/policy.ts";
import type { Toolchain, Trial } from "../../../../src/ports/toolchain.ts";
import { policyInput } from "../../../fakes/policy-input.ts";
import { Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const orgPath = "policies/catalog/org.yaml";
const stricter = "timezone: UTC\nrules: { from: [team:security], count: 1 }\nbudgets: { requests_24h: 5 }\n";
const broken = {
  code: "TIER_NEEDS_LESS",
  path: "policies/rules/approval/owner/owner.rego",
  message: "A higher tier needs less.",
  next: "Ask at least as much.",
  where: [{ field: "resource.tier", value: "high" }],
  input: policyInput(),
};

let town: Town;
/** What the toolchain was asked to try, oldest first. */
let tried: { readonly files: PolicyFiles; readonly trial: Trial }[];
beforeEach(async () => {
  town = await Town.found();
  tried = [];
});

/** A toolchain that builds what is there already, and of which every trial comes out so. */
function toolchain(
  breaks: readonly (typeof broken)[],
  version: "1" | null = "1",
): Pick<Toolchain, "version"> & Toolchain {
  const missing = fail([problem("TOOLCHAIN_MISSING", {}, {}, "warning")]);
  const { toolchain: real } = town.ports();
  return {
    ...real,
    version: () => Promise.resolve(version === null ? missing : succeed(version)),
    build: (files) => Promise.resolve(version === null ? missing : succeed(files)),
    tryInvariants(files, trial) {
      tried.push({ files, trial });
      return Promise.resolve(succeed({ invariants: 9, requests: trial.requests, broken: breaks }));
    },
  };
}

/** What the rules in force say of these files, signed by their owner. */
async function judged(
  files: Readonly<Record<string, string>>,
  over: { readonly toolchain?: Toolchain; readonly isProposal?: boolean; readonly words?: readonly string[] } = {},
): Promise<RulesJudgement> {
  const inForce = await town.rules();
  const commit = town.write("rules", files);
  const to = (await town.rules(commit)).digest;
  const candidate = {
    commit,
    to,
    contributors: () => Promise.resolve([]),
    change: () => Promise.resolve(null),
    isProposal: over.isProposal ?? false,
  };
  const ports = town.ports({ toolchain: over.toolchain ?? toolchain([]) });
  const agreed = (over.words ?? ["yes"]).map((word) => ({ by: "dana", digest: digestJson(word) }));
  const consent = { agreed, evidence: to, warnings: [] };
  return judgeRules(ports, inForce, candidate, { consent, state: town.view.state }, options);
}

describe("rules about the rules", () => {
  it("are asked about settings that are others, with what the organisation wrote", async () => {
    expect(await judged({ [orgPath]: stricter })).toMatchObject({ problems: [], accepted: { by: [{ by: "dana" }] } });
    expect(tried.map(({ trial }) => trial)).toMatchObject([
      { requests: 1000, data: { org: { budgets: { requests_24h: 5 } }, own: {} } },
    ]);
  });

  it("S46 draw by who agreed, which nobody knows who writes them, and alike in every engine", async () => {
    const rules = { [orgPath]: stricter };
    for (const words of [["a", "b"], ["b", "a"], ["a"], []]) await judged(rules, { words, isProposal: true });
    const [both, turned, one, nobody] = tried.map(({ trial }) => trial.lot);
    expect(both).toMatch(/^sha256-/);
    expect([turned, nobody]).toEqual([both, undefined]);
    expect(one).not.toBe(both);
  });

  it("are asked about own data, and about anything that is compiled", async () => {
    await judged({ "policies/own/data/thing.yaml": "most: 1\n" });
    await judged({ "policies/own/thing/thing.rego": "package brevet.own.thing\n" });
    expect(tried.map(({ trial }) => trial.data.own)).toEqual([{ thing: { most: 1 } }, { thing: { most: 1 } }]);
  });

  it("are not asked where neither rules nor settings change", async () => {
    const people = "payments: { members: [alice] }\nsecurity: { members: [dana] }\n";
    expect(await judged({ "policies/catalog/teams.yaml": people })).toMatchObject({ problems: [] });
    expect(tried).toEqual([]);
  });

  it("are not asked about what is refused already, but where it is only looked at", async () => {
    const lost = { [orgPath]: stricter.replace("count: 1", "count: 3") };
    expect(await judged(lost)).toMatchObject({ problems: [{ code: "RULES_UNREACHABLE" }], accepted: null });
    expect(tried).toEqual([]);
    await judged(lost, { isProposal: true });
    expect(tried).toHaveLength(1);
  });

  it("S46 are those of the build that accepts, whatever the change has of its own", async () => {
    await judged({
      "policies/invariants/own/own.rego": "package brevet.invariants.own\n",
      "policies/invariants/tier/tier.rego": "package brevet.invariants.tier\n",
      "policies/own/thing/thing.rego": "package brevet.own.thing\n",
      "policies/own/thing/thing_test.rego": "package brevet.own.thing_test\n",
    });
    const [{ files }] = tried as [(typeof tried)[number]];
    const brought = await town.ports().invariants();
    expect([...files.keys()].toSorted()).toEqual(
      ["catalog/org.yaml", ...catalogBut("org"), "own/thing/thing.rego", ...brought.keys()].toSorted(),
    );
    expect(files.get("invariants/tier/tier.rego")).toStrictEqual(brought.get("invariants/tier/tier.rego"));
  });

  it("S46 refuse what breaks one, with its code and the plainest request", async () => {
    const { accepted, problems } = await judged({ [orgPath]: stricter }, { toolchain: toolchain([broken]) });
    expect(accepted).toBeNull();
    expect(problems).toEqual([
      {
        code: "TIER_NEEDS_LESS",
        severity: "error",
        path: broken.path,
        message: 'A higher tier needs less. Plainest request: resource.tier "high".',
        next: broken.next,
      },
    ]);
  });

  it("refuse what breaks one with any request", async () => {
    const any = toolchain([{ ...broken, where: [] }]);
    const { problems } = await judged({ [orgPath]: stricter }, { toolchain: any });
    expect(problems[0]?.message).toMatch(/Plainest request: any\.$/);
  });

  it("refuse where they cannot be asked", async () => {
    const failing = problem("POLICY_TRIAL_FAILED", { what: "it never ends" });
    const lame = { ...toolchain([]), tryInvariants: () => Promise.resolve(fail([failing])) };
    expect(await judged({ [orgPath]: stricter }, { toolchain: lame })).toMatchObject({
      accepted: null,
      problems: [failing],
    });
  });

  it("are told not to have been asked about settings where there is no toolchain, which are accepted", async () => {
    const { accepted, problems, warnings } = await judged({ [orgPath]: stricter }, { toolchain: toolchain([], null) });
    expect([accepted !== null, problems, warnings]).toMatchObject([true, [], [{ code: "SETTINGS_UNTRIED" }]]);
    expect(tried).toEqual([]);
  });

  it("S46 are never left out of rules that are compiled: without a toolchain those are refused", async () => {
    const files = { "policies/own/thing/thing.rego": "package brevet.own.thing\n" };
    const missing = await judged(files, { toolchain: toolchain([], null) });
    expect(missing).toMatchObject({ accepted: null, problems: [{ code: "TOOLCHAIN_MISSING", severity: "error" }] });
    const proposed = await judged(files, { toolchain: toolchain([], null), isProposal: true });
    expect(proposed.warnings).toMatchObject([{ code: "TOOLCHAIN_MISSING", severity: "warning" }, {}]);
  });
});

describe("what a catalog hardly means", () => {
  it("is told of what is proposed, and keeps nothing from coming into force", async () => {
    const proposed = await judged({ [orgPath]: stricter }, { isProposal: true });
    expect(proposed).toMatchObject({ problems: [], warnings: [{ code: "RULES_ONE_SHORT", path: orgPath, line: 2 }] });
    expect((await judged({ [orgPath]: `${stricter}\n` })).warnings).toEqual([]);
  });
});

function catalogBut(name: string): string[] {
  return ["org", "people", "teams", "vendors", "resources/payments"]
    .filter((each) => each !== name)
    .map((each) => `catalog/${each}.yaml`);
}
