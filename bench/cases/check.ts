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
/** One request takes a moment: more turns find a quiet one. */
const turnsEach = 4;
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
  const cache = path.join(path.dirname(company), "cache");
  const run = (command: string, ...args: string[]): Timed => timed(company, cache, command, args);
  const brevet = (...args: string[]): Timed => run(process.execPath, cli, "check", ...args, ...at);
  const peerArgs = ["test", "requests", "--policy", rules, "--data", data, "--output=json", "--no-fail"];
  const all: { [what in "ours" | "peer" | "anew" | "cached" | "node"]: Timed[] } = {
    ...{ ours: [], peer: [], anew: [], cached: [], node: [] },
  };
  const [one = ""] = globSync("requests/g1/r1/*.yaml", { cwd: company }).toSorted();
  for (let round = 0; round < rounds; round += 1) {
    rmSync(cache, { recursive: true, force: true });
    all.ours.push(brevet("requests", "--json"));
    all.peer.push(run(conftest, ...peerArgs));
    const denials = { ours: oursDenied(all.ours.at(-1)?.out ?? ""), peer: peerDenied(all.peer.at(-1)?.out ?? "") };
    if (denials.ours !== denials.peer) throw new Error(`we deny ${denials.ours}, conftest ${denials.peer}`);
    for (let turn = 0; turn < turnsEach; turn += 1) {
      rmSync(cache, { recursive: true, force: true });
      all.anew.push(brevet(one));
      all.cached.push(brevet(one));
      all.node.push(run(process.execPath, "--eval", "0"));
    }
  }
  const best = (what: keyof typeof all, of: "ms" | "cpuMs"): number => Math.min(...all[what].map((each) => each[of]));
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const many = `${size.requests} requests, ${size.people} people, ${size.resources} resources`;
  const compared = (of: "ms" | "cpuMs"): Line => ({
    what: of === "ms" ? `${many}, catalog read anew` : "the same, CPU of all threads and programs",
    ours: seconds(best("ours", of)),
    peer: `${seconds(best("peer", of))} conftest test`,
    ratio: best("ours", of) / best("peer", of),
    ...(of === "ms" && { target: 0.5 }),
  });
  const beside = (what: "anew" | "cached", most: number): Line => {
    const ms = best(what, "ms") - best("node", "ms");
    const cpuMs = best(what, "cpuMs") - best("node", "cpuMs");
    const catalog = what === "anew" ? "catalog read anew" : "catalog remembered";
    return {
      what: `one request, cold process, ${catalog}, beside an empty Node start`,
      ours: `${ms.toFixed(0)} ms (${cpuMs.toFixed(0)} ms CPU)`,
      peer: `${most} ms`,
      ratio: ms / most,
      target: 1,
    };
  };
  return [compared("ms"), compared("cpuMs"), beside("cached", 250), beside("anew", 1200)];
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
    "explain.wasm",
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

interface Timed {
  readonly ms: number;
  /** Of the command with all its threads and programs. */
  readonly cpuMs: number;
  readonly out: string;
}

/** Runs a command with an own cache folder; the shell tells what CPU time it took. */
function timed(cwd: string, cache: string, command: string, args: readonly string[]): Timed {
  const start = process.hrtime.bigint();
  const { stdout, stderr, error } = spawnSync("sh", ["-c", '"$@"; times >&2', "sh", command, ...args], {
    ...{ cwd, encoding: "utf8", maxBuffer: 1 << 29, env: { ...process.env, XDG_CACHE_HOME: cache, LC_ALL: "C" } },
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const [children = "", ...said] = stderr.trimEnd().split("\n").toReversed();
  const spent = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(([, min, sec]) => Number(min) * 60 + Number(sec));
  if (error !== undefined || spent.length !== 2 || (stdout === "" && said.length > 1))
    throw new Error(`${command}: ${stderr}`, { cause: error });
  return { ms, cpuMs: spent.reduce((sum, each) => sum + each * 1000, 0), out: stdout };
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
