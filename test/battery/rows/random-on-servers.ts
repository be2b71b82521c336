import type { Place } from "../place/place.ts";
import { allGone } from "../place/crowd.ts";
import { moment } from "../place/until.ts";
import { RealPlot } from "../real/plot.ts";
import { brokenOnServers, leftOnServers, type Seen } from "../real/promises.ts";
import { realSchedules, type RealStep } from "../real/steps.ts";
import { Findings, seconds, type Row } from "../row.ts";

const limitMs = 3000;

/** All of it in random order, by real processes on a real server and real git: promises checked after each step. */
const randomOnServers: Row = {
  name: "random schedule of all of the above, on real servers",
  openBao: "–",
  limit: "the seven promises hold after every step; all gone ≤ 3 s after the last end once everything works",
  async run(place, { realSchedules: count, seed }) {
    const found = new Findings();
    let [steps, latest, asked] = [0, 0, 0];
    for (const [n, schedule] of realSchedules(count, seed).entries()) {
      const played = await play(place, schedule, (what) =>
        found.owe(false, `schedule ${n + 1}, seed ${seed}: ${what}`),
      );
      steps += schedule.length;
      asked += played.asked;
      latest = Math.max(latest, played.lateMs);
      found.within(played.lateMs, limitMs, `schedule ${n + 1}, seed ${seed}: gone`);
    }
    return found.measured(
      `they hold in ${count} runs of ${steps} steps and ${asked} requests (seed ${seed}); gone at most ${seconds(latest)} after the last end`,
    );
  },
};
export default randomOnServers;

/** Lets that happen, and then everything work again. */
async function play(
  place: Place,
  schedule: readonly RealStep[],
  owe: (what: string) => void,
): Promise<{ readonly lateMs: number; readonly asked: number }> {
  const plot = await RealPlot.begin(place);
  const past: string[] = [];
  const seen: Seen = { tip: null };
  try {
    for (const { says, take } of schedule) {
      past.push(says);
      await take(plot);
      for (const what of await brokenOnServers(plot, seen)) owe(`${what}, after: ${past.join("; ")}`);
    }
    await plot.heal();
    const healed = Date.now();
    // What waited may be given now, and last as long as it was asked for.
    await plot.site.says((told) => plot.asked.every(({ id }) => told.some(({ grant }) => grant === id)));
    const ends = (await plot.site.told()).flatMap(({ type, until }) => (type === "admitted" ? [until] : []));
    const last = Math.max(healed, ...ends);
    await moment(last);
    const gone = await allGone(place);
    for (const what of [...(await brokenOnServers(plot, seen)), ...(await leftOnServers(plot))])
      owe(`${what}, after: ${past.join("; ")}`);
    return { lateMs: Math.max(0, gone - last), asked: plot.asked.length };
  } finally {
    await plot.leave();
  }
}
