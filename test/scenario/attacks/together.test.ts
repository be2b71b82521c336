import { beforeEach, describe, expect, it } from "vitest";
import { decision, reason } from "../../fakes/decision.ts";
import { requestText, Town } from "../../fakes/town.ts";

const [ledger, office] = ["payments/ledger-db/2026-11-23-a", "payments/office/2026-11-23-a"];
const nameOf = (id: string): string => id.replace("/2026-11-23", "");

let town: Town;
beforeEach(async () => {
  town = await Town.found();
});

const held = (): number => town.target("db").held.size + town.target("door").held.size;

describe("S61 two halves of what nobody may have together", () => {
  beforeEach(() => {
    town.decide = ({ history, request }) =>
      history.overlapping.some(({ entitlement }) => entitlement !== request.entitlement)
        ? decision({ reasons: [reason({ code: "TOXIC_PAIR" })] })
        : decision();
  });

  it("in one change are both refused", async () => {
    await town.ask("alice", ledger);
    const statement = await officeAsked();
    town.write(ledger, { [`requests/${office}.yaml`]: requestText("alice"), [statement.path]: statement.text });
    town.merge(ledger);
    const { admitted, refused } = await town.apply();
    expect([admitted, refused.map(({ id, code }) => `${nameOf(id)} ${code}`)]).toEqual([
      [],
      ["payments/ledger-db-a BUNDLE_REFUSED", "payments/office-a TOXIC_PAIR"],
    ]);
    expect(held()).toBe(0);
  });

  it("in two changes of one run are one, by the order of main", async () => {
    await town.granted("alice", ledger);
    await town.granted("alice", office);
    expect(await town.apply()).toMatchObject({ admitted: [ledger], refused: [{ id: office, code: "TOXIC_PAIR" }] });
    expect(held()).toBe(1);
  });

  /** Alice's statement that she asks for the office, made on a branch of its own. */
  async function officeAsked(): Promise<{ path: string; text: string }> {
    await town.ask("alice", office, { sign: false });
    return await town.statement("alice", { do: "request", request: office, digest: town.digest(office) });
  }
});

it("S61 a budget counts what the same run admitted before", async () => {
  town.decide = ({ history }) =>
    history.requests_24h >= 2 ? decision({ reasons: [reason({ code: "BUDGET_SPENT" })] }) : decision();
  for (const name of ["a", "b", "c", "d"]) await town.granted("alice", name);
  const { admitted, refused } = await town.apply();
  expect(admitted).toHaveLength(2);
  expect(refused.map(({ code }) => code)).toEqual(["BUDGET_SPENT", "BUDGET_SPENT"]);
});
