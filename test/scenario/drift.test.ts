import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toTimestamp } from "../../src/core/time/timestamp.ts";
import { status } from "../../src/engine/status.ts";
import { Company, today } from "../fakes/company.ts";
import { sharedRunState } from "../fakes/residence.ts";
import type { FakeTarget } from "../fakes/target.ts";

let company: Company;
let door: FakeTarget;
beforeEach(async () => {
  company = await Company.found();
  door = company.targets.get("door") as FakeTarget;
});
afterEach(() => company[Symbol.asyncDispose]());

const reports = (name: string): string => `payments/reports/${today}-${name}`;

async function give(...names: readonly ("alice" | "bob" | "carol")[]): Promise<void> {
  for (const name of names) {
    await company.ask(name, reports(name), { role: "view", duration: "2h" });
    company.merge(reports(name));
  }
  await company.apply();
}

/** What is told of drift: `missing`, or `missing over`. */
async function drift(): Promise<string[]> {
  const events = (await company.events()).filter(({ type }) => type === "drift");
  return events.map(({ body }) => `${body["kind"] as string}${body["over"] === true ? " over" : ""}`);
}

describe("access that somebody took away at the target", () => {
  it("S69 is not given back: runs of their own, a minute apart, see it gone twice, and its grant ends", async () => {
    await give("alice");
    door.held.clear();
    company.pass(10);
    const first = await company.apply();
    expect(first).toMatchObject({ ok: true, changes: [], drift: [{ kind: "missing", grant: reports("alice") }] });
    expect(first.next_at).toBe("2026-11-23T10:11:00Z");
    expect(await company.apply()).toMatchObject({ changes: [] });
    expect(await drift()).toEqual(["missing"]);
    company.pass(1);
    expect(await company.apply()).toMatchObject({
      ok: true,
      changes: [{ action: "end", because: "removed_at_target", outcome: "done" }],
    });
    expect(door.held.size).toBe(0);
    expect((await company.story(reports("alice"))).slice(-2)).toEqual(["drift", "ended"]);
    expect((await company.view()).state.drift).toEqual({});
    expect(await company.apply()).toMatchObject({ ok: true, changes: [], drift: [] });
  });

  it("S77 is known again once it is back: what was hidden for one look keeps its grant, and ends on time", async () => {
    await give("alice");
    const [ref = ""] = door.held.keys();
    Object.assign(door.faults, { hidden: [ref] });
    await company.apply();
    Object.assign(door.faults, { hidden: [] });
    company.pass(5);
    await company.apply();
    expect(await drift()).toEqual(["missing", "missing over"]);
    Object.assign(door.faults, { hidden: [ref] });
    company.pass(5);
    expect(await company.apply()).toMatchObject({ changes: [] });
    Object.assign(door.faults, { hidden: [] });
    company.pass(110);
    expect(await company.apply()).toMatchObject({ changes: [{ because: "expired", outcome: "done" }] });
    expect(door.held.size).toBe(0);
    expect((await company.story(reports("alice"))).at(-1)).toBe("ended");
  });

  it("is given back where its role says so, after the same two looks", async () => {
    const path = "policies/catalog/resources/payments.yaml";
    const text = (company.rules()[path] as string).replace(
      "role: reports }, max: 4h,",
      "role: reports }, max: 4h, restore: true,",
    );
    await company.change({ [path]: text }, ["dana"]);
    await company.apply();
    await give("alice");
    door.held.clear();
    await company.apply();
    company.pass(1);
    expect(await company.apply()).toMatchObject({
      changes: [{ action: "start", because: "restored", outcome: "done" }],
    });
    expect(company.holds("door")).toHaveLength(1);
    await company.apply();
    expect((await company.view()).state.drift).toEqual({});
  });
});

describe("S78 a listing that shows too little", () => {
  it("records nothing as ended: not what it does not show, and not what was just ended", async () => {
    const catalog = "policies/catalog";
    const team = ["alice", "bob", "carol", "dana", "erin", "olga"];
    const key = (who: (typeof team)[number]): string => company.keys[who as "alice"].publicKey;
    await company.change(
      {
        [`${catalog}/people.yaml`]: `${[...team, "mallory", "vera"]
          .map(
            (who) =>
              `${who}: { email: ${who}@acme.example, keys: [{ key: "${key(who)}" }]${who === "vera" ? ", vendor: acme-support" : ""} }`,
          )
          .join("\n")}\n`,
        [`${catalog}/teams.yaml`]: `payments: { members: [${team.join(", ")}] }\nsecurity: { members: [dana, olga] }\n`,
      },
      ["dana"],
    );
    await company.apply();
    for (const who of team) {
      await company.ask(who as "alice", reports(who), { role: "view", duration: who === "alice" ? "1h" : "2h" });
      company.merge(reports(who));
    }
    await company.apply();
    expect(company.holds("door")).toHaveLength(6);
    Object.assign(door.faults, { emptyListing: true });
    company.pass(60);
    for (const _ of [1, 2]) {
      const report = await company.apply();
      expect(report).toMatchObject({ ok: false });
      expect(report.problems.map(({ code }) => code)).toEqual(["TARGET_SUSPECT"]);
      expect(report.changes).toContainEqual(
        expect.objectContaining({ grant: reports("alice"), code: "TARGET_SUSPECT" }),
      );
      company.pass(2);
    }
    expect((await company.events()).filter(({ type }) => type === "ended" || type === "drift")).toEqual([]);
    expect((await company.story(reports("alice"))).at(-1)).toBe("end_failed");
    Object.assign(door.faults, { emptyListing: false });
    expect(await company.apply()).toMatchObject({ ok: true });
    expect((await company.story(reports("alice"))).at(-1)).toBe("ended");
    expect(company.holds("door")).toHaveLength(5);
  });
});

describe("what no grant explains", () => {
  it("S33 is never touched; it is recorded when it is first seen, fails each run, and once more when it is gone", async () => {
    const { ref } = door.giveByHand("mallory", { role: "reports" });
    for (const _ of [1, 2])
      expect(await company.apply()).toMatchObject({
        ok: false,
        changes: [],
        drift: [{ kind: "foreign", target: "door", principal: "mallory" }],
      });
    expect(await drift()).toEqual(["foreign"]);
    expect(door.changes).toEqual([]);
    const by = { rules: await company.rulesInForce(), view: await company.view(), filter: {} };
    expect(
      await status({ ...company.ports(), runStates: () => sharedRunState() }, by, {
        signal: new AbortController().signal,
      }),
    ).toMatchObject({
      overdue: [],
      drift: [{ kind: "foreign", target: "door", principal: "mallory", grant: null }],
    });
    Object.assign(door.faults, { unreachable: true });
    await company.apply();
    expect(await drift()).toEqual(["foreign"]);
    Object.assign(door.faults, { unreachable: false });
    door.held.delete(ref);
    expect(await company.apply()).toMatchObject({ ok: true, drift: [] });
    expect(await drift()).toEqual(["foreign", "foreign over"]);
  });

  it("of a flood, as much is recorded as can be read", async () => {
    for (let n = 0; n < 150; n += 1) door.giveByHand(`by-hand-${n}`, { role: "reports" });
    for (const _ of [1, 2]) expect((await company.apply()).drift).toHaveLength(150);
    expect(await drift()).toHaveLength(100);
  });
});

describe("what was changed at the target", () => {
  it("S76 a marker taken off is told, and changes no end", async () => {
    await give("alice");
    const [ref = "", held] = [...door.held][0] ?? [];
    if (held !== undefined) door.held.set(ref, { ...held, grant: null });
    expect(await company.apply()).toMatchObject({ changes: [], drift: [{ kind: "altered", grant: reports("alice") }] });
    await company.apply();
    expect(await drift()).toEqual(["altered"]);
    const { drift: known } = (await company.view()).state;
    expect(Object.values(known).map(({ since }) => toTimestamp(since))).toEqual([toTimestamp(company.now)]);
    company.pass(120);
    expect(await company.apply()).toMatchObject({ ok: true, changes: [{ because: "expired", outcome: "done" }] });
    expect(company.holds("door")).toEqual([]);
    expect((await company.view()).state.drift).toEqual({});
  });
});

describe("S75 a target that is only observed", () => {
  it("admits and says what it would do, starts nothing, and goes on ending what was given before", async () => {
    await give("alice");
    const observed = (company.rules()["brevet.yaml"] as string).replace("id-of-door }", "id-of-door, mode: observe }");
    await company.change({ "brevet.yaml": observed }, ["dana"]);
    await company.ask("bob", reports("bob"), { role: "view", duration: "1h" });
    company.merge(reports("bob"));
    expect(await company.apply()).toMatchObject({
      ok: true,
      admitted: [reports("bob")],
      changes: [{ action: "start", grant: reports("bob"), outcome: "skipped", code: "TARGET_OBSERVED" }],
    });
    expect(company.holds("door")).toEqual(['alice {"role":"reports"}']);
    company.pass(120);
    expect(await company.apply()).toMatchObject({ ok: true });
    expect(company.holds("door")).toEqual([]);
    expect((await company.story(reports("bob"))).at(-1)).toBe("ended");
  });
});
