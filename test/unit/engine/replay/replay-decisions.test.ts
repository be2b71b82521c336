import { beforeEach, describe, expect, it } from "vitest";
import type { Decision } from "../../../../src/core/decision/decision.ts";
import type { Json } from "../../../../src/core/json/value.ts";
import type { JudgedBody } from "../../../../src/core/ledger/event-body.ts";
import { isEvent } from "../../../../src/core/ledger/event-of.ts";
import type { ReplayReport } from "../../../../src/core/report/replay.ts";
import { replayDecisions } from "../../../../src/engine/replay/replay-decisions.ts";
import { decision, stage } from "../../../fakes/decision.ts";
import { Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const teams = "policies/catalog/teams.yaml";
const agreed = (): Decision => decision({ stages: [stage()] });

let town: Town;
let judged: JudgedBody;

/** A town where bob agreed to what alice asked for, as a member of payments. */
beforeEach(async () => {
  town = await Town.found();
  town.decide = agreed;
  const id = await town.ask("alice", "a");
  await town.approve("bob", id);
  town.merge(id);
  await town.apply();
  const event = town.history.sealed.map((sealed) => sealed.event).find(({ type }) => type === "admitted");
  if (event === undefined || !isEvent(event, "admitted")) throw new Error("it was not admitted");
  ({ judged } = event.body);
});

/** What the rules of the town, with other teams, would have made of the past. */
async function replayed(members: string | null = null): Promise<ReplayReport> {
  const commit = members === null ? undefined : town.write("other-rules", { [teams]: members });
  return await replayDecisions(
    town.ports(),
    { view: town.view, rules: await town.rules(commit), since: null },
    options,
  );
}

describe("other rules that ask for the same", () => {
  it("change nothing where the same people can give it", async () => {
    expect(await replayed()).toMatchObject({ decisions: 1, same: 1, changed: 0, cases: [] });
    const same = "payments: { members: [alice, bob], github: acme/payments }\nsecurity: { members: [dana] }\n";
    expect(await replayed(same)).toMatchObject({ same: 1, changed: 0 });
  });

  it("change nothing where others join them", async () => {
    const more = "payments: { members: [alice, bob, dana] }\nsecurity: { members: [dana] }\n";
    expect(await replayed(more)).toMatchObject({ same: 1, changed: 0 });
  });

  it.each([
    {
      name: "who agreed is no longer one of them",
      members: "payments: { members: [alice, dana] }\nsecurity: { members: [dana] }\n",
      now: "pending",
      gained: ["stage owner lacks 1"],
    },
    {
      name: "nobody is left of them",
      members: "payments: { members: [vera] }\nsecurity: { members: [dana] }\n",
      now: "denied",
      gained: ["deny STAGE_EMPTY", "stage owner lacks 1"],
    },
  ])("would have decided otherwise where $name", async ({ members, now, gained }) => {
    expect(await replayed(members)).toMatchObject({
      decisions: 1,
      same: 0,
      changed: 1,
      cases: [{ was: "allowed", now, gained, lost: [] }],
    });
  });

  it("take back what was open where somebody who agreed then is one of them now", async () => {
    const refused = { code: "PENDING", codes: ["PENDING"], uses_id: false };
    const input = { ...judged.input, approvals: judged.input.approvals.map((one) => ({ ...one, by: "dana" })) };
    const [first] = town.history.sealed;
    if (first === undefined) throw new Error("nothing happened");
    const { at, by } = first.event;
    const body = { ...refused, judged: { ...judged, input } as Json };
    await town.record({ type: "refused", at, by, main: null, grant: "payments/ledger-db/2026-11-23-b", body });
    const joined = "payments: { members: [alice, bob, dana] }\nsecurity: { members: [dana] }\n";
    expect(await replayed(joined)).toMatchObject({
      same: 1,
      cases: [{ was: "pending", now: "allowed", gained: [], lost: ["stage owner lacks 1"] }],
    });
  });
});

describe("other rules that ask for something else", () => {
  it.each([
    { name: "an agreement as fresh as the one that was given", more: { max_age: 3600 }, now: "allowed" },
    { name: "a fresher one", more: { max_age: 1 }, now: "pending" },
    { name: "somebody on duty, as somebody was who agreed", more: { need: ["on_duty" as const] }, now: "allowed" },
    { name: "a key that nobody had", more: { need: ["hardware" as const] }, now: "pending" },
  ])("go by what was known then: $name", async ({ more, now }) => {
    const [first] = town.history.sealed;
    if (first === undefined) throw new Error("nothing happened");
    const { at, by } = first.event;
    const approvals = judged.input.approvals.map((one) => ({ ...one, age_at_most: 600 }));
    const evidence = { on_call: { known: true, people: ["bob"] }, ticket: null, sources: [] };
    const input = { ...judged.input, approvals, evidence };
    const body = { code: "PENDING", codes: ["PENDING"], uses_id: false, judged: { ...judged, input } as Json };
    await town.record({ type: "refused", at, by, main: null, grant: "payments/ledger-db/2026-11-23-b", body });
    town.decide = () => decision({ stages: [stage(more)] });
    const { cases } = await replayed();
    expect(cases.find(({ request }) => request.endsWith("-b"))).toMatchObject({ was: "pending", now });
  });
});
