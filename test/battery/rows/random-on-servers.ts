import type { Place } from "../place/place.ts";
import { allGone } from "../place/crowd.ts";
import { moment, until } from "../place/until.ts";
import { RealPlot } from "../real/plot.ts";
import { brokenOnServers, leftOnServers, type Seen } from "../real/promises.ts";
import { realSchedules, type RealStep } from "../real/steps.ts";
import { Findings, seconds, type Row } from "../row.ts";

const limitMs = 3000;
const patienceMs = 120_000;

/** All of it in random order, by real processes on a real server and real git: promises checked after each step. */
const randomOnServers: Row = {
  name: "random schedule of all of the above, on real servers",
  openBao: "–",
  limit: "the seven promises hold after every step; once everything works, overdue ones gone ≤ 3 s after that",
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
      `they hold in ${count} runs of ${steps} steps and ${asked} requests (seed ${seed}); gone at most ${seconds(latest)} after everything works again, or after their end`,
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
  const broken = new Set<string>();
  const note = (whats: readonly string[]): void => {
    for (const what of whats) if (!broken.has(what)) owe(`${what}, after: ${past.join("; ")}`);
    for (const what of whats) broken.add(what);
  };
  try {
    for (const { says, take } of schedule) {
      past.push(says);
      await take(plot);
      note(await brokenOnServers(plot, seen));
    }
    past.push("everything works again");
    await plot.heal();
    const healed = Date.now();
    const overdueGone = until(async () => (await overdueNow(place).catch(() => null)) === 0, patienceMs, 20);
    // What waited may be given now, and last as long as it was asked for.
    await plot.site.says((told) => plot.asked.every(({ id }) => told.some(({ grant }) => grant === id)));
    const ends = (await plot.site.told()).flatMap(({ type, until: end }) => (type === "admitted" ? [end] : []));
    const last = Math.max(...ends);
    const isToCome = last > Date.now();
    note(await brokenOnServers(plot, seen));
    await moment(last);
    const gone = await allGone(place);
    const late = [(await overdueGone) - healed, ...(isToCome ? [gone - last] : [])];
    note([...(await brokenOnServers(plot, seen)), ...(await leftOnServers(plot))]);
    return { lateMs: Math.max(0, ...late), asked: plot.asked.length };
  } finally {
    await plot.leave();
  }
}

/** How many logins are there past the end that the server itself knows of. */
async function overdueNow({ database }: Place): Promise<number> {
  const [row] = await database.sql(`select count(*)::int as n from pg_roles
    where rolname ~ '^brevet_.*_[0-9a-f]{16}$' and rolvaliduntil <= clock_timestamp()`);
  return Number(row?.["n"]);
}
