import { fakeLedger, SharedHistory } from "../fakes/ledger.ts";
import { toDraft } from "../unit/core/ledger/history.ts";
import { describeLedger } from "./ledger.ts";

describeLedger("the fake", () => {
  const history = new SharedHistory();
  return Promise.resolve({
    beginning: () => [toDraft({ type: "genesis" }), toDraft({ type: "rules_accepted", main: "1".repeat(40) })],
    party: (how) => Promise.resolve({ ledger: fakeLedger(history, how), refresh: () => Promise.resolve() }),
    close: () => Promise.resolve(),
  });
});
