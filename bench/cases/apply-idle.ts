import { execFileSync } from "node:child_process";
import path from "node:path";
import { liveRepository, run } from "../ledger/live.ts";
import type { Case } from "../line.ts";
import { inTurn } from "../measure.ts";
import { peakOf } from "../program.ts";

const LIVE = 10_000;
const EVENTS = 100_000;
const ROUNDS = 5;
const BOUND_MS = 1000;
const BOUND_MB = 300;

/** A run that finds nothing to do, in an organisation where much is given. */
const idle: Case = {
  name: `Apply with nothing to do: ${LIVE} live grants, ${EVENTS} past events`,
  async run() {
    const repository = await liveRepository(LIVE, EVENTS);
    const brevet = path.join(import.meta.dirname, "../../dist/cli/main.js");
    const peak = peakOf();
    run(repository, "apply"); // what is remembered of a catalog is there from here on
    let most = 0;
    const { ours, peer } = await inTurn(
      () => {
        const said = execFileSync(process.execPath, [...peak.args, brevet, "apply", "--json"], { cwd: repository });
        const report = JSON.parse(said.toString()) as { readonly changes?: readonly unknown[] };
        if (report.changes?.length !== 0) throw new Error(said.toString().slice(0, 2000));
        most = Math.max(most, peak.megabytes());
      },
      () => execFileSync(process.execPath, ["--eval", "0"]),
      ROUNDS,
    );
    const wallMs = ours.wallMs - peer.wallMs;
    return [
      {
        what: "time beside an empty Node start",
        ours: `${Math.round(wallMs)} ms`,
        peer: `${BOUND_MS} ms allowed`,
        ratio: wallMs / BOUND_MS,
        target: 1,
      },
      {
        what: "memory at its peak",
        ours: `${Math.round(most)} MB`,
        peer: `${BOUND_MB} MB allowed`,
        ratio: most / BOUND_MB,
        target: 1,
      },
    ];
  },
};
export default idle;
