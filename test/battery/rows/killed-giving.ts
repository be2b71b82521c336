import { life } from "../place/crowd.ts";
import type { Place } from "../place/place.ts";
import type { Site, Told } from "../place/site.ts";
import { until } from "../place/until.ts";
import { Findings, type Row } from "../row.ts";

/** So many ask at a time. */
const asking = 8;
/** Leases end while others are killed: then ends are broken off too. */
const lease = "30s";
/** What the last event of a grant is while it may have a login. */
const explains = ["starting", "activated", "end_failed"];

/** What is told along the way, on a busy machine more often, and changes nothing of how it goes on. */
const asides = ["start_failed", "end_failed", "drift"];

/** Resident engines die while they give, one after the other on one repository; each time the next one sets it right. */
const killedGiving: Row = {
  name: "orphans after kill -9 while giving",
  openBao: "15 in 20 kills",
  limit: "0",
  async run(place, { kills }) {
    const [site, found] = [await place.site(), new Findings()];
    const asked: string[] = [];
    let [orphans, between] = [0, 0];
    let engine = site.resident();
    for (let n = 0; n < kills; n += 1) {
      const first = (n * asking) % place.people.names.length;
      const ids = await site.ask("login", place.people.names.slice(first, first + asking), lease);
      asked.push(...ids);
      await untilGiven(place, site, ids, n % (asking + 1));
      await engine.end("SIGKILL");
      const given = await loginsOf(place, ids);
      if (given > 0 && given < ids.length) between += 1;
      engine = site.resident();
      const isOn = await site.says((told) =>
        ids.every((id) => ["activated", "ended"].includes(lastOf(told, id) ?? "")),
      );
      found.owe(isOn, `kill ${n + 1}: the next engine does not go on with what was asked for`);
      const [logins, told] = [await place.database.logins(), await site.told()];
      const lost = [...logins].filter(([, grant]) => grant === null || !explains.includes(lastOf(told, grant) ?? ""));
      orphans += lost.length;
      for (const [login, grant] of lost)
        found.owe(false, `kill ${n + 1}: ${login}, ${lastOf(told, grant ?? "") ?? "unknown"}`);
    }
    const isOver = await site.says((told) => asked.every((id) => lastOf(told, id) === "ended"));
    found.owe(isOver, "what was given has not ended");
    found.owe((await place.database.logins()).size === 0, "logins are left after the end of all leases");
    const told = await site.told();
    for (const id of asked) {
      const story = storyOf(told, id);
      // A lease may be over before the engine after the killed one could begin it.
      const isWhole = [life, life.filter((type) => type !== "activated"), ["admitted", "ended"]].some(
        (whole) => whole.join() === story,
      );
      found.owe(isWhole, `${id}: ${story}`);
    }
    await site.leave();
    found.owe(await site.verifies(), "the ledger does not verify");
    return found.measured(`${orphans} in ${kills} kills, ${between} of them with some given and others not`);
  },
};
export default killedGiving;

/** Waits until the server shows so many of their logins; none: until the ledger says that they are admitted. */
async function untilGiven(place: Place, site: Site, ids: readonly string[], count: number): Promise<void> {
  if (count === 0) await site.says((told) => told.some(({ grant }) => ids.includes(grant)));
  else await until(async () => (await loginsOf(place, ids)) >= count, 60_000, 1);
}

async function loginsOf({ database }: Place, ids: readonly string[]): Promise<number> {
  return [...(await database.logins()).values()].filter((id) => ids.includes(id ?? "")).length;
}

function storyOf(told: readonly Told[], id: string): string {
  return told.flatMap(({ grant, type }) => (grant === id && !asides.includes(type) ? [type] : [])).join();
}

function lastOf(told: readonly Told[], id: string): string | undefined {
  return told.findLast(({ grant }) => grant === id)?.type;
}
