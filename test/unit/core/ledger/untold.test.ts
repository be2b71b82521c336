import { describe, expect, it } from "vitest";
import { untold } from "../../../../src/core/ledger/untold.ts";
import { admitted, alice, historyOf, type Entry } from "./history.ts";

const obligations = [
  { kind: "notify", to: "team:ops" },
  { kind: "end_sessions" },
  { kind: "notify", to: "team:security" },
] as const;
const begun: readonly Entry[] = [{ type: "admitted", grant: alice, body: admitted({ obligations }) }];
const told = (to: string): Entry<"notified"> => ({ type: "notified", grant: alice, body: { to, via: ["chat"] } });

describe("who is still to be told", () => {
  it.each([
    { name: "is everybody whom an admission names", entries: [], expected: ["team:ops", "team:security"] },
    { name: "is who was not told yet", entries: [told("team:ops")], expected: ["team:security"] },
    { name: "is nobody once all were", entries: [told("team:ops"), told("team:security")], expected: [] },
    {
      name: "counts who was told twice once",
      entries: [told("team:ops"), told("team:ops")],
      expected: ["team:security"],
    },
    {
      name: "stays so when the grant has ended",
      entries: [{ type: "ended", grant: alice }, told("team:ops")] as const,
      expected: ["team:security"],
    },
  ])("$name", ({ entries, expected }) => {
    const { state } = historyOf([...begun, ...entries]);
    expect(untold(state).map(({ to }) => to)).toEqual(expected);
  });

  it("is kept by who was told: in order, each once", () => {
    const { state } = historyOf([...begun, told("team:ops"), told("team:security"), told("team:ops")]);
    expect(state.grants[alice]?.told).toEqual(["team:ops", "team:security"]);
  });

  it("knows no grant that is not there", () => {
    expect(untold(historyOf([told("team:ops")]).state)).toEqual([]);
  });
});
