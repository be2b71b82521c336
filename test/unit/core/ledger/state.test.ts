import { describe, expect, it } from "vitest";
import { digestTree } from "../../../../src/core/json/digest.ts";
import { chainOf } from "../../../../src/core/grant/chain.ts";
import { monthOf } from "../../../../src/core/ledger/month-of.ts";
import { redactInput } from "../../../../src/core/ledger/redact-input.ts";
import { changedShards, fromShards, shardOf, stateDigest, toShards } from "../../../../src/core/ledger/shards.ts";
import type { State } from "../../../../src/core/ledger/state.ts";
import { stateAt } from "../../../../src/core/ledger/state-at.ts";
import { tenuresOf } from "../../../../src/core/ledger/tenures-of.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { policyInput } from "../../../fakes/policy-input.ts";
import { admitted, alice, bodies, commit, historyOf, judged, morning } from "./history.ts";
import type { Entry } from "./history.ts";

const id = (name: string): string => `payments/customers-db/2026-11-22-${name}`;
const admit = (name: string): Entry => ({ type: "admitted", grant: id(name), main: commit(2) });
const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
const files = (shards: ReadonlyMap<string, Uint8Array>): Map<string, { bytes: Uint8Array }> =>
  new Map([...shards].map(([path, bytes]) => [path, { bytes }]));

const { state } = historyOf([admit("alice"), admit("bob"), { type: "starting", grant: id("alice") }]);
const shards = toShards(state);

describe("toShards", () => {
  it("puts grants by the first byte of their id's SHA-256, and the rest into the head", () => {
    // echo -n payments/customers-db/2026-11-22-alice | sha256sum
    expect(shardOf(alice)).toBe("state/live/92.json");
    expect([...shards.keys()].sort()).toEqual(
      [...new Set(["state/head.json", shardOf(id("alice")), shardOf(id("bob"))])].sort(),
    );
    const { grants, ...head } = state;
    expect(JSON.parse(text(shards.get("state/head.json")))).toEqual(head);
    expect(JSON.parse(text(shards.get(shardOf(alice))))).toEqual({ v: 1, grants: { [alice]: grants[alice] } });
  });

  it("writes canonical JSON and a line feed", () => {
    for (const bytes of shards.values()) {
      expect(text(bytes)).toMatch(/^\{.*\}\n$/);
      expect(text(bytes)).not.toContain(": ");
    }
    const turned: State = { ...state, grants: Object.fromEntries(Object.entries(state.grants).reverse()) };
    expect(stateDigest(toShards(turned))).toBe(stateDigest(shards));
  });

  it("names a shard of a byte below 16 with two digits", () => {
    const low = Array.from({ length: 500 }, (_, n) => shardOf(id(`p${n}`)));
    expect(low.every((path) => /^state\/live\/[0-9a-f]{2}\.json$/.test(path))).toBe(true);
    expect(low.some((path) => path.startsWith("state/live/0"))).toBe(true);
  });
});

describe("fromShards", () => {
  it("reads what was written", () => {
    expect(fromShards(files(shards))).toEqual(state);
  });

  it("does not look at other files", () => {
    const more = files(shards)
      .set("state/live/zz.json", { bytes: new Uint8Array() })
      .set("x/state/live/00.json", { bytes: new Uint8Array() });
    more.set("state/live/00.json.bak", { bytes: new Uint8Array() });
    expect(fromShards(more)).toEqual(state);
  });

  it.each([
    { name: "no head", path: "state/head.json", content: null },
    { name: "a head that is no JSON", path: "state/head.json", content: "{" },
    { name: "a head that is no object", path: "state/head.json", content: "null" },
    { name: "a head of another version", path: "state/head.json", content: '{"v":2}' },
    { name: "a shard that is no JSON", path: "state/live/92.json", content: "[" },
    { name: "a shard that is no object", path: "state/live/92.json", content: "1" },
    { name: "a shard of another version", path: "state/live/92.json", content: '{"v":2,"grants":{}}' },
    { name: "an empty shard", path: "state/live/00.json", content: "" },
  ])("takes $name for no state", ({ path, content }) => {
    const broken = files(shards);
    if (content === null) broken.delete(path);
    else broken.set(path, { bytes: new TextEncoder().encode(content) });
    expect(fromShards(broken)).toBeNull();
  });

  it.each([
    { name: "bytes that are no text", change: (bytes: number[]) => bytes.with(bytes.indexOf(0x76), 0xff) },
    { name: "a byte order mark", change: (bytes: number[]) => [0xef, 0xbb, 0xbf, ...bytes] },
  ])("takes $name for no state", ({ change }) => {
    const bytes = Uint8Array.from(change([...shards.get(shardOf(alice))!]));
    expect(fromShards(files(shards).set(shardOf(alice), { bytes }))).toBeNull();
  });

  it("reads the same in whatever order the files come", () => {
    const turned = new Map([...files(shards)].reverse());
    expect(Object.keys(fromShards(turned)!.grants)).toEqual(Object.keys(fromShards(files(shards))!.grants));
  });
});

describe("changedShards", () => {
  it("writes everything where there was nothing", () => {
    expect(changedShards(null, state)).toEqual(shards);
  });

  it("writes the head alone where no grant changed", () => {
    const next = { ...state, seq: 99 };
    expect([...changedShards(state, next)]).toEqual([["state/head.json", toShards(next).get("state/head.json")]]);
  });

  it("writes the shard of a grant that changed, whole", () => {
    const next = {
      ...state,
      grants: { ...state.grants, [alice]: { ...state.grants[alice]!, state: "active" as const } },
    };
    const changed = changedShards(state, next);
    expect([...changed.keys()].sort()).toEqual(["state/head.json", shardOf(alice)]);
    expect(changed.get(shardOf(alice))).toEqual(toShards(next).get(shardOf(alice)));
  });

  it("removes a shard that nothing is in any more", () => {
    const next = { ...state, grants: { [id("bob")]: state.grants[id("bob")]! } };
    expect(changedShards(state, next).get(shardOf(alice))).toBeNull();
  });

  it("writes the shard of a new grant, with those that were there", () => {
    const before = { ...state, grants: { [id("bob")]: state.grants[id("bob")]! } };
    const changed = changedShards(before, state);
    expect([...changed.keys()].sort()).toEqual(["state/head.json", shardOf(alice)]);
    const all = Array.from({ length: 600 }, (_, n) => admit(`p${n}`));
    const many = historyOf(all).state;
    const one = id("p0");
    const without = { ...many, grants: Object.fromEntries(Object.entries(many.grants).filter(([key]) => key !== one)) };
    const shard = changedShards(without, many).get(shardOf(one));
    expect(shard).toEqual(toShards(many).get(shardOf(one)));
    expect(Object.keys((JSON.parse(text(shard)) as { grants: object }).grants).length).toBeGreaterThan(1);
  });
});

describe("stateDigest", () => {
  it("is the tree digest of ordinary files", () => {
    const tree = new Map([...shards].map(([path, bytes]) => [path, { mode: "100644", bytes }]));
    expect(stateDigest(shards)).toBe(digestTree(tree));
  });
});

describe("stateAt", () => {
  const { sealed } = historyOf([admit("alice"), { ...admit("bob"), at: 60 }, { ...admit("carol"), at: 60 }]);
  const events = sealed.map(({ event }) => event);

  it.each([
    { name: "nothing before the beginning", at: -1, expected: null },
    { name: "what was known at a moment", at: 59, expected: 3 },
    { name: "with everything of that moment", at: 60, expected: 5 },
    { name: "and at last all", at: 9999, expected: 5 },
  ])("tells $name", ({ at, expected }) => {
    expect(stateAt(events, after(morning, at))?.seq ?? null).toBe(expected);
  });
});

describe("redactInput", () => {
  it("S41 leaves free text and personal data where they are", () => {
    const input = policyInput();
    const full = {
      ...input,
      request: { ...input.request, reason: "SECRET", ticket: "SECRET" },
      requester: { ...input.requester, manager: "SECRET", attributes: { a: "SECRET" } },
      subject: { ...input.subject, manager: "SECRET", attributes: { a: "SECRET" } },
      vendor: {
        id: "acme",
        name: "Acme",
        tier: "high" as const,
        owner: "erin",
        contract_end: null,
        review_by: null,
        dpa: null,
        country: null,
        data: [],
        segment: [],
        addresses: [],
        attributes: { a: "SECRET" },
      },
      resource: { ...input.resource, attributes: { a: "SECRET" } },
      role: { ...input.role, attributes: { a: "SECRET" } },
    };
    const redacted = redactInput(full);
    expect(JSON.stringify(redacted)).not.toContain("SECRET");
    expect(redacted).toEqual({
      ...full,
      request: { ...full.request, reason: "", ticket: null },
      requester: { ...full.requester, manager: null, attributes: {} },
      subject: { ...full.subject, manager: null, attributes: {} },
      vendor: { ...full.vendor, attributes: {} },
      resource: { ...full.resource, attributes: {} },
      role: { ...full.role, attributes: {} },
    });
  });

  it("knows no vendor where there is none", () => {
    expect(redactInput({ ...policyInput(), vendor: null }).vendor).toBeNull();
  });
});

describe("monthOf", () => {
  it.each([
    { of: alice, month: "2026-11" },
    { of: "a/b/2026-01-31-x", month: "2026-01" },
    { of: "a/2026-11-22-x", month: null },
    { of: "a/b/c/2026-11-22-x", month: null },
    { of: "a/b/2026-11-22", month: null },
    { of: "a/b/x2026-11-22-x", month: null },
  ])("of $of is $month", ({ of, month }) => {
    expect(monthOf(of)).toBe(month);
  });
});

describe("tenuresOf", () => {
  const what = { subject: "alice", entitlement: "payments/customers-db:read-only" };
  const lease = { from: morning, until: after(morning, 7200) };
  const life: Entry[] = [admit("alice"), { type: "activated", grant: alice }];

  it.each<{ name: string; entries: Entry[]; now: number; expected: object[] }>([
    { name: "a lease to come", entries: [admit("alice")], now: 60, expected: [{ ...what, ...lease }] },
    { name: "a lease that runs", entries: life, now: 60, expected: [{ ...what, ...lease }] },
    {
      name: "what should be over and is not, until now",
      entries: life,
      now: 9000,
      expected: [{ ...what, from: morning, until: after(morning, 9000) }],
    },
    { name: "what never began, as its lease", entries: [admit("alice")], now: 9000, expected: [{ ...what, ...lease }] },
    {
      name: "what has ended, as long as it lasted",
      entries: [...life, { type: "ended", grant: alice, body: { ...bodies.ended, because: "revoked" }, at: 600 }],
      now: 9000,
      expected: [{ ...what, from: morning, until: after(morning, 600) }],
    },
    {
      name: "nothing that was never given",
      entries: [
        admit("alice"),
        { type: "ended", grant: alice, body: { ...bodies.ended, because: "lapsed" }, at: 7200 },
      ],
      now: 9000,
      expected: [],
    },
    {
      name: "nothing that was refused",
      entries: [{ type: "refused", grant: alice, body: { ...bodies.refused, judged: judged() } }],
      now: 60,
      expected: [],
    },
  ])("knows $name", ({ entries, now, expected }) => {
    expect(tenuresOf(historyOf(entries).state, after(morning, now))).toEqual(expected);
  });

  it("S68 remembers a chain whose first grant was dropped long ago", () => {
    const day = 86_400;
    const long = admitted({
      lease: { from: bodies.admitted.lease.until, until: new Date(after(morning, 7200 + 3 * day)).toISOString() },
    });
    const { state: then } = historyOf([
      ...life,
      { type: "ended", grant: alice, at: 7200 },
      { type: "admitted", grant: id("next"), body: long, at: 7200 },
      { type: "declined", at: 2 * day },
    ]);
    expect(alice in then.grants).toBe(false);
    const now = after(morning, 2 * day);
    const asked = { ...what, from: after(morning, 7200 + 3 * day), until: after(morning, 7200 + 3 * day + 60) };
    expect(chainOf(asked, tenuresOf(then, now))).toEqual({ seconds: 7200 + 3 * day + 60, links: 3 });
  });
});
