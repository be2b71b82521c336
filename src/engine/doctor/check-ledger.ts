import { lineOf } from "../../core/ledger/branches.ts";
import type { Config } from "../../core/config/config.ts";
import { finding, type Finding } from "../../core/problem/finding.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { DoctorPorts } from "./doctor-ports.ts";

/** Whether what is pinned here is what brevet.yaml tells everybody, and whether anything stands still or overdue. */
export function checkLedger(
  { trust, signature, branches, clock }: DoctorPorts,
  { view, config }: { readonly view: LedgerView; readonly config: Config },
): Finding[] {
  const found: Finding[] = [];
  const { state } = view;
  const { genesis, keys } = config.ledger;
  const branch = lineOf(state, branches.ledger);
  if (state.frozen !== null) found.push(finding("LEDGER_FROZEN", "ledger", state.frozen));
  if (branch !== config.ledger.branch)
    found.push(finding("LEDGER_MOVED_ON", "ledger", { written: config.ledger.branch, branch }));
  if (trust !== null) {
    if (genesis !== null && genesis !== trust.genesis)
      found.push(finding("GENESIS_OTHER", "ledger", { written: genesis, pinned: trust.genesis }));
    const written = keys.map((key) => signature.readKey(key)).flatMap((key) => (key.ok ? [key.value.fingerprint] : []));
    const missing = written.filter((key) => !trust.keys.includes(key));
    const more = trust.keys.filter((key) => !written.includes(key));
    if (missing.length + more.length > 0) found.push(finding("KEYS_OTHER", "keys", { missing, more }, "warning"));
    const distrusted = state.distrusted ?? [];
    for (const key of trust.keys.filter((each) => distrusted.includes(each)))
      found.push(finding("KEY_DISTRUSTED", "keys", { key }));
  }
  const grants = Object.values(state.grants)
    .filter((grant) => grant.state !== "ended" && grant.given !== null && grant.lease.until < clock.now())
    .map(({ id }) => id);
  if (grants.length > 0) found.push(finding("ENDS_OVERDUE", "ledger", { grants }));
  return found;
}
