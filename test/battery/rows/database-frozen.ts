import type { WatchNews } from "../../../src/core/report/watch-news.ts";
import { allGone, giveLogins, odd } from "../place/crowd.ts";
import { family } from "../place/family.ts";
import { moment } from "../place/until.ts";
import { Findings, seconds, type Row } from "../row.ts";

const limitMs = 1000;
const marginMs = 2000;
/** Far longer than any deadline: milliseconds. */
const patienceMs = 90_000;

/** The database answers nothing any more, and closes no connection. */
const databaseFrozen: Row = {
  name: "database frozen (SIGSTOP)",
  openBao: "hangs, no log line in 30 s; gone 0.5 s after thaw",
  limit: "deadline, the other target's end on time, told; gone ≤ 1 s after thaw",
  async run(place, { overdue, leaseSeconds, frozenMs }) {
    const [site, found] = [await place.site(), new Findings()];
    const engine = site.resident();
    const { ids, firstEnd, lastEnd } = await giveLogins(place, site, { count: overdue, seconds: leaseSeconds, engine });
    const [entry = ""] = await site.ask("entry", ["p1"], `${Math.ceil((lastEnd - Date.now()) / 1000) + 3}s`);
    await site.says((told) => told.some(({ type, grant }) => grant === entry && type === "activated"));
    await moment(firstEnd - marginMs);
    const frozen = family(place.database.server.pid() ?? 0);
    for (const pid of frozen) process.kill(pid, "SIGSTOP");
    try {
      const isOver = await site.says((told) => told.some(({ type, grant }) => grant === entry && type === "ended"));
      found.owe(isOver, "the other target's grant is not recorded as ended while the database is frozen");
      await Promise.race([engine.heard(isLoss), moment(Date.now() + patienceMs)]);
      await moment(lastEnd + frozenMs);
    } finally {
      for (const pid of frozen) process.kill(pid, "SIGCONT");
    }
    const thawed = Date.now();
    const gone = (await allGone(place)) - thawed;
    found.owe(Number.isFinite(gone), "they are not gone");
    found.within(gone, limitMs, "gone");
    const loud = engine.news.find(isLoss);
    found.owe(loud !== undefined, "it does not say that the database does not answer");
    const late = lateness(engine.news, entry);
    found.within(late, limitMs, "the other target's end");
    for (const each of await odd(site, [...ids, entry])) found.owe(false, each);
    await site.leave();
    const said = Date.parse(loud?.at ?? "") - (firstEnd - marginMs);
    return found.measured(
      `told after ${seconds(said)}; the other target's end ${seconds(late)} after its time; ${ids.length} gone ${seconds(gone)} after thaw`,
    );
  },
};
export default databaseFrozen;

function isLoss(news: WatchNews): boolean {
  return news.kind === "target" && news.target === "db" && !news.answers;
}

/** How long after its time the end of a grant was seen, as the engine tells it: milliseconds. */
function lateness(news: readonly WatchNews[], grant: string): number {
  const ended = news.find((one) => one.kind === "change" && one.change.grant === grant && one.change.action === "end");
  return ended?.kind === "change" ? (ended.seconds ?? Infinity) * 1000 : Infinity;
}
