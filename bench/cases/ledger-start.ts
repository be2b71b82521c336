import { execFileSync } from "node:child_process";
import path from "node:path";
import { folder } from "../folder.ts";
import { largeLedger, options, placeAt, type Place } from "../ledger/place.ts";
import type { Case } from "../line.ts";
import { inTurn } from "../measure.ts";

const ROUNDS = 5;
const BOUND_MS = 1000;

/** From nothing to a state that may be appended to: what a run in a fresh place pays before its first decision. */
const start: Case = {
  name: "Start from the checkpoint of 100,000 events",
  async run() {
    const { repository, trust, tip } = await largeLedger();
    const clone = (): string => {
      const into = path.join(folder(), "clone.git");
      execFileSync("git", [
        "clone",
        "--quiet",
        "--bare",
        "--depth=1",
        "--branch=ledger/1",
        `file://${repository}`,
        into,
      ]);
      return into;
    };
    const opened = async (open: () => Promise<Place>): Promise<void> => {
      const fresh = await open();
      const { view: seen } = await fresh.ledger.open(options);
      await fresh.git.close();
      if (seen?.tip.seq !== tip.seq) throw new Error("the tip is another");
    };
    const warm = await inTurn(
      () => opened(() => placeAt(repository, trust)),
      () => execFileSync("git", ["--git-dir", repository, "cat-file", "commit", tip.commit]),
      ROUNDS,
    );
    const cold = await inTurn(
      () => opened(() => placeAt(clone(), trust)),
      () => clone(),
      ROUNDS,
    );
    return [
      {
        what: "a clone that is there",
        ours: ms(warm.ours.wallMs),
        peer: `${BOUND_MS} ms allowed`,
        ratio: warm.ours.wallMs / BOUND_MS,
        target: 1,
      },
      {
        what: "a fresh clone, one commit deep",
        ours: ms(cold.ours.wallMs),
        peer: `${ms(cold.peer.wallMs)} git clone --depth=1`,
        ratio: cold.ours.wallMs / cold.peer.wallMs,
      },
    ];
  },
};
export default start;

function ms(wallMs: number): string {
  return `${Math.round(wallMs)} ms`;
}
