import fc from "fast-check";
import { play, schedules } from "../model/schedule.ts";
import { Findings, type Row } from "../row.ts";

/** All of it in random order, on the real engine with everything around it in memory: thousands of steps, promises checked after each. */
const randomSchedule: Row = {
  name: "random schedule of all of the above, on fakes",
  openBao: "–",
  limit: "the seven promises hold after every step",
  async run(_place, { schedules: count, seed }) {
    const found = new Findings();
    let steps = 0;
    const details = await fc.check(
      fc.asyncProperty(schedules, async (schedule) => {
        steps += schedule.length;
        await play(schedule);
      }),
      { numRuns: count, seed },
    );
    found.owe(
      !details.failed,
      `seed ${details.seed}, path ${details.counterexamplePath ?? ""}: ${String(details.errorInstance)}`,
    );
    return found.measured(`they hold in ${details.numRuns} runs of ${steps} steps (seed ${details.seed})`);
  },
};
export default randomSchedule;
