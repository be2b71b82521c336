import { dueEnds } from "../../core/plan/due-ends.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import type { Outcome } from "./carry-out.ts";
import { changeTargets } from "./change-targets.ts";
import { rulesInForce } from "./survey.ts";

/**
 * Ends what is due by the last verified state, before anything is fetched, judged or pushed: nothing that those could
 * do to a run delays it.
 */
export async function endDue(ports: ApplyPorts, view: LedgerView, options: CallOptions): Promise<Outcome[]> {
  const changes = dueEnds(view.state, ports.clock.now(), ports.kinds);
  if (changes.length === 0) return [];
  const rules = await rulesInForce(ports, view.state, options);
  return changeTargets(ports, rules.config, changes, Object.values(view.state.grants), options);
}
