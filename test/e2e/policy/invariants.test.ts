import { beforeAll, expect, it } from "vitest";
import type { BrokenInvariant } from "../../../src/core/report/policy-tests.ts";
import { createToolchain } from "../../../src/policy/toolchain/wasm-toolchain.ts";
import type { PolicyData } from "../../../src/ports/policy.ts";
import { ownPolicies, policyData } from "../../fakes/policies.ts";
import { withRules } from "../../fakes/silent-rules.ts";
import { describeWith, toolchain as installed } from "../../needs.ts";

const toolchain = createToolchain();
const options = { signal: AbortSignal.timeout(600_000) };

type Files = Map<string, Uint8Array>;

/** The invariants that those rules break. Their tests are left out: who breaks an invariant bends them too. */
async function brokenBy(
  files: Files,
  requests: number,
  data: PolicyData = policyData,
): Promise<readonly BrokenInvariant[]> {
  const kept = new Map([...files].filter(([path]) => !path.endsWith("_test.rego")));
  const tested = await toolchain.test(kept, { data, requests }, options);
  if (!tested.ok) throw new Error(JSON.stringify(tested.problems));
  return tested.value.trial?.broken ?? [];
}

function edit(files: Files, path: string, from: string, to: string): void {
  const source = new TextDecoder().decode(files.get(path));
  if (!source.includes(from)) throw new Error(`${path} does not say ${from}`);
  files.set(path, new TextEncoder().encode(source.replace(from, to)));
}

const [decision, pack] = ["decision/decision.rego", "decision/pack.rego"];
const [limit, owner, second, eligible] = [
  "rules/lease/limit/limit.rego",
  "rules/approval/owner/owner.rego",
  "rules/approval/second/second.rego",
  "rules/identity/eligible/eligible.rego",
];
const says = "contains result.reason(rego.metadata.chain(), {})";

/** Rules of which each is wrong in another way, and a decision that does not hear them all. */
function wrongRules(): Files {
  const files = withRules([{ name: "crowded", rule: `deny ${says} if count(input.approvals) > 1` }]);
  edit(files, limit, "input.request.seconds >", "input.vendor == null\n\tinput.request.seconds >");
  edit(files, owner, "owners.count != 0", "owners.count != 0\n\tinput.request.seconds < 7000");
  edit(files, eligible, "count(party", "count(input.role.eligible) > 0\n\tcount(party");
  const unless = "not input.requester.id in {one.by | some one in input.approvals}";
  edit(files, second, "approval.second_asked", `approval.second_asked\n\t${unless}`);
  const heard = '_reasons contains _as("deny", reason) if';
  const denials = "some reason in data.brevet.rules.identity.eligible.deny";
  edit(files, pack, `${heard} ${denials}`, `${heard} {\n\tinput.requester.id != "mallory"\n\t${denials}\n}`);
  return files;
}

/** A decision without bounds, and a rule of the pack that gives way to an own one. */
function wrongDecision(): Files {
  const files = withRules([{ name: "relaxed", rule: `info ${says}` }]);
  edit(files, decision, "min({input.role.max} |", "max({604800} |");
  edit(files, limit, "input.request.seconds >", "not data.brevet.own.relaxed.info\n\tinput.request.seconds >");
  return files;
}

describeWith([installed], "the invariants", () => {
  const broken: BrokenInvariant[] = [];
  beforeAll(async () => {
    for (const files of [wrongRules(), wrongDecision()]) broken.push(...(await brokenBy(files, 400)));
  }, 120_000);

  it("hold for the pack", async () => {
    expect(await brokenBy(ownPolicies(), 1000)).toEqual([]);
  });

  it.each([
    { name: "S04 a lease beyond what its role allows", code: "ENDLESS", path: "invariants/ended/ended.rego" },
    { name: "S46 a decision that hears no denial of one person's requests", code: "TAKEN_BACK", path: undefined },
    { name: "S46 a rule of the pack that gives way to an own one", code: "OWN_RULE_LOOSENS", path: limit },
    { name: "S10 a stage that is gone once the requester has agreed", code: "SELF_APPROVED", path: second },
    { name: "an approval that denies", code: "APPROVAL_DENIES", path: "own/crowded/crowded.rego" },
    { name: "a limit that is not for vendors", code: "VENDOR_NEEDS_LESS", path: limit },
    { name: "owners who are asked about short leases alone", code: "SHORTER_NEEDS_MORE", path: owner },
    {
      name: "a role that names nobody, and so is everybody's",
      code: "UNKNOWN_ALLOWED",
      path: "invariants/unknown/unknown.rego",
    },
  ])("catch $name", ({ code, path }) => {
    const found = broken.find((one) => one.code === code);
    expect(found).toBeDefined();
    expect(path === undefined ? undefined : found?.path).toBe(path === undefined ? undefined : `policies/${path}`);
  });

  it("S46 find the one person that a planted rule knows", () => {
    const found = broken.find(({ code }) => code === "TAKEN_BACK");
    expect(found?.where).toContainEqual({ field: "requester.id", value: "mallory" });
  });

  it("catch settings too, and tell the plainest request in words", async () => {
    const org = { ...policyData.org, approvals: { moderate: { owners: 2 } } };
    expect(await brokenBy(ownPolicies(), 200, { ...policyData, org })).toEqual([
      expect.objectContaining({
        code: "TIER_NEEDS_LESS",
        path: `policies/${owner}`,
        message: "A resource of moderate tier demands OWNER_AGREES, and the same of high tier does not.",
        next: "Make the rule, or the setting in catalog/org.yaml that it reads, ask at least as much of high.",
        where: [{ field: "resource.tier", value: "moderate" }],
      }),
    ]);
  });

  it("catch agreements that may be older on critical, and a seat that takes older ones than its tier", async () => {
    const files = ownPolicies();
    const seat = "rules/approval/vendor/vendor.rego";
    edit(files, seat, "approval.group(1, _from)", '{"count": 1, "from": _from, "need": approval.asked.need}');
    const approvals = { high: { max_age: 3600 }, critical: { max_age: 2_592_000 } };
    const found = await brokenBy(files, 400, { ...policyData, org: { ...policyData.org, approvals } });
    expect(found.map(({ code, path }) => `${path} ${code}`).toSorted()).toEqual([
      `policies/${owner} TIER_NEEDS_LESS`,
      `policies/${seat} SEAT_NEEDS_LESS`,
    ]);
  });

  it("let an organisation have emergencies for critical access alone, and ask its people's managers", async () => {
    const org = {
      ...policyData.org,
      approvals: { high: { manager: true }, critical: { manager: true, need: ["hardware"], on_duty: true } },
      emergency: { eligible: ["team:payments"], tiers: ["critical"], max: 3600, at_once: true, review: [], notify: [] },
    };
    expect(await brokenBy(ownPolicies(), 400, { ...policyData, org })).toEqual([]);
  });

  it("S44 tell of rules that fail", async () => {
    const files = ownPolicies();
    edit(
      files,
      decision,
      "default _not_after := null",
      "_not_after := 1 if input.request.emergency\n\n_not_after := null",
    );
    const [failing] = await brokenBy(files, 50);
    expect(failing).toMatchObject({ code: "POLICY_FAILED", where: [{ field: "request.emergency", value: true }] });
  });
});
