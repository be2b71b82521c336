import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Obligation } from "../../src/core/decision/decision.ts";
import { after, instant, type Instant } from "../../src/core/time/instant.ts";
import { auditLog } from "../../src/engine/audit-log.ts";
import { statusAt } from "../../src/engine/status-at.ts";
import { sshSignature } from "../../src/signature/ssh-signature.ts";
import type { PolicyShelf } from "../../src/engine/rules/policy-shelf.ts";
import { Company, today, type Who } from "../fakes/company.ts";

const options = { signal: new AbortController().signal };

let company: Company;
beforeEach(async () => {
  company = await Company.found();
});
afterEach(() => company[Symbol.asyncDispose]());

const reports = `payments/reports/${today}-alice`;
const teams = "policies/catalog/teams.yaml";

/** A grant that two people agreed to. */
async function critical(who: Who, name: string, asked: Parameters<Company["ask"]>[2] = {}): Promise<string> {
  const id = await company.ask(who, name, asked);
  for (const by of who === "bob" ? (["carol", "dana"] as const) : (["bob", "dana"] as const))
    await company.approve(by, id);
  company.merge(id);
  return id;
}

async function active(duration = "2h"): Promise<void> {
  await company.ask("alice", reports, { role: "view", duration });
  company.merge(reports);
  expect(await company.apply()).toMatchObject({ ok: true, admitted: [reports] });
}

async function endedBecause(id: string): Promise<unknown> {
  return (await company.events()).find((event) => event.type === "ended" && event.grant === id)?.body["because"];
}

/** The company's rules, and one more that asks for a look afterwards. */
function withReview(...reviews: readonly Obligation[]): PolicyShelf {
  const { policies } = company.ports();
  return {
    ...policies,
    async of(rules, options) {
      const opened = await policies.of(rules, options);
      if (!opened.ok) return opened;
      const { value } = opened;
      return {
        ok: true,
        value: {
          ...value,
          judgeAll: async (inputs, more) =>
            (await value.judgeAll(inputs, more)).map((decision) => ({
              ...decision,
              obligations: [...decision.obligations, ...reviews],
            })),
        },
      };
    },
  };
}

describe("access that has to be looked at afterwards", () => {
  const found = { do: "review", verdict: "justified", reason: "The incident needed it" } as const;

  it("S67 is open from its end until each of those asked has looked; not who had, asked for or agreed to it", async () => {
    const policies = withReview(
      { kind: "review", within: 3600 },
      { kind: "review", within: 7200, from: ["team:security"] },
    );
    const id = await company.ask("alice", "looked-at", { duration: "1h" });
    for (const by of ["bob", "dana"] as const) await company.approve(by, id);
    const digest = await company.digest(id);
    company.merge(id);
    expect(await company.apply({ policies })).toMatchObject({ ok: true, admitted: [id] });
    await company.order("carol", { ...found, request: id, digest });
    await company.apply();
    expect((await company.view()).state.reviews).toEqual({});

    company.pass(60);
    await company.apply();
    const open = (await company.view()).state.reviews[id];
    expect(Object.keys(open?.open ?? {})).toEqual(["", "team:security"]);
    const before = company.now;
    const told = async (at: Instant): Promise<unknown[]> => {
      const { reviews } = await statusAt(company.ports(), { view: await company.view(), at, filter: {} }, options);
      return reviews.map(({ by, overdue }) => [by, overdue]);
    };
    expect(await told(after(before, 3600))).toEqual([
      [[], true],
      [["team:security"], false],
    ]);
    for (const who of ["alice", "bob", "dana", "erin", "mallory"] as const)
      await company.order(who, { ...found, request: id, digest });
    await company.order("carol", { ...found, request: id, digest: `sha256-${"A".repeat(43)}` });
    await company.apply();
    expect((await company.story(id)).at(-1)).toBe("ended");

    await company.order("carol", { ...found, request: id, digest, reason: "I read what was done" });
    await company.apply();
    expect(Object.keys((await company.view()).state.reviews[id]?.open ?? {})).toEqual(["team:security"]);
    await company.order("olga", { ...found, request: id, digest, verdict: "not_justified" });
    await company.apply();
    await company.apply();
    expect((await company.view()).state.reviews).toEqual({});
    expect((await company.story(id)).slice(-3)).toEqual(["ended", "reviewed", "reviewed"]);
    expect(await told(after(company.now, 3600))).toEqual([]);
    const active = await statusAt(
      company.ports(),
      { view: await company.view(), at: instant(before - 1000), filter: {} },
      options,
    );
    expect(active).toMatchObject({ grants: [{ id, state: "active", approved_by: ["bob", "dana"] }], overdue: [] });
    const { events } = await auditLog(
      company.ports(),
      { view: await company.view(), filter: { grant: id, since: before } },
      options,
    );
    expect(events.map(({ type, subject }) => [type, subject])).toEqual([
      ["ended", "alice"],
      ["reviewed", "alice"],
      ["reviewed", "alice"],
    ]);
  });
});

describe("a leaver", () => {
  it("S88 loses everything at once, however much it is: the guard holds back nobody's leaving", async () => {
    await active();
    const id = await critical("alice", "critical");
    await company.apply();
    await company.change({ [teams]: "payments: { members: [bob, carol] }\nsecurity: { members: [dana, olga] }\n" }, [
      "olga",
    ]);
    expect(await company.apply()).toMatchObject({ ok: true });
    expect([...company.holds("door"), ...company.holds("prod-db")]).toEqual([]);
    expect([await endedBecause(reports), await endedBecause(id)]).toEqual(["left", "left"]);
  });

  it("S14 S13 fills no seat from the change of rules on, also where it is merged in the same breath; who left later did", async () => {
    const id = await company.ask("alice", "too-soon");
    for (const by of ["bob", "dana"] as const) await company.approve(by, id);
    const admitted = await critical("carol", "before");
    await company.apply();
    await company.change({ [teams]: "payments: { members: [alice, carol] }\nsecurity: { members: [olga] }\n" }, [
      "olga",
    ]);
    company.merge(id);
    expect(await company.apply()).toMatchObject({ refused: [{ id }] });
    expect(await company.story(id)).toEqual(["refused"]);
    expect((await company.story(admitted)).at(-1)).toBe("activated");
    expect(company.holds("prod-db")).toEqual(['carol {"role":"customers_ro"}']);
  });
});

describe("a contract", () => {
  it("S29 that ends during a lease ends it, and one that starts later never begins", async () => {
    const key = `public_key: ${company.keys.vera.publicKey}\n`;
    const [now, later] = [`payments/secrets/${today}-now`, `payments/secrets/${today}-later`];
    for (const [id, more] of [
      [now, key],
      [later, `${key}start: 2026-11-23T16:00:00Z\n`],
    ] as const) {
      await company.ask("vera", id, { role: "read", duration: "4h", more });
      for (const by of ["alice", "dana", "erin"] as const) await company.approve(by, id);
      company.merge(id);
    }
    const report = await company.apply();
    expect(report.refused).toEqual([]);
    expect(company.holds("vault")).toHaveLength(1);
    const vendors = "policies/catalog/vendors.yaml";
    const shorter = (company.rules()[vendors] as string).replace("2027-06-30", "2026-11-22");
    await company.change({ [vendors]: shorter }, ["olga"]);
    expect(await company.apply()).toMatchObject({ ok: true });
    expect(company.holds("vault")).toEqual([]);
    expect([await endedBecause(now), await endedBecause(later)]).toEqual(["contract", "contract"]);
  });
});

describe("a later start", () => {
  it("S29 S51 is judged once more when it begins: not who is no longer eligible, nor what would now do something else", async () => {
    const later = { duration: "1h", more: "start: 2026-11-23T12:00:00Z\n" };
    const [left, changed, fine] = [
      await critical("bob", "left", later),
      await critical("alice", "changed", { ...later, role: "admin" }),
      await critical("carol", "fine", later),
    ];
    expect(await company.apply()).toMatchObject({ admitted: [left, changed, fine] });
    const path = "policies/catalog/resources/payments.yaml";
    const other = (company.rules()[path] as string).replace("role: customers_admin", "role: customers_owner");
    await company.change(
      { [path]: other, [teams]: "payments: { members: [alice, carol] }\nsecurity: { members: [dana, olga] }\n" },
      ["olga"],
    );
    company.pass(120);
    await company.apply();
    expect(company.holds("prod-db")).toEqual(['carol {"role":"customers_ro"}']);
    expect([await endedBecause(left), await endedBecause(changed)]).toEqual(["left", "effect"]);
  });

  it("S29 is judged by the rules and the history of then: not what they now deny, though nobody has to agree again", async () => {
    const later = { duration: "1h", more: "start: 2026-11-23T12:00:00Z\n" };
    await active("4h");
    const [denied, fine] = [await critical("alice", "denied", later), await critical("carol", "fine", later)];
    await company.apply();
    const org = "policies/catalog/org.yaml";
    const pair = "toxic_pairs: [[payments/customers-db:read-only, payments/reports:view]]\n";
    // Who agreed is asked no more; that dana did is a fact.
    const without = "payments: { members: [alice, bob, carol] }\nsecurity: { members: [olga] }\n";
    await company.change({ [org]: `${company.rules()[org] as string}${pair}`, [teams]: without }, ["olga"]);
    await company.apply();
    expect(await endedBecause(denied)).toBeUndefined();
    company.pass(120);
    expect(await company.apply()).toMatchObject({ problems: [] });
    expect(company.holds("prod-db")).toEqual(['carol {"role":"customers_ro"}']);
    expect([await endedBecause(denied), (await company.story(fine)).at(-1)]).toEqual(["denied", "activated"]);
    expect(await endedBecause(reports)).toBeUndefined();
  });
});

describe("an extension", () => {
  const extend = async (name: string, of: string): Promise<string> => {
    const id = `payments/reports/${today}-${name}`;
    await company.ask("alice", id, { role: "view", duration: "1h", more: `extends: ${of}\n` });
    company.merge(id);
    return id;
  };

  it("S28 moves the end at once, takes over without a gap, and ends once", async () => {
    await active("1h");
    company.pass(30);
    const longer = await extend("longer", reports);
    expect(await company.apply()).toMatchObject({ changes: [{ action: "adjust", because: "extended" }] });
    company.pass(30);
    await company.apply();
    expect(company.holds("door")).toHaveLength(1);
    expect(await endedBecause(reports)).toBe("superseded");
    company.pass(60);
    await company.apply();
    expect(company.holds("door")).toEqual([]);
    expect(await endedBecause(longer)).toBe("expired");
    expect(company.targets.get("door")?.changes.filter((change) => change.startsWith("end "))).toHaveLength(1);
  });

  it("ends with the link before it where that ends early, and gives nobody else's or an ended grant more time", async () => {
    await active("1h");
    const longer = await extend("longer", reports);
    await company.apply();
    await company.order("alice", { do: "revoke", match: { request: reports }, reason: "I am done with it" });
    expect(await company.apply()).toMatchObject({ ok: true });
    expect(company.holds("door")).toEqual([]);
    await company.apply();
    expect([await endedBecause(reports), await endedBecause(longer)]).toEqual(["revoked", "revoked"]);
    const again = await extend("again", reports);
    expect(await company.apply()).toMatchObject({ refused: [{ id: again, code: "EXTENDS_NOT_ACTIVE" }] });
  });
});

describe("a lost key", () => {
  const people = "policies/catalog/people.yaml";
  const fresh = sshSignature();

  it("ends what was given to it, and to what was named by it, once the catalog drops it; and nothing else", async () => {
    const key = (text: string): { role: string; more: string } => ({ role: "read", more: `public_key: ${text}\n` });
    const ids = {
      alice: await company.ask("alice", `payments/secrets/${today}-alice`, key(company.keys.alice.publicKey)),
      bob: await company.ask("bob", `payments/secrets/${today}-bob`, key(fresh.generateKey("b").publicKey)),
      carol: await company.ask("carol", `payments/secrets/${today}-carol`, key(fresh.generateKey("c").publicKey)),
    };
    for (const id of Object.values(ids)) company.merge(id);
    expect(await company.apply()).toMatchObject({ ok: true, refused: [] });
    expect(company.holds("vault")).toHaveLength(3);
    const before = company.rules()[people] as string;
    const lost = (["alice", "bob"] as const).reduce(
      (text, who) => text.replace(company.keys[who].publicKey, fresh.generateKey(who).publicKey),
      before,
    );
    await company.change({ [people]: lost }, ["olga"]);
    expect(await company.apply()).toMatchObject({ ok: true });
    expect(company.holds("vault")).toEqual(['carol {"role":"secrets"}']);
    expect([await endedBecause(ids.alice), await endedBecause(ids.bob)]).toEqual(["left", "left"]);
    expect(await company.apply()).toMatchObject({ ok: true, changes: [] });
    expect((await company.story(ids.carol)).at(-1)).toBe("activated");
  });
});

describe("a target that is gone for good", () => {
  const order = { do: "abandon", target: "door", reason: "The machine was scrapped" } as const;

  it("S62 is given up by owners of the rules alone: what was given there ends unseen, once; until then it cannot be dropped", async () => {
    await active();
    const door = company.targets.get("door");
    if (door === undefined) throw new Error("no door");
    door.faults.unreachable = true;
    await company.order("mallory", order);
    await company.apply();
    expect(await endedBecause(reports)).toBeUndefined();
    const config = "brevet.yaml";
    const without = (company.rules()[config] as string).replace(/ {2}door:.*\n/, "");
    const vault = "policies/catalog/resources/payments.yaml";
    const moved = (company.rules()[vault] as string).replace("target: door", "target: prod-db");
    await company.change({ [config]: without, [vault]: moved }, ["olga"]);
    expect(await company.apply()).toMatchObject({ rules: [{ code: "TARGET_IN_USE" }] });

    await company.order("dana", order);
    expect(await company.apply()).toMatchObject({ problems: [{ code: "TARGET_ABANDONED", severity: "warning" }] });
    const ended = (await company.events()).find(({ type }) => type === "ended");
    expect(ended?.body).toMatchObject({ because: "abandoned", verified: "unverified", sessions: null });
    door.faults.unreachable = false;
    const again = `payments/reports/${today}-bob`;
    await company.ask("bob", again, { role: "view" });
    company.merge(again);
    await company.apply();
    await company.apply();
    expect(await endedBecause(again)).toBeUndefined();
  });
});
