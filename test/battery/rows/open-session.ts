import { addressOf, connected } from "../place/holder.ts";
import { allGone, odd } from "../place/crowd.ts";
import { moment } from "../place/until.ts";
import { Findings, seconds, type Row } from "../row.ts";

const limitMs = 1000;

/** Somebody is in when the lease ends. */
const openSession: Row = {
  name: "open session after the end",
  openBao: "lives on (seen for 30 s)",
  limit: "ended; recorded",
  async run(place) {
    const [site, found] = [await place.site(), new Findings()];
    site.resident();
    const [id = ""] = await site.ask("login", ["p1"], "15s");
    await site.says((told) => told.some(({ type }) => type === "activated"));
    const end = await site.endOf(id);
    const session = await connected(await addressOf(place, id));
    const over = new Promise<number>((resolve) => session.on("end", () => resolve(Date.now())));
    const { rows } = await session.query("select name from customers");
    found.owe(rows.length === 1, "the holder cannot read what the role may");
    const cut = Promise.race([over, moment(end + 60_000).then(() => Infinity)]);
    const [late, gone] = [(await cut) - end, (await allGone(place)) - end];
    found.owe(late >= 0, `the session was cut ${-late} ms before the end`);
    found.owe(Number.isFinite(late), "the session lives on");
    found.within(late, limitMs, "cut");
    found.owe(Number.isFinite(gone), "the login is still there");
    for (const each of await odd(site, [id])) found.owe(false, each);
    const [ended] = await site.bodies(id, "ended");
    const sessions = ended?.["sessions"] as { ended: number } | null | undefined;
    found.owe(sessions?.ended === 1, `recorded as ${JSON.stringify(sessions)}`);
    await site.leave();
    return found.measured(
      `cut ${seconds(late)} after the end, the login gone after ${seconds(gone)}; recorded: 1 session`,
    );
  },
};
export default openSession;
