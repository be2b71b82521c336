import { join } from "node:path";
import type { WatchNews } from "../../../src/core/report/watch-news.ts";
import { addressOf, connected, letsIn } from "../place/holder.ts";
import type { Place } from "../place/place.ts";
import type { Site } from "../place/site.ts";
import { moment, until } from "../place/until.ts";
import { pinWitness } from "../place/witness.ts";
import { Findings, seconds, type Row } from "../row.ts";

const limitMs = 1000;
const day = 86_400;
/** An end that only a look at the witness's clock tells of may take so long to be seen gone: milliseconds. */
const patienceMs = 90_000;

const clock = join(import.meta.dirname, "../place/clock.ts");

/** Engines whose clocks are wrong, one after the other, beside a witness whose clock is right. */
const clockWrong: Row = {
  name: "the engine's clock wrong by up to a day",
  openBao: "–",
  limit: "no admission; every end no later than its true time (≤ 1 s)",
  async run(place, { clocksOff }) {
    const [site, found] = [await place.site(), new Findings()];
    pinWitness(site);
    const waiting: string[] = [];
    let latest = -Infinity;
    for (const [n, off] of clocksOff.entries()) {
      const late = await endBy(place, site, off * 1000, { found, waiting, who: `p${n + 1}` });
      latest = Math.max(latest, late);
    }
    await site.apply();
    const told = await site.told();
    for (const id of waiting)
      found.owe(
        told.some(({ grant, type }) => grant === id && type === "admitted"),
        `${id} is not admitted once the clock is right`,
      );
    for (const id of waiting)
      await site.order(whoOf(id), { do: "revoke", match: { request: id }, reason: "No longer needed" });
    const last = await site.apply();
    found.owe((await place.database.logins()).size === 0, `logins are left at the end: ${last.out}`);
    found.owe(await site.verifies(), "the ledger does not verify");
    const offs = clocksOff.map((off) => (Math.abs(off) === day ? `${off / day} d` : `${off} s`)).join(", ");
    return found.measured(`${offs}: nothing admitted; open sessions cut at most ${seconds(latest)} after their end`);
  },
};
export default clockWrong;

/** One login that ends, and one request that comes, while an engine goes by that clock; answers how late its session was cut. */
async function endBy(
  place: Place,
  site: Site,
  off: number,
  { found, waiting, who }: { readonly found: Findings; readonly waiting: string[]; readonly who: string },
): Promise<number> {
  const owe = (isKept: boolean, otherwise: string): void => found.owe(isKept, `${off / 1000} s: ${otherwise}`);
  const [id = ""] = await site.ask("login", [who], "20s");
  await site.apply();
  const [end, address] = [await site.endOf(id), await addressOf(place, id)];
  const session = await connected(address);
  const cut = new Promise<number>((resolve) => session.on("end", () => resolve(Date.now())));
  const [later = ""] = await site.ask("login", [who], "10m");
  waiting.push(later);
  const engine = site.resident({ NODE_OPTIONS: `--import=${clock}`, BATTERY_OFFSET: String(off) });
  await moment(end);
  owe(!(await letsIn(address)), "the login lets in after its end");
  const late = (await Promise.race([cut, moment(end + patienceMs).then(() => Infinity)])) - end;
  owe(Number.isFinite(late), "the session lives on");
  found.within(late, limitMs, `${off / 1000} s: the session is cut`);
  const isGone = async (): Promise<boolean> => ![...(await place.database.logins()).values()].includes(id);
  owe(Number.isFinite(await until(isGone, patienceMs)), "the login is still there");
  const isWarned = (news: WatchNews): boolean =>
    news.kind === "trouble" && news.problems.some(({ code }) => code === "CLOCKS_DISAGREE");
  owe(engine.news.some(isWarned), "it does not say that its clock is wrong");
  await engine.end("SIGKILL");
  const told = await site.told();
  owe(!told.some(({ grant }) => grant === later), "it admitted what came meanwhile");
  return late;
}

/** Who asked, as ids of the battery say it. */
function whoOf(id: string): string {
  return /-(p\d+)-\d+$/.exec(id)?.[1] ?? "";
}
