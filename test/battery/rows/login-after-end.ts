import { setTimeout as wait } from "node:timers/promises";
import { addressOf, letsIn } from "../place/holder.ts";
import { Findings, type Row } from "../row.ts";

/** Tries go on for so long after the end: milliseconds. */
const afterMs = 6000;

/** Somebody types the right password after the end, and no engine runs. */
const loginAfterEnd: Row = {
  name: "login with the right password after the end, engine dead",
  openBao: "works for 4-5 s",
  limit: "0 s",
  async run(place) {
    const site = await place.site();
    const [id = ""] = await site.ask("login", ["p1"], "15s");
    const { code } = await site.apply();
    const [end, address] = [await site.endOf(id), await addressOf(place, id)];
    const found = new Findings();
    found.owe(code === 0, `apply ended with ${code}`);
    found.owe(await letsIn(address), "it does not let in while the lease lasts");
    const [tries, late]: [number[], number[]] = [[], []];
    while (Date.now() < end + afterMs) {
      const begun = Date.now();
      if (await letsIn(address)) (begun >= end ? late : tries).push(begun);
      await wait(10);
    }
    found.owe(late.length === 0, `${late.length} logins that began after the end were let in`);
    await site.apply();
    found.owe((await place.database.logins()).size === 0, "the login was not taken away by the next run");
    const last = Math.max(...tries, ...late) - end;
    return found.measured(
      `0 s (the last that was let in began ${Math.abs(last)} ms ${last < 0 ? "before" : "after"} the end)`,
    );
  },
};
export default loginAfterEnd;
