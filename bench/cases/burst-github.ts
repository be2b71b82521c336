import { execFileSync } from "node:child_process";
import path from "node:path";
import process from "node:process";
import type { Burst } from "../../test/fakes/github-burst.ts";
import type { Case } from "../line.ts";

const many = 100;
/** The most calls of GitHub's API that one admission may cost. */
const mostCalls = 11;
/** What GitHub answers a workflow's own token in an hour; an App has five times as much. */
const hourly = 5000;
const script = path.join(import.meta.dirname, "../github/burst.ts");

/** A hundred requests that are agreed to within a minute: as many grants, each once. */
const burstOnGitHub: Case = {
  name: `${many} approvals at once, on the emulated GitHub and real git`,
  run() {
    const args = ["--conditions=development", script, String(many)];
    const out = execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 26 });
    const done = JSON.parse(out) as Burst & { readonly ms: number };
    const isOnce = done.admitted.length === many && new Set(done.admitted).size === many;
    const isTold = done.stories.length === 1 && done.stories[0] === "admitted starting activated";
    if (!isOnce || !isTold || done.merged !== many || done.held !== many) throw new Error(out.slice(0, 2000));
    return Promise.resolve([
      {
        what: "calls for each grant, from the gate's first look on",
        ours: (done.calls / many).toFixed(1),
        peer: `${mostCalls} at most`,
        ratio: done.calls / many / mostCalls,
        target: 1,
      },
      {
        what: "calls for all of them",
        ours: String(done.calls),
        peer: `${hourly} an hour of an App's`,
        ratio: done.calls / hourly,
        target: 1,
      },
      {
        what: "gate and engine together, everything on this machine",
        ours: `${(done.ms / 1000).toFixed(0)} s`,
        peer: "60 s in which they were agreed to",
        ratio: done.ms / 60_000,
      },
    ]);
  },
};

export default burstOnGitHub;
