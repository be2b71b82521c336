import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { PolicyInput } from "../../src/core/decision/input.ts";
import { sorted } from "../../src/policy/host/sorted.ts";
import { compile, instantiate } from "../../src/policy/host/opa-wasm.ts";
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
    held: fc.subarray(["payments/exports:approve", "payments/customers-db:read-only", "other/thing:use"]),
  })
  .map((draw) =>
    policyInput({
      phase: draw.phase,
      request: {
        seconds: draw.seconds,
        start: draw.start,
        chain: { seconds: draw.chain, links: 2 },
        emergency: draw.emergency,
        ticket: draw.ticket,
      },
      requester: { id: draw.requester, teams: draw.requesterTeams },
      subject: draw.subject,
      vendor:
        draw.subject.vendor === null
          ? null
          : {
              id: "acme",
              name: "Acme Support GmbH",
              tier: "high",
              owner: "erin",
              contract_end: draw.contractEnd,
              dpa: null,
              data: [],
              attributes: {},
            },
      resource: { tier: draw.tier, owners: draw.owners },
      role: { eligible: draw.eligible },
      target: { ends_sessions: draw.endsSessions },
      history: {
        requests_24h: draw.requests,
        overlapping: draw.held.map((entitlement, index) => ({ grant: `g/${index}`, entitlement, from: 0, until: 1 })),
      },
    }),
  );

/** What OPA itself answers, by walking the sources. */
function byTopdown(opa: string, inputs: readonly PolicyInput[]): readonly unknown[] {
  const folder = mkdtempSync(path.join(tmpdir(), "brevet-topdown-"));
  try {
    writeFileSync(path.join(folder, "input.json"), JSON.stringify({ all: inputs }));
    writeFileSync(path.join(folder, "data.json"), JSON.stringify(policyData));
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
    const opened = await createPolicyHost().open(ownPolicies(), { ...policyData, own: {} }, options);
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
    expect(silent.toSorted()).toEqual(["SESSIONS_END", "TICKET_MISSING"]);
  });
});

describeWith([installed], "explain.wasm and OPA's own evaluator, watched", () => {
  it("agree where each rule stopped, and which fell silent for want of a value", async () => {
    const [module, files] = [findModule(import.meta.filename), withRules([...silent, ...quiet])];
    const [built, about] = [await createToolchain().build(files, options), askedOf(files, isSource)];
    if (!module.ok || !about.ok || !built.ok) throw new Error("the rules do not build");
    const inputs = fc.sample(asked, { numRuns: 300, seed: 20_261_127 });
    const answers = await ask(module.value, [{ ...about.value, command: "trace", inputs, data: policyData }], options);
    const traced = answers.ok ? (answers.value[0]?.traced ?? []) : [];
    expect(traced).toHaveLength(inputs.length);

    const wasm = instantiate(compile(built.value.get("explain.wasm") ?? new Uint8Array()), 64);
    wasm.setData(toJson(policyData));
    const counts = { spoke: 0, stopped: 0, lost: 0 };
    for (const [index, input] of inputs.entries()) {
      const [{ result }] = wasm.evaluate(toJson(input), entrypoints.steps) as readonly [{ readonly result: Explained }];
      const [{ result: rules }] = wasm.evaluate(toJson(input), entrypoints.rules) as readonly [
        { readonly result: readonly { readonly steps: readonly unknown[] }[] },
      ];
      const explained = rules.map((_, rule) => ({
        reached: Math.max(0, ...result.reached.filter(([of]) => of === rule).map(([, step]) => step)),
        lost: [...new Set(result.lost.filter(([of]) => of === rule).map(([, step]) => step))].toSorted(),
      }));
      expect(explained).toEqual(traced[index]?.map((one) => ({ ...one, lost: one.lost.toSorted() })));
      for (const [rule, { reached, lost }] of explained.entries()) {
        counts[reached === rules[rule]?.steps.length ? "spoke" : "stopped"] += 1;
        counts.lost += lost.length;
      }
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(1000);
  });
});

interface Explained {
  readonly reached: readonly (readonly [rule: number, step: number])[];
  readonly lost: readonly (readonly [rule: number, step: number, read: number])[];
}

function toJson(value: object): ArrayBuffer {
  return new TextEncoder().encode(JSON.stringify(value)).buffer;
}
