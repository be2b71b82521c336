import { describe, expect, it } from "vitest";
import type { Adjust, End, Start } from "../../../../src/core/plan/change.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { toTimestamp } from "../../../../src/core/time/timestamp.ts";
import type { Outcome } from "../../../../src/engine/apply/carry-out.ts";
import { recordHeld, recordOutcomes, recordSeen } from "../../../../src/engine/apply/record-outcomes.ts";
import { openJournal } from "../../../../src/engine/run-journal.ts";
import type { Journal } from "../../../../src/engine/run-journal.ts";
import { admitted, alice, by, historyOf, morning } from "../../core/ledger/history.ts";
import type { Entry } from "../../core/ledger/history.ts";

const later = "payments/customers-db/2026-11-22-later";
const given = { ref: "role:1", until: after(morning, 7200), delivery: null };

function journal(...entries: Entry[]): Journal {
  return journalAt(0, ...entries);
}

/** A journal so many seconds after morning, of a history in which alice's grant has begun and a later one waits. */
function journalAt(seconds: number, ...entries: Entry[]): Journal {
  const lease = { from: toTimestamp(after(morning, 7200)), until: toTimestamp(after(morning, 9000)) };
  const all: Entry[] = [
    { type: "admitted", grant: alice },
    { type: "admitted", grant: later, body: admitted({ lease }) },
    ...entries,
  ];
  return openJournal(historyOf(all).state, by, () => after(morning, seconds));
}

const told = ({ drafts }: Journal): string[] => drafts.map(({ type, grant }) => `${type} ${grant ?? ""}`);

const start: Start = {
  action: "start",
  grant: alice,
  because: "admitted",
  assignment: {
    target: "prod-postgres",
    principal: "alice_w",
    rights: {},
    from: morning,
    until: after(morning, 9000),
    grants: [alice, later],
    publicKey: null,
    obligations: [],
  },
};

const unknown = "payments/customers-db/2026-11-22-unknown";
const whose = { subject: "alice", entitlement: "payments/customers-db:read-only", target: "prod-postgres" } as const;
const sessions = { ended: 2, supported: true };
const day = 24 * 60 * 60;

const end: End = {
  action: "end",
  grant: alice,
  target: "prod-postgres",
  holding: null,
  because: "revoked",
  verified: null,
};
const adjust: Adjust = {
  ...start,
  action: "adjust",
  holding: { target: "prod-postgres", principal: "alice_w", rights: {}, until: null, ref: "role:1", grant: alice },
  until: after(morning, 9000),
  because: "extended",
};
const failed = (change: Start | Adjust | End, code = "TARGET_FAILED"): Outcome => ({
  change,
  ok: false,
  code,
  message: "down",
});

describe("recordOutcomes", () => {
  it("begins the grants whose lease has begun, not those that join later", () => {
    const run = journal();
    recordOutcomes(run, [{ change: start, ok: true, given, sessions: null }]);
    expect(told(run)).toEqual([`activated ${alice}`]);
    expect(run.drafts[0]).toMatchObject({
      main: null,
      body: { ...whose, until: toTimestamp(given.until), given: { ref: "role:1", delivery: null } },
    });
  });

  it("S28 begins every grant that shares what was given, once its lease has begun", () => {
    const run = journalAt(7200);
    recordOutcomes(run, [{ change: start, ok: true, given, sessions: null }]);
    expect(told(run)).toEqual([`activated ${alice}`, `activated ${later}`]);
  });

  it("says of what was given again that it is held", () => {
    const run = journal({ type: "activated", grant: alice }, { type: "starting", grant: alice });
    recordOutcomes(run, [{ change: start, ok: true, given, sessions: null }]);
    expect(run.state.grants[alice]?.state).toBe("active");
  });

  it("says nothing that the history says", () => {
    const run = journal({ type: "activated", grant: alice });
    recordOutcomes(run, [{ change: start, ok: true, given, sessions: null }]);
    expect(told(run)).toEqual([]);
  });

  it.each([
    { name: "another name", other: { ...given, ref: "role:3" } },
    { name: "another end", other: { ...given, until: after(morning, 9000) } },
  ])("says that what is held was moved, where it has $name by now", ({ other }) => {
    const run = journal({ type: "activated", grant: alice });
    recordOutcomes(run, [{ change: adjust, ok: true, given: other, sessions: null }]);
    const until = toTimestamp(other.until);
    expect(run.drafts).toMatchObject([
      {
        type: "adjusted",
        grant: alice,
        main: null,
        body: { ...whose, until, given: { ref: other.ref, until }, because: "extended" },
      },
      { type: "adjusted", grant: later },
    ]);
  });

  it("says nothing of a move to where it was", () => {
    const run = journal({ type: "activated", grant: alice });
    recordOutcomes(run, [{ change: { ...adjust, assignment: only(alice) }, ok: true, given, sessions: null }]);
    expect(told(run)).toEqual([]);
  });

  it("says of what was put right that it was, whether or not it had begun", () => {
    const run = journal({ type: "activated", grant: alice }, { type: "starting", grant: alice });
    recordOutcomes(run, [
      { change: { ...adjust, because: "altered", assignment: only(alice) }, ok: true, given, sessions: null },
    ]);
    expect(run.drafts).toMatchObject([{ type: "adjusted", grant: alice, body: { because: "altered" } }]);
  });

  it("says why something ended, that it was looked for, and what went with it", () => {
    const run = journal({ type: "activated", grant: alice });
    recordOutcomes(run, [{ change: end, ok: true, given: null, sessions }]);
    expect(run.drafts).toMatchObject([
      {
        type: "ended",
        grant: alice,
        main: null,
        body: { ...whose, because: "revoked", verified: "seen_gone", sessions },
      },
    ]);
  });

  it("says how it is known of what was over already", () => {
    const run = journal({ type: "activated", grant: alice });
    recordOutcomes(run, [{ change: { ...end, verified: "still_shared" }, ok: true, given: null, sessions: null }]);
    expect(run.drafts).toMatchObject([{ type: "ended", body: { verified: "still_shared", sessions: null } }]);
  });

  it("says that what no event explained is gone, and of no grant that it ended", () => {
    const run = journal({ type: "activated", grant: alice });
    const unexplained: End = { ...end, grant: null, because: "unexplained" };
    recordOutcomes(run, [failed(unexplained)]);
    expect(told(run)).toEqual([]);
    recordOutcomes(run, [{ change: unexplained, ok: true, given: null, sessions }]);
    expect(run.drafts).toMatchObject([
      {
        type: "ended",
        grant: null,
        main: null,
        body: {
          subject: null,
          entitlement: null,
          target: "prod-postgres",
          because: "unexplained",
          verified: "seen_gone",
          sessions,
        },
      },
    ]);
  });

  it("says nothing of a grant that has ended, or that nobody knows", () => {
    const run = journal({ type: "activated", grant: alice }, { type: "ended", grant: alice });
    recordOutcomes(run, [
      failed(end),
      failed({ ...end, grant: unknown }),
      failed({ ...start, assignment: only(alice) }),
    ]);
    expect(told(run)).toEqual([]);
  });

  it("tells a failure with its code, and why the end was due", () => {
    const run = journal({ type: "activated", grant: alice });
    recordOutcomes(run, [failed({ ...start, assignment: only(later) }), failed(end)]);
    expect(run.drafts).toMatchObject([
      { type: "start_failed", grant: later, main: null, body: { ...whose, code: "TARGET_FAILED" } },
      { type: "end_failed", grant: alice, main: null, body: { ...whose, because: "revoked", code: "TARGET_FAILED" } },
    ]);
  });

  it("tells a failure once, when its code changes, when another thing fails, and once a day", () => {
    const code = "TARGET_FAILED";
    const started: Entry = { type: "start_failed", grant: alice, body: { ...whose, code } };
    const ended: Entry = { type: "end_failed", grant: alice, body: { ...whose, because: "revoked", code } };
    const news = (seconds: number, before: Entry, outcome: Outcome): string[] => {
      const run = journalAt(seconds, before);
      recordOutcomes(run, [outcome]);
      return told(run);
    };
    const begin: Start = { ...start, assignment: only(alice) };
    expect(news(day - 1, started, failed(begin))).toEqual([]);
    expect(news(day, started, failed(begin))).toEqual([`start_failed ${alice}`]);
    expect(news(1, started, failed(begin, "ALREADY_HELD"))).toEqual([`start_failed ${alice}`]);
    expect(news(1, started, failed(end))).toEqual([`end_failed ${alice}`]);
    expect(news(day - 1, ended, failed(end))).toEqual([]);
    expect(news(day, ended, failed(end))).toEqual([`end_failed ${alice}`]);
    expect(news(1, ended, failed(end, "STILL_HELD"))).toEqual([`end_failed ${alice}`]);
  });
});

function only(grant: string): Start["assignment"] {
  return { ...start.assignment, grants: [grant] };
}

describe("recordHeld", () => {
  it("tells what could not be tried, and why it was due", () => {
    const run = journal({ type: "activated", grant: alice });
    recordHeld(
      run,
      [
        { action: "end", grant: alice, code: "TARGET_UNREACHABLE" },
        { action: "start", grant: later, code: "ALREADY_HELD" },
      ],
      ({ id }) => (id === alice ? "revoked" : "left"),
    );
    expect(run.drafts).toMatchObject([
      { type: "end_failed", grant: alice, body: { ...whose, because: "revoked", code: "TARGET_UNREACHABLE" } },
      { type: "start_failed", grant: later, body: { ...whose, code: "ALREADY_HELD" } },
    ]);
  });

  it("tells nothing of a grant that has ended, or that nobody knows", () => {
    const run = journal({ type: "ended", grant: alice });
    const held = [alice, unknown].map((grant) => ({ action: "end", grant, code: "TARGET_UNREACHABLE" }) as const);
    recordHeld(run, held, () => "revoked");
    expect(told(run)).toEqual([]);
  });
});

describe("recordSeen", () => {
  it("says of what is seen that it is held, also where it was given before", () => {
    const run = journal({ type: "activated", grant: alice }, { type: "starting", grant: alice });
    recordSeen(run, [{ grant: alice, given }]);
    expect(run.drafts).toMatchObject([
      { type: "activated", grant: alice, main: null, body: { ...whose, given: { ref: "role:1" } } },
    ]);
  });

  it("says nothing that the history says, of a grant that has ended, or that nobody knows", () => {
    const run = journal({ type: "activated", grant: alice }, { type: "ended", grant: later });
    recordSeen(
      run,
      [alice, later, unknown].map((grant) => ({ grant, given })),
    );
    expect(told(run)).toEqual([]);
  });
});
