import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import type * as Host from "../../src/policy/open-policy.ts";
import { nativeOpa } from "../../test/fakes/native-opa.ts";
import { ownPolicies, policyData } from "../../test/fakes/policies.ts";
import { policyInput } from "../../test/fakes/policy-input.ts";
import type { Case } from "../line.ts";

const root = path.resolve(import.meta.dirname, "../..");
const many = 4000;
const rounds = 5;
const signal = AbortSignal.timeout(600_000);

/** One request judged by the pack: in the wasm host, and by OPA's own evaluator. */
const decision: Case = {
  name: "one decision",
  async run() {
    const host = (await import(path.join(root, "dist/policy/open-policy.js"))) as typeof Host;
    const opa = orNull(nativeOpa);
    if (opa === null) return { leftOut: "OPA's own command, which Go makes." };
    const opened = await host.createPolicyHost().open(ownPolicies(), policyData, { signal });
    if (!opened.ok) return { leftOut: opened.problems.map(({ message }) => message).join(" ") };
    const policy = opened.value;
    const inputs = Array.from({ length: many }, () => policyInput());
    const admitted = Array.from({ length: many }, () => policyInput({ phase: "admit" }));

    const [ours, guarded, peer]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await eachOf(() => policy.judgeAll(inputs, { signal })));
      guarded.push(await eachOf(() => policy.judgeAll(admitted, { signal })));
      peer.push(opaBench(opa));
    }
    await policy.close();

    const [us, them, both] = [Math.min(...ours), Math.min(...peer), Math.min(...guarded)];
    const cpu = `${us.toFixed(0)} µs CPU`;
    return [
      { what: "one decision", ours: cpu, peer: `${them.toFixed(0)} µs opa bench`, ratio: us / them, target: 0.25 },
      { what: "one decision, against its bound", ours: cpu, peer: "100 µs", ratio: us / 100, target: 1 },
      {
        what: "with where rules fell silent",
        ours: `${both.toFixed(0)} µs CPU`,
        peer: "one decision",
        ratio: both / us,
      },
    ];
  },
};

/** Microseconds that each of many takes. */
async function eachOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / many;
}

function orNull<T>(makes: () => T): T | null {
  try {
    return makes();
  } catch {
    return null;
  }
}

/** Microseconds that OPA takes for the same question. */
function opaBench(opa: string): number {
  const folder = mkdtempSync(path.join(tmpdir(), "brevet-bench-"));
  try {
    writeFileSync(path.join(folder, "input.json"), JSON.stringify(policyInput()));
    writeFileSync(path.join(folder, "data.json"), JSON.stringify(policyData));
    const rules = ["decision", "lib", "rules", "own"].flatMap((name) => ["--data", path.join(root, "policies", name)]);
    const args = [
      ...rules,
      "--data",
      "data.json",
      "--input",
      "input.json",
      "--ignore",
      "*_test.rego",
      "--ignore",
      "*.yaml",
    ];
    const output = execFileSync(opa, ["bench", ...args, "--format=json", "data.brevet.decision.main"], {
      cwd: folder,
      encoding: "utf8",
    });
    const { N, T } = JSON.parse(output) as { readonly N: number; readonly T: number };
    return T / N / 1000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export default decision;
