import { addressOf, connected, letsIn } from "../place/holder.ts";
import { allGone, odd } from "../place/crowd.ts";
import { moment } from "../place/until.ts";
import { Findings, seconds, type Row } from "../row.ts";

/** Somebody made a table, and somebody a function where nothing may be given away. */
const holderOwns: Row = {
  name: "holder owns tables",
  openBao: "drop fails, exit 0; the role stays",
  limit: "ended, objects reassigned; or a loud failure, exit 3",
  async run(place) {
    const [site, found] = [await place.site(), new Findings()];
    const sql = (text: string): ReturnType<typeof place.database.sql> => place.database.sql(text);
    await sql("create schema if not exists shut; grant usage, create on schema shut to customers_rw");
    const ids = await site.ask("owner", ["p1", "p2"], "20s");
    await site.apply();
    const [tidy = "", untidy = ""] = ids;
    const end = Math.max(await site.endOf(tidy), await site.endOf(untidy));
    await make(await addressOf(place, tidy), "create table work.mine as select 1 as one");
    const address = await addressOf(place, untidy);
    await make(address, "create function shut.mine() returns int language sql return 1");
    await moment(end);
    const first = await site.apply();
    found.owe(first.code === 3, `apply ended with ${first.code}, not 3, where something cannot be given away`);
    found.owe(first.out.includes("TARGET_LEFTOVERS"), "it does not say what is left");
    found.owe(!(await letsIn(address)), "the login that is left lets in");
    const [open] = await sql(
      `select count(*)::int as n from pg_stat_activity where usename ~ '^brevet_.*_[0-9a-f]{16}$'`,
    );
    found.owe(open?.["n"] === 0, "a session is left");
    const [owner] = await sql("select tableowner as name from pg_tables where schemaname = 'work'");
    found.owe(owner?.["name"] === "brevet_heir", `the table is ${String(owner?.["name"])}'s`);
    found.owe((await site.story(tidy)).at(-1) === "ended", "the one whose tables could be given away has not ended");
    found.owe((await site.story(untidy)).at(-1) === "end_failed", "the failure is not recorded");
    await sql("grant create on schema shut to brevet_heir");
    const second = await site.apply();
    found.owe(second.code === 0, `once it can be given away, apply ends with ${second.code}`);
    const gone = (await allGone(place, 1000)) - end;
    found.owe(Number.isFinite(gone), "a login is still there");
    for (const each of await odd(site, [tidy])) found.owe(false, each);
    await sql("drop table work.mine; drop schema shut cascade");
    return found.measured(
      `ended, the table is brevet_heir's; what cannot be given away: exit ${first.code}, closed, recorded, and gone by the next run (${seconds(gone)} after the end in all)`,
    );
  },
};
export default holderOwns;

async function make(address: string, what: string): Promise<void> {
  const session = await connected(address);
  await session.query(what);
  await session.end();
}
