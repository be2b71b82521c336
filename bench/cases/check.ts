import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { catalogData, writeCatalog, writeRequests, type Size } from "../company.ts";
import type { Case, Line } from "../line.ts";

const root = path.resolve(import.meta.dirname, "../..");
const size: Size = { people: 5000, teams: 500, resources: 2000, requests: 10_000 };
const rounds = 3;
const cli = path.join(root, "dist/cli/main.js");
const at = ["--at", "2026-11-22T12:00:00Z"];

/** Requests of a large company: judged by `brevet check`, and by conftest with the same rules on the same files. */
const check: Case = {
  name: "check",
  run: async () => {
    const conftest = spawnSync("go", ["tool", "-n", "conftest"], {
      cwd: path.join(root, "tools/conftest"),
      encoding: "utf8",
    });
    if (conftest.status !== 0) return { leftOut: "conftest: it needs Go (tools/conftest/go.mod)" };
    const folder = mkdtempSync(path.join(tmpdir(), "brevet-bench-check-"));
    try {
      const company = path.join(folder, "company");
      const rules = path.join(folder, "rules");
      const data = path.join(folder, "data.json");
      makeCompany(company);
      makeRules(rules);
      writeFileSync(data, JSON.stringify(catalogData(size)));
      return await Promise.resolve(measure(company, conftest.stdout.trim(), rules, data));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function measure(company: string, conftest: string, rules: string, data: string): readonly Line[] {
  const all = { ours: [] as number[], peer: [] as number[], one: [] as number[], node: [] as number[] };
  const [one = ""] = globSync("requests/g1/r1/*.yaml", { cwd: company }).toSorted();
  let denials = { ours: 0, peer: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const ours = timed(company, process.execPath, [cli, "check", "requests", ...at, "--json"]);
    const peer = timed(company, conftest, [
      "test",
      "requests",
      "--policy",
      rules,
      "--data",
      data,
      "--output=json",
      "--no-fail",
    ]);
    denials = { ours: oursDenied(ours.out), peer: peerDenied(peer.out) };
    all.ours.push(ours.ms);
    all.peer.push(peer.ms);
    all.one.push(timed(company, process.execPath, [cli, "check", one, ...at]).ms);
    all.node.push(timed(company, process.execPath, ["--eval", "0"]).ms);
  }
  if (denials.ours !== denials.peer) throw new Error(`we deny ${denials.ours}, conftest ${denials.peer}`);
  const best = (times: readonly number[]): number => Math.min(...times);
  const cold = best(all.one) - best(all.node);
  return [
    {
      what: `${size.requests} requests, ${size.people} people, ${size.resources} resources`,
      ours: `${(best(all.ours) / 1000).toFixed(1)} s`,
      peer: `${(best(all.peer) / 1000).toFixed(1)} s conftest test`,
      ratio: best(all.ours) / best(all.peer),
      target: 0.5,
    },
    {
      what: "one request, cold, catalog read anew, beside an empty Node start",
      ours: `${cold.toFixed(0)} ms`,
      peer: "1200 ms",
      ratio: cold / 1200,
      target: 1,
    },
  ];
}

/** The company as an access repository that has no ledger yet: the root's rules, without its own data. */
function makeCompany(company: string): void {
  mkdirSync(company);
  const config = readFileSync(path.join(root, "brevet.yaml"), "utf8").replace(/^forge:.*$/m, "forge: { kind: plain }");
  writeFileSync(path.join(company, "brevet.yaml"), config);
  writeCatalog(company, size, "prod-gate");
  writeRequests(company, size);
  const parts = [
    "capabilities.json",
    "policy.wasm",
    "policy.lock.json",
    "annotations.json",
    "decision",
    "lib",
    "rules",
  ];
  for (const part of [...parts, "own/ticket"]) {
    cpSync(path.join(root, "policies", part), path.join(company, "policies", part), { recursive: true });
  }
  const git = (...args: string[]): unknown => execFileSync("git", args, { cwd: company, stdio: "ignore" });
  git("init", "--initial-branch=main");
  git("add", "--all");
  git("-c", "user.name=bench", "-c", "user.email=bench@company.example", "commit", "--message=A large company");
}

/** The same rules for conftest, without their tests. */
function makeRules(rules: string): void {
  for (const part of ["decision", "lib", "rules", "own/ticket"]) {
    const filter = (file: string): boolean => !file.endsWith("_test.rego");
    cpSync(path.join(root, "policies", part), path.join(rules, part), { recursive: true, filter });
  }
  cpSync(path.join(root, "bench/conftest/main.rego"), path.join(rules, "main.rego"));
}

function timed(cwd: string, command: string, args: readonly string[]): { readonly ms: number; readonly out: string } {
  const start = process.hrtime.bigint();
  const { stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1 << 29 });
  if (error !== undefined || (stdout === "" && stderr !== ""))
    throw new Error(`${command}: ${stderr}`, { cause: error });
  return { ms: Number(process.hrtime.bigint() - start) / 1e6, out: stdout };
}

function oursDenied(out: string): number {
  const { requests } = JSON.parse(out) as { readonly requests: readonly { readonly outcome: string }[] };
  return requests.filter(({ outcome }) => outcome === "denied").length;
}

function peerDenied(out: string): number {
  const files = JSON.parse(out) as readonly { readonly failures?: readonly unknown[] }[];
  return files.filter(({ failures = [] }) => failures.length > 0).length;
}

export default check;
