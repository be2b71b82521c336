import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { organisation } from "../../test/e2e/organisation.ts";
import { Workflow } from "../../test/e2e/workflow.ts";
import { writeCatalog, type Size } from "../company.ts";
import type { Case, Line } from "../line.ts";
import { inTurn } from "../measure.ts";
import { runProgram } from "../../test/e2e/sandbox.ts";

const size: Size = { people: 5000, teams: 500, resources: 2000, requests: 0 };
const rounds = 3;
const mostMs = 3000;
const mostCalls = 6;
const dist = path.join(import.meta.dirname, "../../dist");

/** The Action's check of one pull request in a large company, as a runner starts it. */
const checkOnGitHub: Case = {
  name: `check as a job on GitHub: ${size.people} people, ${size.resources} resources`,
  async run() {
    process.env["BREVET_BUILT"] = path.join(dist, "cli/main.js");
    await using acme = await organisation(grow);
    const asked = ["request", "playground/vault:open", "--for", "1h", "--reason", "Look into the vault", "--open"];
    const made = await acme.brevet("alice", ...asked);
    if (made.code !== 0) throw new Error(made.err);
    const spent = path.join(acme.box.folder, "spent");
    const program = [...tellsCpu(spent), path.join(dist, "action/main.js")];
    const workflow = new Workflow(acme.box, acme.github, program);
    const payload = { pull_request: { number: 2 } };
    acme.github.calls();
    let calls = 0;
    let cpuMs = Infinity;
    const { ours, peer } = await inTurn(
      async () => {
        const step = await workflow.job("check", { event: "pull_request", payload, as: "bob" });
        if (step.code !== 0 || step.outputs["outcome"] !== "pending") throw new Error(step.out + step.err);
        calls = acme.github.calls().length;
        cpuMs = Math.min(cpuMs, Number(readFileSync(spent, "utf8")));
      },
      () => runProgram(process.execPath, ["--eval", "0"], acme.box.folder, acme.box.env),
      rounds,
    );
    return [jobLine(ours.wallMs - peer.wallMs, cpuMs), callsLine(calls)];
  },
};

/** Makes a Node process leave the CPU time of all its threads in a file, in milliseconds. */
function tellsCpu(file: string): readonly string[] {
  const code = `import { writeFileSync } from "node:fs"; process.on("exit", () => { const { user, system } = process.cpuUsage(); writeFileSync(${JSON.stringify(file)}, String((user + system) / 1000)); });`;
  return ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
}

function jobLine(ms: number, cpuMs: number): Line {
  const what = "the job's own time beside an empty Node start, fetching included";
  return {
    what,
    ours: `${ms.toFixed(0)} ms (${cpuMs.toFixed(0)} ms CPU, without git's)`,
    peer: `${mostMs} ms`,
    ratio: ms / mostMs,
    target: 1,
  };
}

function callsLine(calls: number): Line {
  const what = "calls of GitHub's API for one check";
  return { what, ours: String(calls), peer: `${mostCalls} at most`, ratio: calls / mostCalls, target: 1 };
}

/** Puts the large company's people, teams and resources beside those that are there. */
function grow(clone: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), "brevet-bench-"));
  try {
    writeCatalog(folder, size, "door");
    const from = path.join(folder, "policies/catalog");
    const to = path.join(clone, "policies/catalog");
    for (const file of ["people.yaml", "teams.yaml"])
      writeFileSync(path.join(to, file), readFileSync(path.join(from, file)), { flag: "a" });
    cpSync(path.join(from, "resources"), path.join(to, "resources"), { recursive: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export default checkOnGitHub;
