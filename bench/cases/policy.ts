import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import type * as Host from "../../src/policy/open-policy.ts";
import type * as Asked from "../../src/policy/toolchain/asked.ts";
import type * as Toolchain from "../../src/policy/toolchain/host.ts";
import type * as Sources from "../../src/policy/lock/sources.ts";
import { nativeOpa } from "../../test/fakes/native-opa.ts";
import { ownPolicies, policyData } from "../../test/fakes/policies.ts";
import { policyInput } from "../../test/fakes/policy-input.ts";
import { built } from "../built.ts";
import type { Case, Line } from "../line.ts";
import { ran } from "../program.ts";

const root = path.resolve(import.meta.dirname, "../..");
const main = path.join(root, "dist/cli/main.js");
const module = path.join(root, "toolchain/dist/toolchain.wasm");
const signal = AbortSignal.timeout(900_000);
const rounds = 3;
const many = 1000;
/** What a change may bring. */
const atOnce = 100;

/** What authors wait for: building and testing the whole pack, beside OPA's own command; what CI pays for many decisions. */
const policy: Case = {
  name: "policy toolchain",
  async run() {
    const opa = nativeOpa();
    const folder = mkdtempSync(path.join(tmpdir(), "brevet-bench-"));
    try {
      for (const part of ["brevet.yaml", "policies"])
        cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
      execFileSync("git", ["init", "--quiet"], { cwd: folder });
      return [...oneShots(folder), ...(await warm(opa, folder)), ...(await decisions(opa, folder)), packageSize()];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function oneShots(folder: string): readonly Line[] {
  const build = least(() => ran(process.execPath, [main, "policy", "build"], folder).cpuMs);
  const test = least(() => ran(process.execPath, [main, "policy", "test", "--runs", "0", "--json"], folder).cpuMs);
  const whole = least(() => ran(process.execPath, [main, "policy", "test"], folder).cpuMs);
  const told = execFileSync(process.execPath, [main, "policy", "test", "--runs", "0", "--json"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { passed } = JSON.parse(told) as { readonly passed: number };
  return [
    bounded("policy build, one shot", build, 1000),
    bounded(`policy test, one shot, ${passed} tests`, test, Math.max(200, passed) * 10),
    { what: "the same with invariants", ours: ms(whole), peer: `${ms(test)} without`, ratio: whole / test },
  ];
}

async function warm(opa: string, folder: string): Promise<readonly Line[]> {
  const { host } = await built<typeof Toolchain>("policy/toolchain/host.js");
  const { asked } = await built<typeof Asked>("policy/toolchain/asked.js");
  const { isRego, isSource } = await built<typeof Sources>("policy/lock/sources.js");
  const ask = host(readFileSync(module), () => undefined);
  const [sources, all] = [asked(ownPolicies(), isSource), asked(ownPolicies(), isRego)];
  if (!sources.ok || !all.ok) throw new Error("the rules cannot be read");
  const [building, testing] = [
    JSON.stringify({ ...sources.value, commands: ["build"] }),
    JSON.stringify({ ...all.value, commands: ["test"] }),
  ];
  for (const question of [building, testing]) for (let round = 0; round < 3; round += 1) ask(question);
  const cwd = path.join(folder, "policies");
  const [limits, ignored] = [
    ["--capabilities", "capabilities.json"],
    ["--ignore", "*.yaml", "--ignore", "*.json"],
  ];
  const flags = ["--target=wasm", "--entrypoint=brevet/decision/main", "--output", path.join(folder, "bundle.tar.gz")];
  const natively = {
    build: least(
      () =>
        ran(opa, ["build", ...flags, ...limits, ...ignored, "--ignore", "*_test.rego", ...parts.slice(0, 4)], cwd)
          .cpuMs,
    ),
    test: least(() => ran(opa, ["test", ...ignored, ...parts], cwd).cpuMs),
  };
  const [build, test] = [building, testing].map((question) => least(() => own(() => ask(question))));
  return [
    beside("policy build, warm", build ?? 0, natively.build, "opa build", 4),
    beside("policy test, warm", test ?? 0, natively.test, "opa test", 5),
  ];
}

const parts = ["decision", "lib", "rules", "own", "invariants"];

async function decisions(opa: string, folder: string): Promise<readonly Line[]> {
  const { createPolicyHost } = await built<typeof Host>("policy/open-policy.js");
  const opened = await createPolicyHost().open(ownPolicies(), policyData, { signal });
  if (!opened.ok) throw new Error("the rules cannot be opened");
  const inputs = Array.from({ length: many }, (_, seconds) => policyInput({ request: { seconds } }));
  const judged: number[] = [];
  const explained: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    judged.push(await ownOf(() => opened.value.judgeAll(inputs, { signal })));
    explained.push(
      await ownOf(async () => {
        for (let from = 0; from < many; from += atOnce)
          await opened.value.explainAll(inputs.slice(from, from + atOnce), { signal });
      }),
    );
  }
  await opened.value.close();

  const folderOf = path.join(folder, "inputs");
  mkdirSync(folderOf);
  for (const [index, input] of inputs.entries())
    writeFileSync(path.join(folderOf, `${index}.json`), JSON.stringify(input));
  // What rules read beside their input lies where OPA looks for it.
  const bundle = path.join(folder, "bundle");
  for (const part of parts.slice(0, 4))
    cpSync(path.join(folder, "policies", part), path.join(bundle, part), {
      recursive: true,
      filter: (file) => !/_test\.rego$|\.yaml$|\.md$/.test(file),
    });
  writeFileSync(path.join(bundle, "data.json"), JSON.stringify(policyData));
  const exec = least(
    () => ran(opa, ["exec", "--decision", "brevet/decision/main", "--bundle", bundle, folderOf], folder).cpuMs,
  );
  const us = (Math.min(...explained) * 1000) / many;
  return [
    beside(`${many} decisions`, Math.min(...judged), exec, "opa exec", 0.5),
    { what: "one explanation", ours: `${us.toFixed(0)} µs CPU`, peer: "300 µs", ratio: us / 300, target: 1 },
    await memory(),
  ];
}

/** The least that rules may be given to decide, and to tell where they fell silent: each of the two is held to it. */
async function memory(): Promise<Line> {
  const { createPolicyHost } = await built<typeof Host>("policy/open-policy.js");
  const most = 64;
  for (let megabytes = 1; megabytes <= most; megabytes += 1) {
    const opened = await createPolicyHost({ deadlineMs: 1000, megabytes, idleMs: 1000 }).open(
      ownPolicies(),
      policyData,
      { signal },
    );
    if (!opened.ok) continue;
    const { reasons } = await opened.value.judge(policyInput(), { signal });
    await opened.value.close();
    if (reasons.some(({ code }) => code.startsWith("POLICY_"))) continue;
    const ours = `${megabytes} MB`;
    return { what: "memory of one decision", ours, peer: `${most} MB`, ratio: megabytes / most, target: 1 };
  }
  throw new Error("the rules cannot decide");
}

function packageSize(): Line {
  const told = execFileSync("npm", ["pack", "--dry-run", "--json"], {
    cwd: path.join(root, "toolchain"),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ size }] = JSON.parse(told) as readonly [{ readonly size: number }];
  const megabytes = size / 1_000_000;
  const ours = `${megabytes.toFixed(2)} MB`;
  return { what: "brevet-toolchain, packed", ours, peer: "9 MB", ratio: megabytes / 9, target: 1 };
}

function bounded(what: string, cpu: number, most: number): Line {
  return { what, ours: ms(cpu), peer: `${most} ms`, ratio: cpu / most, target: 1 };
}

function beside(what: string, ours: number, peer: number, name: string, target: number): Line {
  return { what, ours: ms(ours), peer: `${ms(peer)} ${name}`, ratio: ours / peer, target };
}

function ms(cpu: number): string {
  return `${cpu.toFixed(0)} ms CPU`;
}

function least(measure: () => number): number {
  return Math.min(...Array.from({ length: rounds }, measure));
}

function own(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function ownOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export default policy;
