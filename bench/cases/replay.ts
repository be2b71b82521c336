import path from "node:path";
import process from "node:process";
import type { EventBodies } from "../../src/core/ledger/event-body.ts";
import { appendCopies, copy, givenRepository } from "../ledger/live.ts";
import type { Case } from "../line.ts";
import { peakOf, ran } from "../program.ts";

const brevet = path.join(import.meta.dirname, "../../dist/cli/main.js");
const few = 10_000;
const many = 100_000;
/** Of one decision, a core: microseconds. */
const boundUs = 200;
/** What many may need beside few: batches are what is held, and what the ledger remembers of a month. */
const boundTimes = 2;

/** The past judged once more, by a change of the rules: what each decision costs, and whether memory grows with them. */
const replay: Case = {
  name: `Replay ${many} decisions`,
  async run() {
    const repository = givenRepository(1);
    await past(repository, few);
    const less = replayed(repository, few);
    await past(repository, many - few);
    const more = replayed(repository, many);
    const us = ((more.cpuMs - less.cpuMs) * 1000) / (many - few);
    return [
      {
        what: "one decision",
        ours: `${us.toFixed(0)} µs CPU, ${Math.round(1e6 / us)} a second`,
        peer: `${boundUs} µs`,
        ratio: us / boundUs,
        target: 1,
      },
      {
        what: "memory at its peak",
        ours: `${more.peakMb.toFixed(0)} MB`,
        peer: `${less.peakMb.toFixed(0)} MB for ${few}`,
        ratio: more.peakMb / less.peakMb,
        target: boundTimes,
      },
    ];
  },
};
export default replay;

/** So many more requests, refused, each with all that it was judged by. */
async function past(repository: string, count: number): Promise<void> {
  await appendCopies(repository, function* (first, seq) {
    const admitted = first.find(({ type }) => type === "admitted");
    if (admitted === undefined) throw new Error("nothing was admitted");
    for (let index = 0; index < count; index += 1) {
      const { body, ...draft } = copy(admitted, seq + index);
      const { judged } = body as unknown as EventBodies["admitted"];
      yield { ...draft, type: "refused", body: { code: "PENDING", codes: ["PENDING"], uses_id: false, judged } };
    }
  });
}

/** What judging them once more costs: all threads of the process, with what it starts. */
function replayed(repository: string, count: number): { readonly cpuMs: number; readonly peakMb: number } {
  const peak = peakOf();
  const { said, cpuMs } = ran(process.execPath, [...peak.args, brevet, "policy", "replay", "--json"], repository);
  const report = JSON.parse(said) as { readonly decisions?: number };
  if ((report.decisions ?? 0) < count) throw new Error(said.slice(0, 2000));
  return { cpuMs, peakMb: peak.megabytes() };
}
