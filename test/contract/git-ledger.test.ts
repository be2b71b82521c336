import { branchesFrom } from "../../src/core/ledger/branches.ts";
import type { Ledger } from "../../src/ports/ledger.ts";
import { branch, EngineRoom, options } from "../fakes/engine-room.ts";
import { describeLedger } from "./ledger.ts";

describeLedger("the one on git", () => {
  const room = new EngineRoom();
  return Promise.resolve({
    beginning: () => room.beginning(),
    async party({ hasKey } = { hasKey: true }) {
      const { ledger, git } = await room.engine(hasKey ? {} : { key: null });
      return { ledger: pinning(room, ledger), refresh: () => git.fetch(branchesFrom(branch), options) };
    },
    close: () => room[Symbol.asyncDispose](),
  });
});

/** Whoever creates a ledger pins it, as init does. */
function pinning(room: EngineRoom, ledger: Ledger): Ledger {
  return {
    ...ledger,
    async create(drafts, call) {
      const created = await ledger.create(drafts, call);
      if (created.outcome === "appended") room.pin(created.state.genesis);
      return created;
    },
  };
}
