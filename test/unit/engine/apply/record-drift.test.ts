import { describe, expect, it } from "vitest";
import type { Drift, Plan } from "../../../../src/core/plan/change.ts";
import type { Observation } from "../../../../src/core/plan/holding.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { goneSince, recordDrift } from "../../../../src/engine/apply/record-drift.ts";
import { openJournal, type Journal } from "../../../../src/engine/run-journal.ts";
import type { bodies } from "../../core/ledger/history.ts";
import { alice, by, historyOf, morning, type Entry } from "../../core/ledger/history.ts";
import { configOf, db } from "../../core/plan/world.ts";

const nothing: Plan = { changes: [], drift: [], held: [], seen: [], gone: new Map(), suspects: [], nextAt: null };
const target = "prod-postgres";
const mallorys: Drift = { kind: "foreign", target, grant: null, principal: "mallory", ref: "m" };
const end = (
  ref: string,
  more: { readonly grant?: string; readonly target?: string } = {},
): Plan["changes"][number] => ({
  action: "end",
  grant: null,
  target,
  holding: { target, principal: "mallory", rights: {}, until: null, ref, grant: null },
  because: "unexplained",
  verified: null,
  ...more,
});
const adjust = (ref: string): Plan["changes"][number] => ({
  action: "adjust",
  grant: alice,
  assignment: {
    target,
    principal: "alice_w",
    rights: {},
    from: morning,
    until: after(morning, 7200),
    grants: [alice],
    publicKey: null,
    obligations: [],
  },
  holding: { target, principal: "alice_w", rights: {}, until: null, ref, grant: alice },
  until: after(morning, 7200),
  because: "altered",
});

/** A journal of a history in which alice's grant is held. */
function journal(...entries: Entry[]): Journal {
  const all: Entry[] = [{ type: "admitted", grant: alice }, { type: "activated", grant: alice }, ...entries];
  return openJournal(historyOf(all).state, by, () => after(morning, 60));
}

/** What recording the drift of a plan says, where its target was looked at and can be believed. */
function recorded(run: Journal, plan: Partial<Plan>, look: Partial<Observation> | null = {}): string[] {
  const seen = { target, ok: true, identity: db.identity, clock: null, holdings: [], ...look } as Observation;
  recordDrift(run, {
    plan: { ...nothing, ...plan },
    observations: new Map(look === null ? [] : [[target, seen]]),
    config: { targets: { [target]: configOf().targets["db"]! } },
  });
  return run.drafts.map(({ grant, body }) => {
    const { kind, principal, ref, over } = body as typeof bodies.drift;
    return `${kind} ${principal} [${ref ?? ""}]${grant === null ? "" : " of a grant"}${over ? " is over" : ""}`;
  });
}

const missing: Entry = { type: "drift", grant: alice };
const foreign = (n: number, kind: "foreign" | "altered" = "foreign"): Entry => ({
  type: "drift",
  body: { kind, target, principal: `m${n}`, ref: `m${n}`, over: false },
});

describe("recordDrift", () => {
  it("notes what is missing by its grant, with the name that it had", () => {
    expect(recorded(journal(), { gone: new Map([[alice, morning]]) })).toEqual(["missing alice_w [role:1] of a grant"]);
  });

  it("notes what is missing that was never recorded as given, without a name", () => {
    const run = openJournal(historyOf([{ type: "admitted", grant: alice }]).state, by, () => morning);
    expect(recorded(run, { gone: new Map([[alice, morning]]) })).toEqual(["missing alice_w [] of a grant"]);
  });

  it("notes nothing missing of a grant that nobody knows", () => {
    expect(recorded(journal(), { gone: new Map([["payments/x/2026-11-22-x", morning]]) })).toEqual([]);
  });

  it("notes once what is missing, however a plan tells of it", () => {
    const drift: Drift = { kind: "missing", target, grant: alice, principal: "alice_w", ref: null };
    expect(recorded(journal(), { drift: [drift], gone: new Map([[alice, morning]]) })).toHaveLength(1);
    expect(recorded(journal(), { drift: [drift] })).toEqual([]);
  });

  it("notes what was altered by its grant, and somebody else's by none, whatever it bears", () => {
    const altered: Drift = { ...mallorys, kind: "altered", grant: alice, principal: "alice_w", ref: "a" };
    expect(recorded(journal(), { drift: [altered, { ...mallorys, grant: alice }] })).toEqual([
      "altered alice_w [a] of a grant",
      "foreign mallory [m]",
    ]);
  });

  it("leaves to its end what is taken away, and to nobody else's", () => {
    expect(recorded(journal(), { drift: [mallorys], changes: [end("m")] })).toEqual([]);
    expect(recorded(journal(), { drift: [mallorys], changes: [end("other")] })).toHaveLength(1);
    expect(recorded(journal(), { drift: [mallorys], changes: [end("m", { target: "door" })] })).toHaveLength(1);
    const without = { ...end("m"), holding: null } as Plan["changes"][number];
    expect(recorded(journal(), { drift: [mallorys], changes: [without] })).toHaveLength(1);
    expect(recorded(journal(), { drift: [mallorys], changes: [adjust("m")] })).toHaveLength(1);
  });

  it("notes that it is over when it is not seen any more", () => {
    expect(recorded(journal(missing), {})).toEqual(["missing alice_w [role:1] of a grant is over"]);
    expect(recorded(journal(foreign(1)), {})).toEqual(["foreign m1 [m1] is over"]);
    expect(recorded(journal(missing), { gone: new Map([[alice, morning]]) })).toEqual([]);
  });

  it("leaves it to the end of its grant that what was missing stayed away", () => {
    const ends = (grant: string): Plan["changes"] => [end("role:1", { grant })];
    expect(recorded(journal(missing), { changes: ends(alice) })).toEqual([]);
    expect(recorded(journal(missing), { changes: ends("payments/x/2026-11-22-x") })).toHaveLength(1);
    expect(recorded(journal(missing), { changes: [adjust("role:1")] })).toHaveLength(1);
    const altered: Entry = {
      type: "drift",
      grant: alice,
      body: { kind: "altered", target, principal: "alice_w", ref: "role:1", over: false },
    };
    expect(recorded(journal(altered), { changes: ends(alice) })).toEqual([
      "altered alice_w [role:1] of a grant is over",
    ]);
  });

  it.each([
    { name: "was not looked at", look: null },
    { name: "did not answer", look: { ok: false, code: "TARGET_UNREACHABLE" } as const },
    { name: "is another than was pinned", look: { identity: "9999" } as const },
    { name: "shows too little to be believed", look: {}, suspects: [target] },
  ])("S78 tells nothing new, and nothing over, of a target that $name", ({ look, suspects = [] }) => {
    expect(recorded(journal(foreign(1)), { drift: [mallorys], suspects }, look)).toEqual([]);
  });

  it("notes as over what was seen at a target that is no longer configured", () => {
    const gone: Entry = {
      type: "drift",
      body: { kind: "foreign", target: "gone", principal: "m1", ref: "m1", over: false },
    };
    expect(recorded(journal(gone), {})).toEqual(["foreign m1 [m1] is over"]);
  });

  it("notes a hundred of a target that nothing explains, with those it knows; what was altered counts apart", () => {
    const known = Array.from({ length: 99 }, (_, n) => foreign(n));
    const still = known.map((_, n): Drift => ({ ...mallorys, principal: `m${n}`, ref: `m${n}` }));
    const u: Drift = { ...mallorys, kind: "altered", ref: "u" };
    const v: Drift = { ...u, grant: alice, ref: "v" };
    const [x, y] = ["x", "y"].map((ref): Drift => ({ ...mallorys, ref })) as [Drift, Drift];
    expect(recorded(journal(...known), { drift: [...still, u, x, v, y] })).toEqual([
      "altered mallory [u]",
      "foreign mallory [x]",
      "altered mallory [v] of a grant",
    ]);
  });

  it("counts of what it knows only what nothing explains", () => {
    const grants = Array.from({ length: 100 }, (_, n) => `payments/customers-db/2026-11-22-g${n}`);
    const known = grants.map((grant): Entry => ({ ...foreign(1, "altered"), grant }));
    const drift = grants.map((grant): Drift => ({ ...mallorys, kind: "altered", grant }));
    expect(recorded(journal(...known), { drift: [...drift, mallorys] })).toEqual(["foreign mallory [m]"]);
  });
});

it("since when something is gone is what the history says of what is missing", () => {
  const altered: Entry = {
    type: "drift",
    grant: alice,
    body: { kind: "altered", target, principal: "alice_w", ref: "role:1", over: false },
  };
  expect([...goneSince(journal(foreign(1), { ...missing, at: 30 }).state)]).toEqual([[alice, after(morning, 30)]]);
  expect([...goneSince(journal(foreign(1), altered).state)]).toEqual([]);
});
