import { describe, expect, it } from "vitest";
import { alice, bodies, commit, digest, engineKey, historyOf, morning, repository } from "./history.ts";

describe("fold", () => {
  it("begins with nothing but whose ledger it is", () => {
    const { state, sealed } = historyOf([], [{ type: "genesis" }]);
    expect(state).toMatchObject({
      v: 1,
      seq: 1,
      digest: sealed[0]?.digest,
      genesis: sealed[0]?.digest,
      at: morning,
      repository,
      keys: [engineKey],
      cursor: "",
      frozen: null,
      ids: {},
      past: [],
      grants: {},
    });
  });

  it("brings a grant into being, waiting, with everything that its life hangs on", () => {
    const { state } = historyOf([{ type: "admitted", grant: alice, main: commit(2) }]);
    expect(state.grants[alice]).toMatchObject({
      id: alice,
      subject: "alice",
      state: "waiting",
      main: commit(2),
      seq: 3,
    });
    expect(state.ids).toEqual({ [alice]: "2026-11" });
    expect(state.cursor).toBe(commit(2));
    expect(state.rules).toEqual({ commit: commit(1), digest: digest("rules"), seq: 2 });
    expect(bodies.admitted.judged.subject).toBe("alice");
  });
});
