import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { instant, type Instant } from "../../src/core/time/instant.ts";
import { Company, today } from "../fakes/company.ts";
import { MovingTime, reside } from "../fakes/residence.ts";

const alices = `payments/reports/${today}-alice`;
const bobs = `payments/reports/${today}-bob`;
const lives = ["admitted", "starting", "activated", "ended"];

let company: Company;
let time: MovingTime;
beforeEach(async () => {
  company = await Company.found();
  time = new MovingTime(company);
});
afterEach(() => company[Symbol.asyncDispose]());

async function merged(who: "alice" | "bob", id: string, more = "", duration = "30s"): Promise<void> {
  await company.ask(who, id, { role: "view", duration, more });
  company.merge(id);
}

/** When the door was changed, by what was done. */
function times(): { readonly name: string; readonly at: Instant }[] {
  const door = company.targets.get("door");
  if (door === undefined) throw new Error("no door");
  const seen: { name: string; at: Instant }[] = [];
  for (const name of ["ensure", "end"] as const) {
    const real = door[name].bind(door) as (...args: unknown[]) => Promise<never>;
    Object.assign(door, {
      [name]: (...args: unknown[]) => {
        seen.push({ name, at: company.now });
        return real(...args);
      },
    });
  }
  return seen;
}

const isHeld = (count: number) => () => company.holds("door").length === count;

describe("a resident engine", () => {
  it("gives within a second of the merge, and takes away at the end itself", async () => {
    const seen = times();
    await using engine = reside(company, time);
    await time.pass(0.1);
    const mergedAt = company.now;
    await merged("alice", alices);
    await time.until(isHeld(1));
    await time.until(isHeld(0), 3);
    await time.until(() => engine.news.some((one) => one.kind === "change" && one.change.action === "end"));
    await engine.stop();
    const [given, ended] = seen;
    const [admitted] = (await company.events()).filter(({ grant, type }) => grant === alices && type === "admitted");
    const { lease } = admitted?.body as { readonly lease: { readonly until: string } };
    expect((given?.at ?? Infinity) - mergedAt).toBeLessThanOrEqual(1000);
    expect(ended).toEqual({ name: "end", at: Date.parse(lease.until) });
    expect(await company.story(alices)).toEqual(lives);
    expect(company.holds("door")).toEqual([]);
  });

  it("starts what was admitted for later at that moment", async () => {
    const seen = times();
    const at = Date.UTC(2026, 10, 23, 10, 0, 25);
    await using engine = reside(company, time);
    await merged("alice", alices, "start: 2026-11-23T10:00:25Z\n");
    await time.until(isHeld(1), 3);
    expect(seen).toEqual([{ name: "ensure", at }]);
    expect(engine.news.filter(({ kind }) => kind === "trouble")).toEqual([]);
  });

  it("ends at once what fell due while the machine slept", async () => {
    await using _ = reside(company, time);
    await merged("alice", alices);
    await time.until(isHeld(1));
    await time.quiet();
    company.now = instant(company.now + 5 * 3_600_000);
    const woken = company.now;
    await time.until(isHeld(0));
    expect(company.now - woken).toBeLessThanOrEqual(1000);
  });

  it("takes up an order within a second", async () => {
    await using _ = reside(company, time);
    await merged("alice", alices);
    await time.until(isHeld(1));
    await time.pass(0.1);
    await company.order("dana", { do: "revoke", match: { request: alices }, reason: "No longer needed" });
    const ordered = company.now;
    await time.until(isHeld(0));
    expect(company.now - ordered).toBeLessThanOrEqual(1000);
  });

  it("remembers from look to look what somebody took away by hand, and ends that grant", async () => {
    await using engine = reside(company, time);
    await merged("alice", alices, "", "1h");
    await merged("bob", bobs, "", "1h");
    await time.until(isHeld(2));
    await time.pass(0.1);
    const door = company.targets.get("door");
    const [ref = ""] = [...(door?.held.values() ?? [])].flatMap((held) =>
      held.principal === "alice" ? [held.ref] : [],
    );
    door?.held.delete(ref);
    await time.pass(2.2);
    await engine.stop();
    expect((await company.events()).at(-1)).toMatchObject({
      type: "ended",
      grant: alices,
      body: { because: "removed_at_target" },
    });
    expect(company.holds("door")).toHaveLength(1);
  }, 120_000);
});
