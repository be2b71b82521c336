import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Company, today } from "../fakes/company.ts";

const options = { signal: new AbortController().signal };
const branch = "refs/heads/ledger/1";
const alices = `payments/reports/${today}-alice`;
const bobs = `payments/reports/${today}-bob`;
const alice = 'alice {"role":"reports"}';
const bob = 'bob {"role":"reports"}';

/** As it was on its first morning; each test has a copy. */
let founded: Company;
let company: Company;
/** The ledger's tips: as init left it, and with alice's grant. */
let first: string;
let last: string;

async function begin(witness: string): Promise<Company> {
  const company = await Company.found({}, { witness });
  first = company.repository.tip("ledger/1") ?? "";
  await company.ask("alice", alices, { role: "view", duration: "1h" });
  company.merge(alices);
  expect(await company.apply()).toMatchObject({ ok: true, admitted: [alices] });
  last = company.repository.tip("ledger/1") ?? "";
  await company.ask("bob", bobs, { role: "view" });
  company.merge(bobs);
  return company;
}
beforeAll(async () => {
  founded = await begin("{ kind: file, path: /w }");
});
afterAll(() => founded[Symbol.asyncDispose]());
beforeEach(async () => {
  company = await founded.copy();
});
afterEach(() => company[Symbol.asyncDispose]());

describe("S49 a ledger that its witness knows otherwise, seen by an engine that remembers nothing", () => {
  it.each([
    {
      name: "rewound to an older signed tip",
      code: "LEDGER_BEHIND_WITNESS",
      attack: () => Promise.resolve(void company.repository.git("update-ref", branch, first)),
    },
    {
      name: "rewound and written anew with the engine's own key",
      code: "LEDGER_FORKED",
      attack: async () => {
        company.repository.git("update-ref", branch, first);
        company.pass(1);
        const fresh = await company.engine("clones of one server");
        const { marks } = company.witness;
        const before = new Map(marks);
        marks.clear();
        await fresh();
        for (const [name, mark] of before) marks.set(name, mark);
      },
    },
  ])("$name starts nothing, ends what it knows on time; put back, all goes on", async ({ code, attack }) => {
    await attack();
    const held = company.holds("door");
    const tip = company.repository.tip("ledger/1");
    const fresh = await company.engine("clones of one server");
    const report = await fresh();
    expect(report).toMatchObject({ ok: false, admitted: [], frozen: { code } });
    expect(report.changes.filter(({ outcome }) => outcome !== "skipped")).toEqual([]);
    expect(company.holds("door")).toEqual(held);
    expect(company.repository.tip("ledger/1")).toBe(tip);

    company.repository.git("update-ref", branch, last);
    expect(await company.apply()).toMatchObject({ frozen: null, admitted: [bobs] });
    company.pass(60);
    expect(await company.apply()).toMatchObject({ ok: true });
    expect(company.holds("door")).toEqual([bob]);
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  });

  it("is not taken for one where another engine was quicker", async () => {
    const fresh = await company.engine("clones of one server");
    await company.apply();
    expect(await fresh()).toMatchObject({ ok: true, frozen: null });
    expect(company.holds("door")).toEqual([alice, bob]);
  });
});

describe("a witness that cannot be asked", () => {
  it("lets nothing be admitted or start, and every end happen and be recorded; back, all goes on", async () => {
    company.witness.unreachable = true;
    expect(await company.apply()).toMatchObject({
      ok: false,
      admitted: [],
      problems: [{ code: "WITNESS_UNREACHABLE", severity: "error" }],
    });
    company.pass(60);
    expect((await company.apply()).changes).toMatchObject([{ action: "end", grant: alices, outcome: "done" }]);
    expect(company.holds("door")).toEqual([]);
    expect((await company.story(alices)).at(-1)).toBe("ended");
    company.witness.unreachable = false;
    expect(await company.apply()).toMatchObject({ ok: true, admitted: [bobs] });
    expect(company.holds("door")).toEqual([bob]);
  });

  it("stops nothing where the rules say that it is not required, and is told", async () => {
    await company[Symbol.asyncDispose]();
    await using lax = await begin("{ kind: file, path: /w, required: false }");
    company = await lax.copy();
    company.witness.unreachable = true;
    expect(await company.apply()).toMatchObject({
      ok: true,
      admitted: [bobs],
      problems: [{ code: "WITNESS_UNREACHABLE", severity: "warning" }],
    });
  });

  it("after the push that says what starts: it starts once the witness knows", async () => {
    const open = (asked: { readonly looks: number }): ReturnType<Company["ports"]>["witnesses"] => ({
      pinned: null,
      open: async (_config, history) => {
        const witness = company.witness.open(history);
        const leave: typeof witness.leave = (...given) => {
          company.witness.unreachable = asked.looks === 0;
          return witness.leave(...given);
        };
        return Promise.resolve({ ...witness, leave });
      },
    });
    expect(await company.apply({ witnesses: open({ looks: 0 }) })).toMatchObject({ ok: false, admitted: [bobs] });
    expect(company.holds("door")).toEqual([alice]);
    expect(await company.story(bobs)).toEqual(["admitted", "starting"]);
    company.witness.unreachable = false;
    expect(await company.apply()).toMatchObject({ ok: true });
    expect(company.holds("door")).toEqual([alice, bob]);
    expect(await company.story(bobs)).toEqual(["admitted", "starting", "activated"]);
  });
});

describe("S66 S27 an engine's clock beside that of the witness", () => {
  const day = 24 * 60;

  it.each([
    { name: "a day slow", off: -day },
    { name: "two minutes slow", off: -2 },
    { name: "two minutes fast", off: 2 },
    { name: "a day fast", off: day },
  ])("$name admits and starts nothing, and ends nothing later than its true time", async ({ off }) => {
    const start = company.now;
    let truth = start;
    company.witness.clock = () => truth;
    company.pass(off);
    expect(await company.apply()).toMatchObject({
      ok: false,
      admitted: [],
      problems: [{ code: "CLOCKS_DISAGREE" }],
    });
    truth = (start + 60 * 60_000) as typeof start;
    company.pass(60);
    await company.apply();
    expect(company.holds("door")).toEqual([]);
    expect((await company.story(alices)).at(-1)).toBe("ended");
    expect((await company.events()).every(({ at }) => at <= new Date(truth).toISOString())).toBe(true);
  });

  it("agrees within a minute", async () => {
    const truth = company.now;
    company.witness.clock = () => truth;
    company.pass(-1);
    expect(await company.apply()).toMatchObject({ ok: true, admitted: [bobs] });
  });

  it("S85 a witness in another year ends nothing, and freezes nothing for good", async () => {
    company.witness.clock = () => (company.now + 70 * 365 * day * 60_000) as typeof company.now;
    expect(await company.apply()).toMatchObject({ ok: false, changes: [], problems: [{ code: "CLOCKS_DISAGREE" }] });
    expect(company.holds("door")).toEqual([alice]);
    company.witness.clock = () => company.now;
    expect(await company.apply()).toMatchObject({ ok: true, admitted: [bobs] });
  });

  it("S85 an event that was once written a year ahead neither ends nor freezes anything", async () => {
    const body = { code: "NOTHING", head: null };
    const by = { kind: "engine", version: "test", run: null } as const;
    const at = new Date(company.now + 365 * day * 60_000).toISOString();
    const draft = { type: "frozen", grant: null, main: null, at, by, body } as const;
    const main = company.repository.tip("main") ?? "";
    const thawed = { ...draft, type: "thawed", body: { by: [], from: main, to: main } } as const;
    await company.ledger().append(await company.view(), [draft, thawed], options);
    const { state } = await company.view();
    expect(state.frozen).toBeNull();
    company.witness.marks.clear();
    company.witness.clock = () => company.now;
    expect(await company.apply()).toMatchObject({ ok: true, frozen: null });
    expect(company.holds("door")).toEqual([alice]);
  });
});
