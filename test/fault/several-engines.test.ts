import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Company, today } from "../fakes/company.ts";

const options = { signal: new AbortController().signal };
const lives = ["admitted", "starting", "activated", "ended"];
const ids = (["alice", "bob", "carol"] as const).map((who) => `payments/reports/${today}-${who}`);

let company: Company;

describe("S27 several engines at once", () => {
  /** Each request is granted once, and ends once. */
  async function expectOnce(): Promise<void> {
    expect(company.holds("door")).toHaveLength(ids.length);
    for (const id of ids) expect(await company.story(id)).toEqual(lives.slice(0, 3));
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  }

  beforeEach(async () => {
    company = await Company.found();
    for (const who of ["alice", "bob", "carol"] as const) {
      const id = `payments/reports/${today}-${who}`;
      await company.ask(who, id, { role: "view", duration: "1h" });
      company.merge(id);
    }
  });
  afterEach(() => company[Symbol.asyncDispose]());

  it.each([
    { engines: 2, on: "one repository" as const },
    { engines: 8, on: "one repository" as const },
    { engines: 2, on: "clones of one server" as const },
  ])("$engines on $on give each grant once, and end it once", async ({ engines, on }) => {
    const crowd = await Promise.all(Array.from({ length: engines }, () => company.engine(on)));
    await Promise.all(crowd.map((engine) => engine()));
    await company.apply();
    await expectOnce();
    company.pass(60);
    await Promise.all(crowd.map((engine) => engine()));
    await company.apply();
    expect(company.holds("door")).toEqual([]);
    for (const id of ids) expect(await company.story(id)).toEqual(lives);
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  });
});
