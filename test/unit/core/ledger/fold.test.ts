import { describe, expect, it } from "vitest";
import type { EndedBecause, Grant } from "../../../../src/core/grant/grant.ts";
import { digestTree } from "../../../../src/core/json/digest.ts";
import { lineOf } from "../../../../src/core/ledger/branches.ts";
import type { EventBodies } from "../../../../src/core/ledger/event-body.ts";
import { fold, foldAll } from "../../../../src/core/ledger/fold.ts";
import { noEvent, seal } from "../../../../src/core/ledger/seal.ts";
import type { State } from "../../../../src/core/ledger/state.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { toTimestamp } from "../../../../src/core/time/timestamp.ts";
import {
  admitted,
  alice,
  bodies,
  commit,
  digest,
  engineKey,
  historyOf,
  judged,
  morning,
  repository,
  toDraft,
} from "./history.ts";
import type { Entry } from "./history.ts";

const bob = "payments/customers-db/2026-11-22-bob";
const carol = "payments/customers-db/2026-11-22-carol";
const stateOf = (...entries: Entry[]): State => historyOf(entries).state;
const grantOf = (...entries: Entry[]): Grant => stateOf({ type: "admitted", grant: alice }, ...entries).grants[alice]!;

describe("fold: the ledger itself", () => {
  it("begins with nothing but whose ledger it is", () => {
    const { state, sealed } = historyOf([], [{ type: "genesis" }]);
    expect(state).toEqual({
      v: 1,
      seq: 1,
      digest: sealed[0]!.digest,
      genesis: sealed[0]!.digest,
      at: morning,
      repository,
      keys: [engineKey],
      cursor: "",
      rules: expect.objectContaining({ commit: "", digest: digestTree(new Map()) }) as State["rules"],
      refusedRules: {},
      ids: {},
      deferred: {},
      frozen: null,
      objections: {},
      revokes: [],
      lifted: [],
      lifts: {},
      reviews: {},
      reviewed: {},
      drift: {},
      past: [],
      grants: {},
    });
  });

  it("moves on with every event: sequence, digest, time", () => {
    const { state, sealed } = historyOf([{ type: "declined", at: 5 }]);
    expect(state).toMatchObject({ seq: 3, digest: sealed.at(-1)!.digest, at: after(morning, 5) });
  });

  it("takes the digest that it is given, and finds out the one that it is not", () => {
    const first = seal(null, toDraft({ type: "genesis" }));
    expect(fold(null, first.event)).toEqual(fold(null, first.event, first.digest));
    expect(foldAll(null, [first])).toEqual(fold(null, first.event));
  });

  it("answers nothing for no state and no event, and the same state for no event", () => {
    expect(foldAll(null, [])).toBeNull();
    const state = stateOf();
    expect(foldAll(state, [])).toEqual(state);
  });

  it.each([
    { name: "one that was dropped before it", changes: { seq: 4 }, what: /its sequence is 4 where 3 follows/ },
    { name: "another predecessor", changes: { prev: noEvent }, what: /its predecessor is another/ },
    { name: "time that runs back", changes: { at: toTimestamp(after(morning, -1)) }, what: /its time is another/ },
  ])("S26 does not fold an event with $name", ({ changes, what }) => {
    const state = stateOf();
    const event = { ...seal(state, toDraft({ type: "frozen" })).event, ...changes };
    expect(() => fold(state, event)).toThrow(what);
    expect(() => fold(state, event)).toThrow(expect.objectContaining({ code: "EVENT_OUT_OF_PLACE" }) as Error);
  });

  it("does not begin with anything but genesis", () => {
    const event = { ...seal(null, toDraft({ type: "genesis" })).event, type: "frozen" as const };
    expect(() => fold(null, event)).toThrow(/begins with genesis/);
  });

  it("changes no state that it was given", () => {
    const before = stateOf({ type: "admitted", grant: alice, main: commit(2) });
    const copy = structuredClone(before);
    for (const type of Object.keys(bodies) as (keyof typeof bodies)[])
      if (type !== "genesis")
        fold(before, seal(before, toDraft({ type, grant: alice, main: commit(3), at: 7200 })).event);
    expect(before).toEqual(copy);
  });

  it("shares what did not change", () => {
    const before = stateOf(
      { type: "admitted", grant: alice },
      { type: "admitted", grant: bob },
      { type: "drift", grant: bob },
    );
    const next = fold(before, seal(before, toDraft({ type: "starting", grant: alice })).event);
    expect(next.grants[bob]).toBe(before.grants[bob]);
    expect(next.past).toBe(before.past);
    const given = fold(next, seal(next, toDraft({ type: "activated", grant: alice })).event);
    expect(given.drift).toBe(before.drift);
  });

  it("knows nothing more by declined", () => {
    const before = stateOf({ type: "admitted", grant: alice });
    const { seq, digest: sealed, ...rest } = fold(before, seal(before, toDraft({ type: "declined" })).event);
    expect(seq).toBe(4);
    expect(sealed).not.toBe(before.digest);
    expect(rest).toEqual((({ seq: _, digest: __, ...same }) => same)(before));
  });
});

describe("fold: the branch", () => {
  const recovered: Entry = { type: "recovered", body: { ...bodies.recovered, branch: "ledger/5" } };

  it("knows where the history goes on, and where its older events stand", () => {
    const state = stateOf({ type: "rolled_over" });
    expect(state.branch).toBe("ledger/2");
    expect(state.rolled).toEqual([{ seq: 3, from: "ledger/1", tip: commit(9) }]);
  });

  it.each([
    { name: "the configured one, at first", entries: [], line: "ledger/1" },
    { name: "the same after a roll-over", entries: [{ type: "rolled_over" }], line: "ledger/1" },
    { name: "another after a recovery", entries: [recovered], line: "ledger/5" },
    {
      name: "the recovered one, rolled over since",
      entries: [
        { type: "rolled_over" },
        recovered,
        { type: "rolled_over", body: { ...bodies.rolled_over, from: "ledger/5" } },
      ],
      line: "ledger/5",
    },
  ] satisfies { name: string; entries: Entry[]; line: string }[])(
    "is known outside under one name: $name",
    ({ entries, line }) => {
      expect(lineOf(stateOf(...entries), "ledger/1")).toBe(line);
    },
  );
});

describe("fold: rules and main", () => {
  it("brings rules into force, from the commit that brought them", () => {
    const state = stateOf();
    expect(state.rules).toMatchObject({ commit: commit(1), digest: digest("rules") });
    expect(state.cursor).toBe(commit(1));
  });

  it("remembers refused rules with what they were judged by, until others are accepted", () => {
    const refused: Entry = { type: "rules_refused", main: commit(2) };
    expect(stateOf(refused)).toMatchObject({
      refusedRules: { [digest("planted")]: digest("nothing") },
      cursor: commit(2),
      rules: { commit: commit(1) },
    });
    const accepted: Entry = { type: "rules_accepted", main: commit(3) };
    const { refusedRules, rules } = stateOf(refused, accepted);
    expect([refusedRules, rules.commit]).toEqual([{}, commit(3)]);
  });

  it("keeps the commit of rules whose event names none", () => {
    expect(stateOf({ type: "rules_accepted" })).toMatchObject({ cursor: commit(1), rules: { commit: commit(1) } });
    expect(stateOf({ type: "rules_refused" }).cursor).toBe(commit(1));
  });

  it("freezes, and goes on where it is thawed", () => {
    const frozen = stateOf({ type: "frozen", at: 60 });
    expect(frozen.frozen).toEqual({ code: "MAIN_REWRITTEN", at: after(morning, 60), seq: 3, main: commit(9) });
    expect(frozen.cursor).toBe(commit(1));
    expect(stateOf({ type: "frozen" }, { type: "thawed" })).toMatchObject({ frozen: null, cursor: commit(9) });
  });

  it("trusts other keys after recovery, and is frozen no more", () => {
    const state = stateOf({ type: "frozen" }, { type: "recovered" });
    expect(state).toMatchObject({ frozen: null, keys: [`SHA256:${"n".repeat(43)}`] });
    const twice = { ...bodies.recovered, trust: [engineKey], distrust: [] };
    expect(stateOf({ type: "recovered", body: twice }).keys).toEqual([engineKey]);
  });

  it("remembers which keys a recovery took the trust from, until another gives it back", () => {
    const other = `SHA256:${"o".repeat(43)}`;
    const first: Entry = { type: "recovered", body: { ...bodies.recovered, trust: [], distrust: [engineKey] } };
    const second: Entry = { type: "recovered", body: { ...bodies.recovered, trust: [], distrust: [other] } };
    const back: Entry = { type: "recovered", body: { ...bodies.recovered, trust: [engineKey], distrust: [] } };
    expect(stateOf(first)).toMatchObject({ keys: [], distrusted: [engineKey] });
    expect(stateOf(first, second)).toMatchObject({ keys: [], distrusted: [engineKey, other] });
    expect(stateOf(first, second, back)).toMatchObject({ keys: [engineKey], distrusted: [other] });
  });

  it("S84 knows the last recovery, and what was ordered with it, which has served", () => {
    const again = { ...bodies.recovered, by: ["erin", "dana"].map((by) => ({ by, statement: digest(by) })) };
    expect(stateOf().recovered).toBeUndefined();
    expect(stateOf({ type: "recovered" })).toMatchObject({ recovered: 3, lifted: [digest("recover")] });
    expect(stateOf({ type: "recovered" }, { type: "recovered", body: again })).toMatchObject({
      recovered: 4,
      lifted: [digest("recover"), digest("erin"), digest("dana")],
    });
  });

  it("goes on, on the branch that a recovery names", () => {
    const moved: Entry = { type: "recovered", body: { ...bodies.recovered, branch: "ledger/2" } };
    expect(stateOf({ type: "recovered" })).not.toHaveProperty("branch");
    expect(stateOf(moved).branch).toBe("ledger/2");
    expect(stateOf(moved, { type: "recovered" }).branch).toBe("ledger/2");
  });

  it.each<{ name: string; entries: Entry[]; cursor: string }>([
    { name: "with an admission", entries: [{ type: "admitted", grant: alice, main: commit(2) }], cursor: commit(2) },
    { name: "with a refusal", entries: [{ type: "refused", grant: alice, main: commit(2) }], cursor: commit(2) },
    { name: "with a deferral", entries: [{ type: "deferred", grant: alice, main: commit(2) }], cursor: commit(2) },
    { name: "not where none is named", entries: [{ type: "admitted", grant: alice }], cursor: commit(1) },
    { name: "not for a refusal that names none", entries: [{ type: "refused", grant: alice }], cursor: commit(1) },
    {
      name: "not back, when a deferred request is admitted",
      entries: [
        { type: "deferred", grant: alice, main: commit(2) },
        { type: "refused", grant: bob, main: commit(3) },
        { type: "admitted", grant: alice, main: commit(2) },
      ],
      cursor: commit(3),
    },
    {
      name: "not back, when a deferred request is refused",
      entries: [
        { type: "deferred", grant: alice, main: commit(2) },
        { type: "refused", grant: bob, main: commit(3) },
        { type: "refused", grant: alice, main: commit(2) },
      ],
      cursor: commit(3),
    },
    {
      name: "not back, when a deferred request is deferred again",
      entries: [
        { type: "deferred", grant: alice, main: commit(2) },
        { type: "refused", grant: bob, main: commit(3) },
        { type: "deferred", grant: alice, main: commit(2) },
      ],
      cursor: commit(3),
    },
    {
      name: "not with what becomes of a grant",
      entries: [
        { type: "admitted", grant: alice, main: commit(2) },
        { type: "starting", grant: alice, main: commit(7) },
        { type: "activated", grant: alice, main: commit(7) },
        { type: "ended", grant: alice, main: commit(7) },
      ],
      cursor: commit(2),
    },
  ])("moves the cursor $name", ({ entries, cursor }) => {
    expect(stateOf(...entries).cursor).toBe(cursor);
  });
});

describe("fold: requests", () => {
  it("brings a grant into being, waiting, with everything that its life hangs on", () => {
    const body = admitted({
      public_key: "age1x",
      emergency: true,
      extends: bob,
      restore: true,
      obligations: [{ kind: "end_sessions" }],
    });
    expect(stateOf({ type: "admitted", body, grant: alice, main: commit(2) }).grants[alice]).toEqual({
      id: alice,
      subject: "alice",
      requester: "alice",
      entitlement: "payments/customers-db:read-only",
      requestDigest: digest("request"),
      effect: {
        target: "prod-postgres",
        kind: "postgres",
        identity: "7301",
        principal: "alice_w",
        rights: { role: "customers_ro" },
      },
      effectDigest: digest("effect"),
      publicKey: "age1x",
      lease: { from: morning, until: after(morning, 7200) },
      state: "waiting",
      begun: false,
      emergency: true,
      extends: bob,
      restore: true,
      obligations: [{ kind: "end_sessions" }],
      approvals: [{ by: "bob", via: "signature", hardware: false, userVerified: false, proof: digest("bob") }],
      main: commit(2),
      seq: 3,
      given: null,
      ending: null,
      ended: null,
      failure: null,
    });
  });

  it("knows no commit of a grant whose event names none", () => {
    expect(grantOf().main).toBe("");
  });

  it("uses up the id of what was admitted, with the month of its day", () => {
    expect(stateOf({ type: "admitted", grant: alice }).ids).toEqual({ [alice]: "2026-11" });
  });

  it.each([
    { uses_id: true, ids: { [alice]: "2026-11" } },
    { uses_id: false, ids: {} },
  ])("S89 uses up the id of what was refused only where that says so: $uses_id", ({ uses_id, ids }) => {
    expect(stateOf({ type: "refused", body: { ...bodies.refused, uses_id }, grant: alice }).ids).toEqual(ids);
  });

  it("remembers the past that policies may know", () => {
    const past = stateOf(
      { type: "admitted", grant: alice, at: 60 },
      { type: "refused", grant: bob, body: { ...bodies.refused, judged: judged({ subject: "bob" }) }, at: 120 },
      { type: "refused", grant: carol },
    ).past;
    const start = morning / 1000;
    expect(past).toEqual([
      {
        id: alice,
        subject: "alice",
        requester: "alice",
        entitlement: "payments/customers-db:read-only",
        at: start + 60,
        outcome: "admitted",
        emergency: false,
        approvers: ["bob"],
        from: start,
        until: start + 7200,
      },
      {
        id: bob,
        subject: "bob",
        requester: "alice",
        entitlement: "payments/customers-db:read-only",
        at: start + 120,
        outcome: "refused",
        emergency: false,
        approvers: ["bob"],
        from: null,
        until: null,
      },
    ]);
  });

  it.each(["admitted", "refused"] as const)("remembers who agreed to what was %s, each once, in order", (type) => {
    const [agreed] = judged().approvals;
    const approvals = ["dana", "bob", "dana"].map((by) => ({ ...agreed!, by }));
    const bodiesOf = {
      admitted: admitted({ judged: judged({ approvals }) }),
      refused: { ...bodies.refused, judged: judged({ approvals }) },
    };
    expect(stateOf({ type, grant: alice, body: bodiesOf[type] }).past).toMatchObject([{ approvers: ["bob", "dana"] }]);
  });

  it("remembers since when a request could not be judged, until it was", () => {
    const deferred: Entry = { type: "deferred", grant: alice, main: commit(2), at: 60 };
    const first = { [alice]: { commit: commit(2), since: after(morning, 60) } };
    expect(stateOf(deferred).deferred).toEqual(first);
    expect(stateOf(deferred, { ...deferred, at: 90 }).deferred).toEqual(first);
    expect(stateOf(deferred, { type: "admitted", grant: alice }).deferred).toEqual({});
    expect(stateOf(deferred, { type: "refused", grant: alice }).deferred).toEqual({});
    expect(stateOf({ type: "deferred", grant: alice }).deferred[alice]?.commit).toBe(commit(1));
  });

  it("S52 keeps every objection, each statement once", () => {
    const second = { by: "erin", statement: digest("second") };
    const state = stateOf(
      { type: "objected", grant: alice },
      { type: "objected", grant: alice },
      { type: "objected", grant: alice, body: second },
    );
    expect(state.objections).toEqual({ [alice]: [{ by: "dana", statement: digest("object") }, second] });
  });

  it.each<Entry>([
    { type: "admitted" },
    { type: "refused", body: { ...bodies.refused, uses_id: true, judged: judged() } },
    { type: "deferred" },
    { type: "objected" },
    { type: "starting" },
    { type: "activated" },
    { type: "reviewed" },
    { type: "adjusted" },
    { type: "start_failed" },
    { type: "end_failed" },
    { type: "ended" },
  ])("does nothing for $type of no grant", (entry) => {
    const { seq: _, digest: __, ...before } = stateOf();
    const { seq, digest: ___, ...rest } = stateOf({ ...entry, main: commit(5) });
    expect(seq).toBe(3);
    expect(rest).toEqual(before);
  });
});

const given = { ref: "role:1", until: after(morning, 7200), delivery: null };

describe("fold: the life of a grant", () => {
  it.each<{ name: string; entries: Entry[]; expected: Partial<Grant> }>([
    { name: "is waiting", entries: [], expected: { state: "waiting", begun: false, given: null } },
    { name: "is starting", entries: [{ type: "starting" }], expected: { state: "starting", begun: true, given: null } },
    {
      name: "is active, with what was given",
      entries: [{ type: "starting" }, { type: "activated" }],
      expected: { state: "active", begun: true, given, failure: null },
    },
    {
      name: "is begun also where it was only seen held",
      entries: [{ type: "activated" }],
      expected: { state: "active", begun: true },
    },
    {
      name: "has what an adjustment gave",
      entries: [{ type: "activated" }, { type: "adjusted" }],
      expected: { state: "active", given: { ...given, ref: "role:2", delivery: { kind: "sealed" } } },
    },
    {
      name: "could not be started",
      entries: [{ type: "start_failed", at: 60 }],
      expected: { state: "start_failed", begun: false, failure: { code: "ALREADY_HELD", at: after(morning, 60) } },
    },
    {
      name: "could not be started, and may be there all the same",
      entries: [{ type: "starting" }, { type: "start_failed" }],
      expected: { state: "start_failed", begun: true },
    },
    {
      name: "stays active where an adjustment failed",
      entries: [{ type: "activated" }, { type: "start_failed" }],
      expected: { state: "active", given, failure: { code: "ALREADY_HELD", at: morning } },
    },
    {
      name: "has no failure once it is active",
      entries: [{ type: "start_failed" }, { type: "activated" }],
      expected: { state: "active", failure: null },
    },
    {
      name: "has no failure once it is adjusted",
      entries: [{ type: "activated" }, { type: "start_failed" }, { type: "adjusted" }],
      expected: { failure: null },
    },
    {
      name: "keeps what was given while it is given again",
      entries: [{ type: "activated" }, { type: "starting" }],
      expected: { state: "starting", given },
    },
    {
      name: "S32 could not be ended",
      entries: [{ type: "activated" }, { type: "end_failed", at: 7200 }],
      expected: {
        state: "end_failed",
        given,
        ending: null,
        failure: { code: "TARGET_UNREACHABLE", at: after(morning, 7200) },
      },
    },
    {
      name: "could not be ended early, and still has to",
      entries: [{ type: "activated" }, { type: "end_failed", body: { ...bodies.end_failed, because: "left" } }],
      expected: { state: "end_failed", ending: "left" },
    },
    {
      name: "keeps the first reason for its early end",
      entries: [
        { type: "activated" },
        { type: "end_failed", body: { ...bodies.end_failed, because: "left" } },
        { type: "end_failed", body: { ...bodies.end_failed, because: "contract" } },
      ],
      expected: { ending: "left" },
    },
    {
      name: "has ended",
      entries: [{ type: "activated" }, { type: "end_failed" }, { type: "ended", at: 7200 }],
      expected: { state: "ended", given, ended: { at: after(morning, 7200), because: "expired" }, failure: null },
    },
  ])("$name", ({ entries, expected }) => {
    expect(grantOf(...entries.map((entry) => ({ ...entry, grant: alice })))).toMatchObject(expected);
  });

  it.each([
    { name: "begins with its lease", at: 3600, state: "active" },
    { name: "does not begin before, though it was given something", at: 3599, state: "waiting" },
  ])("$name", ({ at, state }) => {
    const body = admitted({
      lease: { from: toTimestamp(after(morning, 3600)), until: toTimestamp(after(morning, 7200)) },
    });
    const { grants } = stateOf({ type: "admitted", grant: alice, body }, { type: "activated", grant: alice, at });
    expect(grants[alice]).toMatchObject({ state, given, begun: true });
  });

  it.each<EndedBecause>(["expired", "lapsed", "superseded"])("is not ended early by having %s", (because) => {
    const failed = { ...bodies.end_failed, because };
    expect(grantOf({ type: "end_failed", grant: alice, body: failed }).ending).toBeNull();
  });

  it.each<Entry["type"]>(["starting", "activated", "adjusted", "start_failed", "end_failed", "ended"])(
    "S48 stays ended after %s",
    (type) => {
      const end: Entry = { type: "ended", grant: alice };
      const body = type === "ended" ? { ...bodies.ended, because: "revoked" as const } : bodies[type];
      expect(grantOf(end, { type, grant: alice, body, at: 9 })).toEqual(grantOf(end));
    },
  );

  it("knows nothing of a grant that nobody admitted", () => {
    expect(stateOf({ type: "activated", grant: bob }).grants).toEqual({});
  });

  it.each<EndedBecause>([
    "revoked",
    "withdrawn",
    "left",
    "contract",
    "denied",
    "effect",
    "removed_at_target",
    "abandoned",
  ])("ends what extends a grant that ended early, link by link: %s", (because) => {
    const { grants } = stateOf(
      { type: "admitted", grant: alice },
      { type: "admitted", grant: bob, body: admitted({ extends: alice }) },
      { type: "admitted", grant: carol, body: admitted({ extends: bob }) },
      { type: "ended", grant: alice, body: { ...bodies.ended, because } },
    );
    expect([grants[bob]?.ending, grants[carol]?.ending]).toEqual([because, because]);
  });

  it.each<EndedBecause>(["expired", "superseded"])("leaves what extends a grant that has %s", (because) => {
    const { grants } = stateOf(
      { type: "admitted", grant: alice },
      { type: "admitted", grant: bob, body: admitted({ extends: alice }) },
      { type: "ended", grant: alice, body: { ...bodies.ended, because } },
    );
    expect(grants[bob]?.ending).toBeNull();
  });

  it("leaves what ends for another reason, and what has ended", () => {
    const { grants } = stateOf(
      { type: "admitted", grant: alice },
      { type: "admitted", grant: bob, body: admitted({ extends: alice }) },
      { type: "admitted", grant: carol, body: admitted({ extends: alice }) },
      { type: "end_failed", grant: bob, body: { ...bodies.end_failed, because: "contract" } },
      { type: "ended", grant: carol },
      { type: "ended", grant: alice, body: { ...bodies.ended, because: "revoked" } },
    );
    expect([grants[bob]?.ending, grants[carol]?.ending]).toEqual(["contract", null]);
  });

  it("ends an extension of an extension that already ends", () => {
    const { grants } = stateOf(
      { type: "admitted", grant: alice },
      { type: "admitted", grant: bob, body: admitted({ extends: alice }) },
      { type: "admitted", grant: carol },
      { type: "ended", grant: alice, body: { ...bodies.ended, because: "revoked" } },
    );
    expect(grants[carol]?.ending).toBeNull();
  });
});

describe("fold: what is remembered of an ended grant", () => {
  const start = morning / 1000;
  const tenure = (because: EndedBecause, at: number, begun = true): { from: number | null; until: number | null } => {
    const life: Entry[] = begun ? [{ type: "activated", grant: alice }] : [];
    const end: Entry = { type: "ended", grant: alice, body: { ...bodies.ended, because }, at };
    const [{ from, until } = { from: null, until: null }] = stateOf(
      { type: "admitted", grant: alice },
      ...life,
      end,
    ).past;
    return { from, until };
  };

  it.each<{ name: string; because: EndedBecause; at: number; until: number }>([
    { name: "lasts as long as its lease when it expired", because: "expired", at: 9000, until: 7200 },
    { name: "even when a target's fast clock ended it a little before", because: "expired", at: 7000, until: 7200 },
    { name: "lasts as long as its lease when it was superseded", because: "superseded", at: 7200, until: 7200 },
    { name: "lasts until it was ended early", because: "revoked", at: 600, until: 600 },
    { name: "counts a second that has begun", because: "revoked", at: 600.001, until: 601 },
    { name: "lasts no longer than its lease", because: "revoked", at: 9000, until: 7200 },
  ])("$name", ({ because, at, until }) => {
    expect(tenure(because, at)).toEqual({ from: start, until: start + until });
  });

  it("was nothing where nothing was given, and stays an admission", () => {
    expect(tenure("lapsed", 7200, false)).toEqual({ from: null, until: null });
    const { past } = stateOf({ type: "admitted", grant: alice }, { type: "ended", grant: alice, at: 7200 });
    expect(past).toMatchObject([{ id: alice, subject: "alice", at: start, outcome: "admitted" }]);
  });

  it("does not end before it begins", () => {
    const body = admitted({
      lease: { from: toTimestamp(after(morning, 3600)), until: toTimestamp(after(morning, 7200)) },
    });
    const { past } = stateOf(
      { type: "admitted", grant: alice, body },
      { type: "activated", grant: alice },
      { type: "ended", grant: alice, body: { ...bodies.ended, because: "revoked" }, at: 60 },
    );
    expect(past[0]).toMatchObject({ from: start + 3600, until: start + 3600 });
  });

  it("changes only the admission, no refusal of the same id and no other admission", () => {
    const refused: Entry = { type: "refused", grant: alice, body: { ...bodies.refused, judged: judged() } };
    const { past } = stateOf(
      refused,
      { type: "admitted", grant: alice },
      refused,
      { type: "admitted", grant: bob },
      { type: "activated", grant: alice },
      { type: "ended", grant: alice, body: { ...bodies.ended, because: "revoked" }, at: 60 },
    );
    expect(past.map(({ outcome, until }) => [outcome, until])).toEqual([
      ["refused", null],
      ["admitted", start + 60],
      ["refused", null],
      ["admitted", start + 7200],
    ]);
  });
});

describe("fold: reviews", () => {
  const obliged = admitted({
    obligations: [
      { kind: "review", within: 3600 },
      { kind: "review", within: 60, from: ["team:x"] },
    ],
  });
  const life: Entry[] = [
    { type: "admitted", grant: alice, body: obliged },
    { type: "activated", grant: alice },
  ];

  it("opens one when a grant that has to be looked at ends, due the soonest that was asked", () => {
    const state = stateOf(...life, { type: "ended", grant: alice, at: 7200 });
    expect(state.reviews).toMatchObject({
      [alice]: {
        subject: "alice",
        due: after(morning, 7260),
        open: { "": after(morning, 10_800), "team:x": after(morning, 7260) },
      },
    });
  });

  it("closes it once everybody who had to look has", () => {
    const owners: Entry = { type: "reviewed", grant: alice };
    const team: Entry = { type: "reviewed", grant: alice, body: { ...bodies.reviewed, closes: ["team:x"] } };
    const over: Entry[] = [...life, { type: "ended", grant: alice, at: 7200 }];
    expect(stateOf(...over, owners).reviews[alice]?.open).toEqual({ "team:x": after(morning, 7260) });
    expect(stateOf(...over, team).reviews[alice]?.due).toBe(after(morning, 10_800));
    expect(stateOf(...over, owners, team).reviews).toEqual({});
  });

  it("knows a statement that was taken up, and when", () => {
    const { reviewed } = stateOf({ type: "reviewed", grant: alice, at: 60 });
    expect(reviewed).toEqual({ [bodies.reviewed.statement]: after(morning, 60) });
  });

  it("closes nothing of another grant", () => {
    const state = stateOf(...life, { type: "ended", grant: alice, at: 7200 }, { type: "reviewed", grant: bob });
    expect(Object.keys(state.reviews)).toEqual([alice]);
    expect(Object.keys(state.reviews[alice]!.open)).toEqual(["", "team:x"]);
  });

  it("opens none for what was never given", () => {
    const state = stateOf({ type: "admitted", grant: alice, body: obliged }, { type: "ended", grant: alice });
    expect(state.reviews).toEqual({});
  });

  it("opens none where none was asked", () => {
    const state = stateOf(
      { type: "admitted", grant: alice },
      { type: "activated", grant: alice },
      { type: "ended", grant: alice },
    );
    expect(state.reviews).toEqual({});
  });
});

describe("fold: orders", () => {
  const life: Entry[] = [
    { type: "admitted", grant: alice },
    { type: "admitted", grant: bob },
  ];

  it("S23 ends what was withdrawn, unless something else does already, and goes on from there on main", () => {
    const withdrawn = { type: "withdrawn", grant: alice, main: commit(9) } as const;
    const state = stateOf(...life, withdrawn);
    expect(state.grants[alice]?.ending).toBe("withdrawn");
    expect(state.cursor).toBe(commit(9));
    expect(stateOf(...life, { type: "revoke_ordered" }, withdrawn).grants[alice]?.ending).toBe("revoked");
    expect(stateOf(...life, { type: "ended", grant: alice }, withdrawn).grants[alice]?.ending).toBeNull();
    expect(stateOf(withdrawn).grants).toEqual({});
  });

  it("ends what was revoked, and remembers the order", () => {
    const state = stateOf(...life, { type: "revoke_ordered", at: 60 });
    expect(state.grants[alice]?.ending).toBe("revoked");
    expect(state.grants[bob]?.ending).toBeNull();
    expect(state.revokes).toEqual([
      {
        by: "dana",
        match: { subject: "alice" },
        statement: digest("revoke"),
        seq: 5,
        at: after(morning, 60),
        standing: true,
      },
    ]);
  });

  it("ends nothing twice, nothing for another reason, and nothing unknown", () => {
    const body: EventBodies["revoke_ordered"] = { ...bodies.revoke_ordered, grants: [alice, bob, carol] };
    const { grants } = stateOf(
      ...life,
      { type: "end_failed", grant: bob, body: { ...bodies.end_failed, because: "left" } },
      { type: "ended", grant: alice },
      { type: "revoke_ordered", body },
    );
    expect(Object.values(grants).map(({ id, ending }) => [id, ending])).toEqual([
      [alice, null],
      [bob, "left"],
    ]);
  });

  it("S84 takes back a revocation for ever, and remembers when", () => {
    const state = stateOf(...life, { type: "revoke_ordered" }, { type: "lifted" });
    expect(state).toMatchObject({
      revokes: [],
      lifted: [digest("revoke")],
      lifts: { "subject:alice": 6 },
    });
    expect(state.grants[alice]?.ending).toBe("revoked");
  });

  it("takes back one objection and leaves the others", () => {
    const other = { by: "erin", statement: digest("other") };
    const lift = { ...bodies.lifted, statement: digest("object"), scope: `request:${alice}` };
    const state = stateOf(
      { type: "objected", grant: alice },
      { type: "objected", grant: alice, body: other },
      { type: "objected", grant: bob },
      { type: "objected", grant: carol, body: other },
      { type: "revoke_ordered" },
      { type: "lifted", body: lift },
    );
    expect(state.objections).toEqual({ [alice]: [other], [carol]: [other] });
    expect(state.revokes).toHaveLength(1);
  });
});

describe("fold: what is dropped", () => {
  const hour = 3600;
  const day = 24 * hour;
  const tick = (at: number): Entry => ({ type: "declined", at });
  const life: Entry[] = [
    { type: "admitted", grant: alice },
    { type: "activated", grant: alice },
    { type: "ended", grant: alice, at: 7200 },
  ];

  it.each([
    { name: "keeps an ended grant for a day", at: 7200 + day - 1, kept: true },
    { name: "drops it after a day", at: 7200 + day, kept: false },
  ])("$name", ({ at, kept }) => {
    expect(alice in stateOf(...life, tick(at)).grants).toBe(kept);
  });

  it.each([
    { name: "though it was admitted last", admitted: [bob, alice] },
    { name: "where it was admitted first", admitted: [alice, bob] },
  ])("drops the one that ended first, $name", ({ admitted: ids }) => {
    const { grants } = stateOf(
      ...ids.map((grant): Entry => ({ type: "admitted", grant })),
      { type: "ended", grant: alice, at: 7200 },
      { type: "ended", grant: bob, at: 10_800 },
      tick(7200 + day),
    );
    expect(Object.keys(grants)).toEqual([bob]);
  });

  it("drops nothing before a new hour begins", () => {
    const late: Entry[] = [...life.slice(0, 2), { type: "ended", grant: alice, at: 7260 }];
    expect(alice in stateOf(...late, tick(7200 + day), tick(7260 + day)).grants).toBe(true);
    expect(alice in stateOf(...late, tick(7200 + day), tick(7200 + day + hour)).grants).toBe(false);
  });

  it("S32 never drops a grant that has not ended", () => {
    const state = stateOf(...life.slice(0, 2), { type: "end_failed", grant: alice, at: 7200 }, tick(400 * day));
    expect(state.grants[alice]?.state).toBe("end_failed");
    expect(state.past).toHaveLength(1);
  });

  it("S32 nor one that was admitted under the id of one that ended, however the history is folded", () => {
    const { sealed, state } = historyOf([...life, { type: "admitted", grant: alice, at: 7300 }, tick(7200 + day)]);
    expect(state.grants[alice]).toMatchObject({ seq: 6, ended: null });
    expect(foldAll(null, sealed)).toEqual(state);
  });

  it.each([
    { name: "keeps the past for 31 days after its end", at: 7200 + 31 * day - 1, count: 1 },
    { name: "drops it then", at: 7200 + 31 * day, count: 0 },
  ])("$name", ({ at, count }) => {
    expect(stateOf(...life, tick(at)).past).toHaveLength(count);
  });

  it("drops it then, though the grant was ended only now", () => {
    const late: Entry[] = [...life.slice(0, 2), { type: "ended", grant: alice, at: 40 * day }];
    const state = stateOf(...late, tick(40 * day + hour));
    expect([alice in state.grants, state.past]).toEqual([true, []]);
  });

  it("drops what is old from between what is not, and leaves that in its order", () => {
    const refusal = (grant: string, at: number): Entry => ({
      type: "refused",
      grant,
      body: { ...bodies.refused, judged: judged() },
      at,
    });
    const open = { type: "admitted", grant: alice } as const satisfies Entry;
    const { past } = stateOf(open, refusal(bob, 60), refusal(carol, 20 * day), refusal(bob, 21 * day), tick(32 * day));
    expect(past.map(({ id }) => id)).toEqual([alice, carol, bob]);
  });

  it.each([
    { name: "keeps a refusal for 31 days", at: 31 * day - 1, count: 1 },
    { name: "drops it then", at: 31 * day, count: 0 },
  ])("$name", ({ at, count }) => {
    const refused: Entry = { type: "refused", grant: alice, body: { ...bodies.refused, judged: judged() } };
    expect(stateOf(refused, tick(at)).past).toHaveLength(count);
  });

  // A request of 2026-11-30 is merged at most 33 days later, on 2027-01-02.
  it.each([
    {
      name: "S24 keeps an id while a request of its day could still be merged",
      at: 41 * day + 14 * hour - 1,
      kept: true,
    },
    {
      name: "drops it when none of its month could",
      at: 41 * day + 14 * hour,
      kept: false,
    },
  ])("$name", ({ at, kept }) => {
    const state = stateOf(
      { type: "admitted", grant: alice },
      { type: "objected", grant: bob },
      { type: "lifted", body: { ...bodies.lifted, scope: `request:${bob}` } },
      { type: "lifted" },
      tick(at),
    );
    expect([alice in state.ids, bob in state.objections, `request:${bob}` in state.lifts]).toEqual([kept, kept, kept]);
    expect("subject:alice" in state.lifts).toBe(true);
  });

  it.each([
    { name: "keeps a revocation for a year", standing: false, at: 366 * day - 1, count: 1 },
    { name: "drops it then", standing: false, at: 366 * day, count: 0 },
    { name: "keeps a standing one until it is lifted", standing: true, at: 4000 * day, count: 1 },
  ])("$name", ({ standing, at, count }) => {
    const revoke: Entry = { type: "revoke_ordered", body: { ...bodies.revoke_ordered, standing } };
    expect(stateOf(revoke, tick(at)).revokes).toHaveLength(count);
  });

  it.each([
    { name: "keeps a review's statement for a year", at: 366 * day - 1, count: 1 },
    { name: "drops it then", at: 366 * day, count: 0 },
  ])("$name", ({ at, count }) => {
    expect(Object.keys(stateOf({ type: "reviewed", grant: alice }, tick(at)).reviewed)).toHaveLength(count);
  });
});

describe("fold: drift", () => {
  const missing: Entry = { type: "drift", grant: alice };
  const over: Entry = { type: "drift", grant: alice, body: { ...bodies.drift, over: true } };
  const altered: Entry = { type: "drift", grant: alice, body: { ...bodies.drift, kind: "altered" } };
  const starting: Entry = { type: "starting", grant: alice };
  const foreign = {
    type: "drift",
    grant: alice,
    body: { ...bodies.drift, kind: "foreign", principal: "bob_w" },
  } as const satisfies Entry;
  const given: Entry[] = [
    { type: "admitted", grant: alice },
    { type: "activated", grant: alice },
  ];

  it("is known since it was first told, as it was told then", () => {
    const again: Entry = { ...missing, body: { ...bodies.drift, ref: "role:2" }, at: 90 };
    expect(Object.values(stateOf(...given, { ...missing, at: 60 }, again).drift)).toEqual([
      {
        kind: "missing",
        target: "prod-postgres",
        principal: "alice_w",
        ref: "role:1",
        grant: alice,
        since: after(morning, 60),
      },
    ]);
  });

  it.each<{ name: string; entries: Entry[]; known: number }>([
    { name: "is known once, however often it was told", entries: [...given, missing, missing], known: 1 },
    { name: "is known for each grant", entries: [...given, missing, { type: "drift", grant: bob }], known: 2 },
    { name: "is known beside what another look showed", entries: [...given, missing, altered], known: 2 },
    { name: "is not forgotten when other drift is over", entries: [...given, altered, over], known: 1 },
    { name: "is not forgotten when its grant is only starting", entries: [...given, missing, starting], known: 1 },
    {
      name: "is not forgotten when another grant is put right",
      entries: [...given, missing, { type: "admitted", grant: bob }, { type: "activated", grant: bob }],
      known: 1,
    },
    {
      name: "is forgotten when its grant is given anew, whatever was shown",
      entries: [...given, missing, altered, { type: "activated", grant: alice }],
      known: 0,
    },
    {
      name: "of others is not forgotten when a grant that it names has ended",
      entries: [...given, foreign, { type: "ended", grant: alice }],
      known: 1,
    },
    {
      name: "of others is forgotten when that same thing is over",
      entries: [foreign, { ...foreign, body: { ...foreign.body, over: true } }],
      known: 0,
    },
    {
      name: "of others is not forgotten when another thing there is over",
      entries: [foreign, { ...foreign, body: { ...foreign.body, ref: "role:2", over: true } }],
      known: 1,
    },
    { name: "is forgotten when it is over", entries: [...given, missing, over], known: 0 },
    {
      name: "is forgotten when it was put right",
      entries: [...given, missing, { type: "adjusted", grant: alice }],
      known: 0,
    },
    {
      name: "is forgotten when its grant has ended",
      entries: [...given, missing, { type: "ended", grant: alice }],
      known: 0,
    },
    { name: "is nothing when it is over and was never told", entries: [...given, over], known: 0 },
  ])("$name", ({ entries, known }) => {
    expect(Object.values(stateOf(...entries).drift)).toHaveLength(known);
  });
});
