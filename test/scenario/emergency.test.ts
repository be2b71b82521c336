import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isEvent } from "../../src/core/ledger/event-of.ts";
import { Company, type Who } from "../fakes/company.ts";

const org = `timezone: UTC
rules: { from: [team:security], count: 1 }
on_call: { tiers: [critical] }
emergency:
  { eligible: [alice, bob], tiers: [critical], max: 1h, at_once: true, review: [team:security], notify: [team:security] }
`;
const day = 24 * 60;
let company: Company;

/** A company that breaks the glass for two of its people, and tells security. */
beforeAll(async () => {
  const more = "notify: [{ kind: webhook, id: chat, url: env:BREVET_CHAT_URL }]";
  company = await Company.found({ "policies/catalog/org.yaml": org }, { more });
});
afterAll(() => company[Symbol.asyncDispose]());

/** Asks for an emergency on the critical database, alone. */
function emergency(who: Who, name: string, duration = "30m"): Promise<string> {
  return company.ask(who, name, { role: "admin", duration, reason: "Payments stand still", more: "emergency: true\n" });
}

/** Asks, merges, applies, and tells what became of it. */
async function broken(who: Who, name: string): Promise<{ readonly id: string; readonly codes: readonly string[] }> {
  const id = await emergency(who, name);
  company.merge(id);
  await company.apply();
  const refused = (await company.events()).filter((event) => event.grant === id && event.type === "refused");
  return { id, codes: refused.flatMap((event) => (isEvent(event, "refused") ? event.body.codes : [])) };
}

async function review(who: Who, id: string): Promise<string[]> {
  const about = { request: id, digest: await company.digest(id) };
  await company.order(who, { do: "review", ...about, verdict: "justified", reason: "Nothing else would have helped" });
  await company.apply();
  return Object.keys((await company.view()).state.reviews);
}

describe("breaking the glass", () => {
  let first: string;

  it("is given at once to who may, whatever else the tier asks for, and security is told", async () => {
    first = await emergency("alice", "outage");
    expect((await company.check(first)).requests[0]).toMatchObject({
      outcome: "allowed",
      stages: [],
      reasons: [{ code: "EMERGENCY_REVIEWED", severity: "info" }],
    });
    company.merge(first);
    await company.apply();
    expect(company.holds("prod-db")).toEqual(['alice {"role":"customers_admin"}']);
    expect(await company.story(first)).toEqual(["admitted", "starting", "activated", "notified"]);
    expect(company.notifiers.heard).toMatchObject([["chat", { to: "team:security", grant: first, emergency: true }]]);
  });

  it.each([
    { name: "who is not named for it", who: "carol", duration: "30m", code: "EMERGENCY_NOT_ELIGIBLE" },
    { name: "a vendor's person", who: "vera", duration: "30m", code: "EMERGENCY_NOT_ELIGIBLE" },
    { name: "longer than it may last", who: "bob", duration: "61m", code: "EMERGENCY_TOO_LONG" },
  ] as const)("is not for $name", async ({ who, duration, code }) => {
    const { requests } = await company.check(await emergency(who, `not-${who}`, duration));
    expect([requests[0]?.outcome, requests[0]?.reasons.map((reason) => reason.code)]).toEqual([
      "denied",
      expect.arrayContaining([code]),
    ]);
  });

  it("ends by itself, and leaves a review open that security signs within a day", async () => {
    company.pass(31);
    await company.apply();
    expect(company.holds("prod-db")).toEqual([]);
    const { reviews } = (await company.view()).state;
    expect(Object.keys(reviews)).toEqual([first]);
    expect(reviews[first]).toMatchObject({ subject: "alice", due: company.now + day * 60_000 });
    expect(Object.keys(reviews[first]?.open ?? {})).toEqual(["team:security"]);
  });

  it("goes on for the next one while there is time for the review", async () => {
    company.pass(day - 10);
    const { id, codes } = await broken("alice", "again");
    expect([codes, company.holds("prod-db")]).toEqual([[], ['alice {"role":"customers_admin"}']]);
    company.pass(31);
    await company.apply();
    expect((await company.story(id)).at(-1)).toBe("ended");
  });

  it("is over for who owes a review, and for nobody else", async () => {
    expect(await broken("alice", "once-more")).toMatchObject({ codes: ["EMERGENCY_REVIEW_OVERDUE"] });
    expect(company.holds("prod-db")).toEqual([]);
    expect(await broken("bob", "in-stead")).toMatchObject({ codes: [] });
    expect(company.holds("prod-db")).toEqual(['bob {"role":"customers_admin"}']);
  });

  it("S67 is reviewed by none of those who had it, nor by who is not named", async () => {
    expect(await review("alice", first)).toContain(first);
    expect(await review("carol", first)).toContain(first);
  });

  it("is to be had again once somebody else has looked", async () => {
    expect(await review("dana", first)).not.toContain(first);
    const { codes } = await broken("alice", "afterwards");
    expect(codes).toEqual([]);
    expect(company.holds("prod-db")).toEqual(['alice {"role":"customers_admin"}', 'bob {"role":"customers_admin"}']);
  });
});
