import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inputVersion } from "../../../../src/core/decision/input.ts";
import type { PolicyInput } from "../../../../src/core/decision/input.ts";
import { canonical } from "../../../../src/core/json/canonical.ts";
import type { Json } from "../../../../src/core/json/value.ts";
import type { JudgedBody } from "../../../../src/core/ledger/event-body.ts";
import { isEvent } from "../../../../src/core/ledger/event-of.ts";
import type { ReplayReport } from "../../../../src/core/report/replay.ts";
import type { ApplyPorts } from "../../../../src/engine/engine-ports.ts";
import { replayDecisions } from "../../../../src/engine/replay/replay-decisions.ts";
import { verifyDecisions, type VerifiedDecisions } from "../../../../src/engine/replay/verify-decisions.ts";
import { decision, reason } from "../../../fakes/decision.ts";
import { Town } from "../../../fakes/town.ts";

const tooSlow = reason({ code: "POLICY_TOO_SLOW", facts: { seconds: 1 } });
const options = { signal: new AbortController().signal };

let town: Town;
let judged: JudgedBody;
/** What the rules were asked when it was admitted. */
let then: PolicyInput | undefined;

/** A town that admitted one request, and from then on records what a test says. */
async function founded(): Promise<void> {
  town = await Town.found();
  await town.granted("alice", "a");
  await town.apply();
  [then] = town.asked;
  const event = town.history.sealed.map((sealed) => sealed.event).find(({ type }) => type === "admitted");
  if (event === undefined || !isEvent(event, "admitted")) throw new Error("it was not admitted");
  ({ judged } = event.body);
}

/** The same request once more, judged as an engine of another version recorded it. */
async function record(changes: Partial<JudgedBody>): Promise<void> {
  const refused = { code: "PENDING", codes: ["PENDING"], uses_id: false, judged: { ...judged, ...changes } as Json };
  const [first] = town.history.sealed;
  if (first === undefined) throw new Error("nothing happened");
  const { at, by } = first.event;
  await town.record({ type: "refused", at, by, main: null, grant: "payments/ledger-db/2026-11-23-b", body: refused });
}

function verified(over: Partial<ApplyPorts> = {}): Promise<VerifiedDecisions> {
  return verifyDecisions(town.ports(over), town.view, options);
}

async function replayed(): Promise<ReplayReport> {
  return await replayDecisions(town.ports(), { view: town.view, rules: await town.rules(), since: null }, options);
}

describe("the rules that judged", () => {
  beforeAll(founded);

  it("are asked once more, to the byte, what they were asked", async () => {
    const before = town.asked.length;
    expect(await verified()).toEqual({ replayed: 1, stopped: 0, bad: null });
    expect(canonical(town.asked[before] as Json)).toBe(canonical(then as Json));
  });

  it("are asked whatever targets and forges this version knows: those judged nothing", async () => {
    expect(await verified({ kinds: new Map() })).toEqual({ replayed: 1, stopped: 0, bad: null });
  });
});

describe("what was recorded", () => {
  beforeEach(founded);

  it("by a newer version is told as that, and nothing is said against the history", async () => {
    const input = { ...judged.input, language: "de" };
    await record({ input_version: inputVersion + 1, input });
    expect(await verified()).toMatchObject({
      replayed: 1,
      bad: { seq: town.view.tip.seq, code: "DECISION_NEWER" },
    });
    expect(await replayed()).toMatchObject({
      decisions: 2,
      same: 1,
      newer: 1,
      unreadable: 0,
      problems: [{ code: "PAST_NEWER", severity: "warning" }],
    });
  });

  it("as a denial of rules that took too long says nothing against the history where they are quicker", async () => {
    await record({ decision: decision({ reasons: [tooSlow] }) });
    expect(await verified()).toEqual({ replayed: 1, stopped: 1, bad: null });
    town.decide = () => decision({ reasons: [tooSlow] });
    expect(await verified()).toMatchObject({ replayed: 0, stopped: 0, bad: { code: "DECISION_TOO_SLOW" } });
  });

  it.each(["POLICY_TOO_SLOW", "LEASE_TOO_LONG"])(
    "as an admission though rules denied it (%s) is found",
    async (code) => {
      const event = town.history.sealed.map((sealed) => sealed.event).find(({ type }) => type === "admitted");
      if (event === undefined || !isEvent(event, "admitted")) throw new Error("it was not admitted");
      const denied = decision({ reasons: [reason({ code })] });
      const body = { ...event.body, judged: { ...judged, decision: denied } } as unknown as {
        readonly [key: string]: Json;
      };
      await town.record({ ...event, grant: "payments/ledger-db/2026-11-23-c", body });
      expect(await verified()).toMatchObject({ replayed: 1, bad: { code: "DECISION_IGNORED" } });
    },
  );

  it("otherwise than its rules decide is found", async () => {
    await record({ decision: decision({ reasons: [reason()] }) });
    expect(await verified()).toMatchObject({ replayed: 1, bad: { code: "DECISION_DIFFERS" } });
  });

  it.each<{ name: string; changes: () => Partial<JudgedBody> }>([
    {
      name: "by rules that are not here",
      changes: () => ({ rules: { merge: judged.rules.merge, now: `sha256-${"0".repeat(43)}` } }),
    },
    {
      name: "of a request that is not here",
      changes: () => ({ request: { ...judged.request, blob: "0".repeat(40) } }),
    },
  ])("$name cannot be asked any more", async ({ changes }) => {
    await record(changes());
    expect(await verified()).toMatchObject({ replayed: 1, bad: { code: "DECISION_UNREADABLE" } });
    expect(await replayed()).toMatchObject({
      decisions: 2,
      same: 1,
      newer: 0,
      unreadable: 1,
      problems: [{ code: "PAST_UNREADABLE", severity: "warning" }],
    });
  });
});
