import { allGone, giveLogins, odd } from "../place/crowd.ts";
import { addressOf, connected } from "../place/holder.ts";
import { moment } from "../place/until.ts";
import { Findings, seconds, type Row } from "../row.ts";

const limitMs = 1000;
/** So long before the first end it is killed, and so long after the last one it is back: milliseconds. */
const marginMs = 2000;

/** The engine dies before the end, and begins again after it; somebody is still in. */
const deadEngine: Row = {
  name: "overdue after a dead engine restarts",
  openBao: "200 gone in 0.7-1.0 s",
  limit: "≤ 1 s from the start of its process",
  async run(place, { overdue, leaseSeconds }) {
    const [site, found] = [await place.site(), new Findings()];
    const engine = site.resident();
    const { ids, firstEnd, lastEnd } = await giveLogins(place, site, { count: overdue, seconds: leaseSeconds, engine });
    const session = await connected(await addressOf(place, ids[0] ?? ""));
    const cut = new Promise<true>((resolve) => session.on("end", () => resolve(true)));
    await moment(firstEnd - marginMs);
    await engine.end("SIGKILL");
    await moment(lastEnd + marginMs);
    found.owe((await place.database.logins()).size === overdue, "something ended logins with no engine running");
    const begun = Date.now();
    const next = site.resident();
    const up = next.heard(({ kind }) => kind === "started").then(() => Date.now() - begun);
    const gone = (await allGone(place)) - begun;
    found.owe(Number.isFinite(gone), "they are not gone");
    found.within(gone, limitMs, "gone");
    found.owe(await Promise.race([cut, moment(Date.now() + marginMs).then(() => false)]), "an open session lives on");
    for (const each of await odd(site, ids)) found.owe(false, each);
    found.owe(await site.verifies(), "the ledger does not verify");
    await site.leave();
    return found.measured(`${overdue} gone in ${seconds(gone)} (the process was up after ${seconds(await up)})`);
  },
};
export default deadEngine;
