import { join } from "node:path";
import { allGone, giveLogins, odd } from "../place/crowd.ts";
import type { Place } from "../place/place.ts";
import { moment } from "../place/until.ts";
import { Findings, seconds, type Measured, type Row } from "../row.ts";

const limitMs = 3000;
const marginMs = 2000;

/** What an engine's process loads so that its clock can be made to run faster. */
const clock = join(import.meta.dirname, "../place/clock.ts");

/** The database is away from just before the end until so long after it, to an engine whose clock runs that many times as fast. */
async function outage(
  place: Place,
  how: { count: number; seconds: number; downMs: number; pace: number },
): Promise<Measured> {
  const [site, found] = [await place.site(), new Findings()];
  const { database } = place;
  const engine = site.resident({ NODE_OPTIONS: `--import=${clock}`, BATTERY_PACE: String(how.pace) });
  const { ids, firstEnd, lastEnd } = await giveLogins(place, site, { ...how, engine });
  await moment(firstEnd - marginMs);
  await database.server.crash();
  await moment(lastEnd);
  if (how.pace !== 1) engine.send("SIGUSR2");
  await moment(lastEnd + how.downMs / how.pace);
  if (how.pace !== 1) engine.send("SIGUSR2");
  await database.server.start();
  const back = Date.now();
  const gone = (await allGone(place)) - back;
  found.owe(Number.isFinite(gone), "they are not gone");
  found.within(gone, limitMs, "gone");
  found.owe(
    engine.news.some((news) => news.kind === "target" && !news.answers),
    "it does not say that the database is away",
  );
  for (const each of await odd(site, ids)) found.owe(false, each);
  found.owe(await site.verifies(), "the ledger does not verify");
  await site.leave();
  return found.measured(`${how.count} gone ${seconds(gone)} after it is back`);
}

/** Away for half a minute. */
export const downShortly: Row = {
  name: "overdue, database down for 30 s",
  openBao: "200 gone 56-58 s after it is back",
  limit: "≤ 3 s after it is back",
  run: (place, { overdue, leaseSeconds, downMs }) =>
    outage(place, { count: overdue, seconds: leaseSeconds, downMs, pace: 1 }),
};

/** Away for 13 minutes, in which the engine lives 26 times as fast. */
export const downLong: Row = {
  name: "overdue, database down for 13 min",
  openBao: "20 never: given up after 7-12.5 min, also after a restart",
  limit: "≤ 3 s after it is back",
  async run(place, { overdue, leaseSeconds, downMs }) {
    const how = { count: overdue, seconds: leaseSeconds, downMs: 13 * 60_000, pace: (13 * 60_000) / downMs };
    const { figures, ...rest } = await outage(place, how);
    return {
      figures: `${figures} (the engine's clock and pauses run ${how.pace} times as fast for ${seconds(downMs)})`,
      ...rest,
    };
  },
};
