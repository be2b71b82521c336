import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { PolicyInput } from "../../src/core/decision/input.ts";
import type { PolicyData } from "../../src/ports/policy.ts";
import { sorted } from "../../src/policy/host/sorted.ts";
import { compile, listOf, RulesInstance } from "../../src/policy/host/rules-instance.ts";
import { follow, isWhole, type ListedClause } from "../../src/policy/host/trail.ts";
import { entrypoints } from "../../src/policy/lock/entrypoints.ts";
import { isSource } from "../../src/policy/lock/sources.ts";
import { createPolicyHost } from "../../src/policy/open-policy.ts";
import { ask } from "../../src/policy/toolchain/ask.ts";
import { asked as askedOf } from "../../src/policy/toolchain/asked.ts";
import { findModule } from "../../src/policy/toolchain/find-module.ts";
import { createToolchain } from "../../src/policy/toolchain/wasm-toolchain.ts";
import { nativeOpa } from "../fakes/native-opa.ts";
import { ownPolicies, policyData } from "../fakes/policies.ts";
import { policyInput } from "../fakes/policy-input.ts";
import { quiet, silent, withRules } from "../fakes/silent-rules.ts";
import { describeWith, go, toolchain as installed } from "../needs.ts";

const options = { signal: AbortSignal.timeout(600_000) };
const epoch = 1_795_341_600;
const near = fc.integer({ min: -2, max: 2 });

/** An organisation that asks for everything that the pack knows of. */
const data: PolicyData = {
  org: {
    ...policyData.org,
    approvals: {
      high: { owners: 1, second: [], need: ["hardware"], manager: true, max_age: 3600, on_duty: true },
      critical: { owners: 1, second: ["team:security"], need: [], manager: true, max_age: null, on_duty: false },
    },
    budgets: {
      requests_24h: 5,
      requests_30d: 5,
      grants_24h: 5,
      grants_30d: null,
      vendor_requests_24h: 5,
      vendor_requests_30d: 5,
      vendor_grants_24h: null,
      vendor_grants_30d: 5,
      resource_requests_24h: null,
      resource_requests_30d: 5,
      resource_grants_24h: 5,
      resource_grants_30d: 5,
    },
    limits: {
      minimum: 1,
      links: 2,
      tiers: { critical: { max: 28_800, total_30d: 28_800 }, high: { max: null, total_30d: null } },
      vendors: { high: { max: 28_800, total_30d: 28_800 } },
    },
    hours: { days: [0], from: 480, to: 1080, of: "subject", tiers: ["critical", "high"], outside: [] },
    holidays: ["2026-11-24"],
    freezes: [
      { name: "Year end", from: epoch + 28_800, until: epoch + 90_000, tiers: ["critical"], resources: ["payments/*"] },
      { name: "Any", from: epoch + 2_678_400, until: epoch + 2_700_000, tiers: null, resources: null },
    ],
    emergency: {
      eligible: ["team:payments"],
      tiers: ["critical"],
      max: 28_800,
      at_once: true,
      review: ["team:security"],
      notify: ["team:z", "team:a"],
      most_30d: 5,
    },
    tickets: { tiers: ["critical"], pattern: "^INC-[0-9]+$", like: "INC-4211", open: true },
    reasons: { least: 20, boilerplate: ["need access to do my work"], private: true },
    sources: { tiers: { critical: ["10.0.0.0/8"] }, vendors: null },
    data: { personal: ["team:privacy"] },
    vendors: {
      complete: ["country", "review_by"],
      within_data: true,
      check: { tiers: ["high"], from: ["team:security"], need: ["user_verified"] },
      verified: true,
    },
    anomalies: {
      from: ["team:z", "team:a"],
      burst: { most: 5, then: "stage" },
      resources: { most: 5, then: "notify" },
      unused: { most: 5, then: "deny" },
      hour: { least: 5, then: "warn" },
      first: { tiers: ["high"], then: "stage" },
    },
    reciprocal_days: 5,
    on_call: { tiers: ["critical"] },
  },
  own: {},
};

const count = near.map((by) => 5 + by);

type OnCall = PolicyInput["evidence"]["on_call"];

/** What the rules beside those below hang on. */
const tally = fc.record({ requests_24h: count, requests_30d: count, grants_24h: count, grants_30d: count });

const more = fc.record({
  suspended: fc.boolean(),
  environment: fc.constantFrom(null, "production"),
  minutes: fc.tuple(fc.constantFrom(479, 480), fc.constantFrom(1079, 1080)),
  date: fc.constantFrom("2026-11-22", "2026-11-24"),
  reason: fc.constantFrom("Need access to do my work!", "Find INC-4211 dupes.", "Find INC-4211 dupes"),
  private: fc.subarray(["card", "email"]),
  onCall: fc.constantFrom<OnCall>(null, { known: false, people: [] }, { known: true, people: ["alice"] }),
  ticket: fc.constantFrom(null, { known: false, state: null }, { known: true, state: "open" as const }),
  manager: fc.constantFrom(null, "erin"),
  reviewBy: fc.oneof(
    fc.constant(null),
    near.map((by) => epoch + by),
  ),
  segment: fc.subarray(["payments/*", "platform/x"]),
  dpa: fc.constantFrom(null, "DPA-1"),
  age: fc.oneof(
    fc.constant(null),
    near.map((by) => 3600 + by),
  ),
  days: count,
  links: fc.constantFrom(2, 3),
  features: fc.record({
    requests_1h: count,
    requests_30d: count,
    grants_24h: count,
    grants_30d: count,
    resources_24h: count,
    unused_30d: count,
    emergencies_30d: count,
    overdue_reviews: fc.nat({ max: 1 }),
    seconds_30d: near.map((by) => 28_800 + by),
    first_in_31d: fc.boolean(),
    hours: fc.record({ known: count, near: fc.nat({ max: 1 }) }),
    vendor: tally,
    resource: tally,
  }),
});

const subject = fc.record({
  id: fc.constantFrom("alice", "vera", "nightly-export"),
  kind: fc.constantFrom("person", "vendor", "workload"),
  teams: fc.subarray(["payments", "security", "Ümläut", "z"]),
  vendor: fc.constantFrom(null, "acme"),
  owner: fc.constantFrom(null, "team:payments", "person:alice"),
});

/** Requests on both sides of every boundary that a rule has. */
const asked: fc.Arbitrary<PolicyInput> = fc
  .record({
    phase: fc.constantFrom("check", "admit", "activate"),
    seconds: fc.oneof(
      near,
      near.map((by) => 28_800 + by),
    ),
    start: fc.oneof(
      near.map((by) => epoch + by),
      near.map((by) => epoch + 2_678_400 + by),
      near.map((by) => epoch - 28_800 + by),
    ),
    chain: near.map((by) => 28_800 + by),
    emergency: fc.boolean(),
    ticket: fc.constantFrom(null, "INC-4211", "later"),
    requester: fc.constantFrom("alice", "vera", "erin", "bob"),
    requesterTeams: fc.subarray(["payments", "security"]),
    subject,
    contractEnd: fc.oneof(
      fc.constant(null),
      near.map((by) => epoch + 28_800 + by),
    ),
    tier: fc.constantFrom("low", "moderate", "high", "critical"),
    owners: fc.subarray(["team:payments", "person:dana", "team:z", "team:a"]),
    eligible: fc.subarray(["team:payments", "vendor:acme", "person:alice", "workload:nightly-export", "team:Ümläut"]),
    endsSessions: fc.boolean(),
    requests: near.map((by) => 5 + by),
    more,
    held: fc.subarray(["payments/exports:approve", "payments/customers-db:read-only", "other/thing:use"]),
  })
  .map((draw) =>
    policyInput({
      phase: draw.phase,
      request: {
        seconds: draw.seconds,
        start: draw.start,
        chain: { seconds: draw.chain, links: draw.more.links },
        emergency: draw.emergency,
        ticket: draw.ticket,
        reason: draw.more.reason,
        private: draw.more.private,
      },
      time: {
        from: { resource: wall(draw.more, 0), subject: wall(draw.more, 0) },
        until: { resource: wall(draw.more, 1), subject: wall(draw.more, 1) },
      },
      requester: { id: draw.requester, teams: draw.requesterTeams },
      subject: {
        ...draw.subject,
        suspended: draw.more.suspended,
        environment: draw.more.environment,
        manager: draw.more.manager,
        repository: "acme/exports",
        verified_until: draw.more.reviewBy,
      },
      vendor:
        draw.subject.vendor === null
          ? null
          : {
              id: "acme",
              name: "Acme Support GmbH",
              tier: "high",
              owner: "erin",
              contract_end: draw.contractEnd,
              review_by: draw.more.reviewBy,
              dpa: draw.more.dpa,
              country: draw.more.manager,
              data: ["personal"],
              segment: draw.more.segment,
              addresses: draw.more.segment,
              attributes: {},
            },
      resource: { tier: draw.tier, owners: draw.owners },
      role: { eligible: draw.eligible },
      target: { ends_sessions: draw.endsSessions },
      approvals: [
        {
          by: "bob",
          teams: [],
          via: "signature",
          hardware: false,
          user_verified: false,
          seconds_after_request: null,
          age_at_most: draw.more.age,
        },
      ],
      evidence: { on_call: draw.more.onCall, ticket: draw.more.ticket },
      history: {
        ...draw.more.features,
        approved_for: [{ who: "bob", days: draw.more.days }],
        requests_24h: draw.requests,
        overlapping: draw.held.map((entitlement, index) => ({ grant: `g/${index}`, entitlement, from: 0, until: 1 })),
      },
    }),
  );

function wall(
  { date, minutes }: { readonly date: string; readonly minutes: readonly [number, number] },
  at: 0 | 1,
): PolicyInput["time"]["utc"] {
  return { date, weekday: 0, minute: minutes[at] };
}

/** What OPA itself answers, by walking the sources. */
function byTopdown(opa: string, inputs: readonly PolicyInput[]): readonly unknown[] {
  const folder = mkdtempSync(path.join(tmpdir(), "brevet-topdown-"));
  try {
    writeFileSync(path.join(folder, "input.json"), JSON.stringify({ all: inputs }));
    writeFileSync(path.join(folder, "data.json"), JSON.stringify(data));
    const rules = ["decision", "lib", "rules", "own"].flatMap((name) => ["--data", path.resolve("policies", name)]);
    const query = "[answer | some one in input.all; answer := data.brevet.decision.main with input as one]";
    const output = execFileSync(
      opa,
      [
        "eval",
        ...rules,
        "--data",
        "data.json",
        "--input",
        "input.json",
        "--ignore",
        "*_test.rego",
        "--ignore",
        "*.yaml",
        "--format=raw",
        query,
      ],
      { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    return JSON.parse(output) as readonly unknown[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describeWith([go], "the wasm and OPA's own evaluator", () => {
  // Go makes OPA when it is first asked for, which takes a minute or two.
  beforeAll(() => {
    nativeOpa();
  }, 400_000);

  it("decide the same, each rule speaking at least once", async () => {
    const opened = await createPolicyHost().open(ownPolicies(), data, options);
    if (!opened.ok) throw new Error("no rules");
    const inputs = fc.sample(asked, { numRuns: 400, seed: 20_261_122 });
    const byWasm = await opened.value.judgeAll(inputs, options);
    await opened.value.close();
    expect(byWasm).toEqual(byTopdown(nativeOpa(), inputs).map((answer) => sorted(answer as never)));

    const spoken = new Set(
      byWasm.flatMap(({ reasons, stages }) => [
        ...reasons.map(({ code }) => code),
        ...stages.map(({ because }) => because),
      ]),
    );
    const silent = Object.keys(opened.value.annotations).filter((code) => !spoken.has(code));
    expect(silent.toSorted()).toEqual(["SESSIONS_END", "SOURCES_BOUND", "TICKET_MISSING"]);
  });
});

describeWith([installed], "explain.wasm and OPA's own evaluator, watched", () => {
  it("agree where each rule stopped, and which fell silent for want of a value", async () => {
    const [module, files] = [findModule(import.meta.filename), withRules([...silent, ...quiet])];
    const [built, about] = [await createToolchain().build(files, options), askedOf(files, isSource)];
    if (!module.ok || !about.ok || !built.ok) throw new Error("the rules do not build");
    const inputs = fc.sample(asked, { numRuns: 40, seed: 20_261_127 });
    const answer = await ask(module.value, { ...about.value, commands: ["trace"], inputs, data }, options);
    const traced = answer.ok ? (answer.value.traced ?? []) : [];
    expect(traced).toHaveLength(inputs.length);

    const wasm = new RulesInstance(compile(built.value.get("explain.wasm") ?? new Uint8Array()), 64);
    wasm.setData(toJson(data));
    const clauses = listOf(wasm.evaluate(toJson({}), entrypoints.rules)) as readonly ListedClause[];
    const counts = { spoke: 0, stopped: 0, lost: 0 };
    for (const [index, input] of inputs.entries()) {
      const asked = (entrypoint: string): readonly unknown[] => listOf(wasm.evaluate(toJson(input), entrypoint));
      const [trees, wholes] = [asked(entrypoints.trail), asked(entrypoints.whole)];
      const explained = clauses.map((clause, at) => {
        const { reached, steps } = follow(clause, trees[at]);
        return { reached, lost: steps.flatMap(({ lost }, step) => (lost.length > 0 ? [step] : [])) };
      });
      expect(wholes.map(isWhole)).toEqual(explained.map(({ lost }) => lost.length === 0));
      expect(explained).toEqual(traced[index]?.map((one) => ({ ...one, lost: one.lost.toSorted() })));
      for (const [rule, { reached, lost }] of explained.entries()) {
        counts[reached === clauses[rule]?.steps.length ? "spoke" : "stopped"] += 1;
        counts.lost += lost.length;
      }
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(100);
  });
});

function toJson(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
