import { describe, expect, it } from "vitest";
import type { Change } from "../../../../src/core/plan/change.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { toTimestamp } from "../../../../src/core/time/timestamp.ts";
import { recordOutcomes, recordSeen } from "../../../../src/engine/apply/record-outcomes.ts";
import { openJournal } from "../../../../src/engine/run-journal.ts";
import type { Journal } from "../../../../src/engine/run-journal.ts";
import { admitted, alice, by, historyOf, morning } from "../../core/ledger/history.ts";
import type { Entry } from "../../core/ledger/history.ts";

const later = "payments/customers-db/2026-11-22-later";
const given = { ref: "role:1", until: after(morning, 7200), delivery: null };

function journal(...entries: Entry[]): Journal {
  const lease = { from: toTimestamp(after(morning, 7200)), until: toTimestamp(after(morning, 9000)) };
  const all: Entry[] = [
    { type: "admitted", grant: alice },
    { type: "admitted", grant: later, body: admitted({ lease }) },
    ...entries,
  ];
  return openJournal(historyOf(all).state, by, () => morning);
}

const told = ({ drafts }: Journal): string[] => drafts.map(({ type, grant }) => `${type} ${grant ?? ""}`);

const start: Change = {
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

describe("recordOutcomes", () => {
  it("begins the grants whose lease has begun, not those that join later", () => {
    const run = journal();
    recordOutcomes(run, [{ change: start, ok: true, given, sessions: null }]);
    expect(told(run)).toEqual([`activated ${alice}`]);
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
});

describe("recordSeen", () => {
  it("says of what is seen that it is held, also where it was given before", () => {
    const run = journal({ type: "activated", grant: alice }, { type: "starting", grant: alice });
    recordSeen(run, [{ grant: alice, given }]);
    expect(told(run)).toEqual([`activated ${alice}`]);
  });

  it("says nothing that the history says", () => {
    const run = journal({ type: "activated", grant: alice });
    recordSeen(run, [{ grant: alice, given }]);
    expect(told(run)).toEqual([]);
  });
});
