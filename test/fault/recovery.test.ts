import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Draft } from "../../src/core/ledger/event.ts";
import type { LedgerView } from "../../src/ports/ledger.ts";
import { sshSignature } from "../../src/signature/ssh-signature.ts";
import { Company, today } from "../fakes/company.ts";

const options = { signal: new AbortController().signal };
const alices = `payments/reports/${today}-alice`;
const bobs = `payments/reports/${today}-bob`;
const alice = 'alice {"role":"reports"}';
const bob = 'bob {"role":"reports"}';
const fresh = sshSignature().generateKey("engine 2");

let founded: Company;
let company: Company;
/** The last good event. */
let good: LedgerView;
beforeAll(async () => {
  founded = await Company.found({}, { witness: "{ kind: file, path: /w }" });
  await founded.ask("alice", alices, { role: "view", duration: "1h" });
  founded.merge(alices);
  await founded.apply();
  await founded.ask("bob", bobs, { role: "view" });
});
afterAll(() => founded[Symbol.asyncDispose]());
beforeEach(async () => {
  company = await founded.copy();
  good = await company.view();
});
afterEach(() => company[Symbol.asyncDispose]());

function draft(more: Pick<Draft, "type" | "body"> & Partial<Draft>): Draft {
  const by = { kind: "engine", version: "stolen", run: null } as const;
  return { at: new Date(company.now).toISOString(), by, grant: null, main: null, ...more };
}

/** Whoever stole the engine's key writes rules into force that make mallory their owner. */
async function plantRules(): Promise<void> {
  const owners = "timezone: UTC\nrules: { from: [mallory], count: 1, self: true }\n";
  const main = company.push({ "policies/catalog/org.yaml": owners });
  const { state } = good;
  const to = `sha256-${"A".repeat(43)}` as const;
  const body = { from: state.rules.digest, to, by: [{ by: "dana", statement: to }] };
  const thief = company.ledger(company.engineKey);
  expect(await thief.append(good, [draft({ type: "rules_accepted", main, body })], options)).toMatchObject({
    outcome: "appended",
  });
}

function recovery(
  at: LedgerView = good,
  keys = { trust: [fresh.fingerprint], distrust: [company.engineKey.fingerprint] },
): Parameters<Company["order"]>[1] {
  const { seq, digest } = at.tip;
  return { do: "recover", ledger: { seq, digest }, ...keys };
}

/** Operators gave the engine another key, and pinned it. */
function withNewKey(): ReturnType<Company["apply"]> {
  company.pin(fresh);
  return company.apply({ ledger: company.ledger(fresh) });
}

describe("S81 a stolen engine key", () => {
  beforeEach(plantRules);

  it("brings no rules into force: nothing starts, and ends follow the last rules that are proved", async () => {
    company.merge(bobs);
    expect(await company.apply()).toMatchObject({
      ok: false,
      admitted: [],
      frozen: { code: "LEDGER_RULES_UNPROVED" },
    });
    company.pass(60);
    await company.apply();
    expect(company.holds("door")).toEqual([]);
  });

  it("S54 that names rules which are not there delays no end", async () => {
    const { state } = good;
    const to = `sha256-${"B".repeat(43)}` as const;
    const body = { from: state.rules.digest, to, by: [{ by: "dana", statement: to }] };
    const thief = company.ledger(company.engineKey);
    await thief.append(await company.view(), [draft({ type: "rules_accepted", main: "f".repeat(40), body })], options);
    company.pass(60);
    expect(await company.apply()).toMatchObject({
      frozen: { code: "LEDGER_RULES_UNPROVED" },
      changes: [{ action: "end", outcome: "done" }],
    });
    expect(company.holds("door")).toEqual([]);
  });

  it("is undone by the owners of the last good rules: the engine goes on from there with a new key, once", async () => {
    await company.order("dana", recovery());
    company.merge(bobs);
    expect(await withNewKey()).toMatchObject({ frozen: null });
    expect(company.repository.tip("ledger-foreign/1")).toBe(company.repository.tip("ledger/1"));
    const events = await company.events();
    expect(events.find(({ type }) => type === "recovered")?.body).toMatchObject({
      by: [{ by: "dana" }],
      ledger: { seq: good.tip.seq },
      dropped: [expect.stringMatching(/^sha256-/)],
      branch: "ledger/2",
    });
    company.push({ "policies/catalog/org.yaml": "timezone: UTC\nrules: { from: [team:security], count: 1 }\n" });
    const before = company.repository.tip("ledger/2");
    expect(await withNewKey()).toMatchObject({ frozen: null });
    expect(company.holds("door")).toEqual([alice, bob]);
    expect((await company.events()).filter(({ type }) => type === "recovered")).toHaveLength(1);
    expect(company.repository.git("merge-base", "--is-ancestor", before ?? "", "ledger/2")).toBe("");
    expect(await company.ledger(fresh).verify(options)).toMatchObject({ ok: true });
  });

  it("writes nothing more with the key that was stolen", async () => {
    await company.order("dana", recovery());
    expect(await company.apply()).toMatchObject({ ok: false, problems: [{ code: "LEDGER_KEY_DISTRUSTED" }] });
    expect(company.repository.tip("ledger/2")).toBeNull();
  });

  it("recovers to nothing of its own: whose rules are not proved owns nothing", async () => {
    const planted = await company.view();
    await company.order("mallory", recovery(planted, { trust: [], distrust: [] }));
    expect(await withNewKey()).toMatchObject({ frozen: { code: "LEDGER_RULES_UNPROVED" } });
    expect(company.repository.tip("ledger/2")).toBeNull();
  });
});

describe("S48 a foreign tail", () => {
  beforeEach(() => {
    company.repository.commit({ branch: "ledger/1", files: { "state/head.json": "{}" }, message: "ended\n" });
  });

  it("is left by a recovery of the owners, and what is merged since is admitted", async () => {
    company.merge(bobs);
    expect(await company.apply()).toMatchObject({ frozen: { code: "LEDGER_FOREIGN_EVENT" } });
    await company.order("dana", recovery(good, { trust: [], distrust: [] }));
    expect(await company.apply()).toMatchObject({ frozen: null, admitted: [bobs] });
    expect(company.holds("door")).toEqual([alice, bob]);
    company.pass(60);
    await company.apply();
    expect(company.holds("door")).toEqual([bob]);
    expect(await company.story(alices)).toEqual(["admitted", "starting", "activated", "ended"]);
    // Nobody wrote ledger/2 but engines: one that is rewound is noticed as before.
    company.repository.git("update-ref", "refs/heads/ledger/2", "ledger/2~1");
    expect(await company.apply()).toMatchObject({ frozen: { code: "LEDGER_REWOUND" } });
  });

  it.each([
    {
      name: "somebody who owns no rules",
      who: "mallory",
      said: () => recovery(),
    },
    {
      name: "an event that is not in the chain",
      who: "dana",
      said: () => recovery({ ...good, tip: { ...good.tip, digest: `sha256-${"A".repeat(43)}` } }),
    },
    {
      name: "an event in the middle of a run",
      who: "dana",
      said: () => recovery({ ...good, tip: { ...good.tip, seq: 1, digest: good.state.genesis } }),
    },
  ] as const)("S67 is not left for $name", async ({ who, said }) => {
    await company.order(who, said());
    expect(await withNewKey()).toMatchObject({ frozen: { code: "LEDGER_FOREIGN_EVENT" } });
    expect(company.repository.tip("ledger/2")).toBeNull();
  });
});
