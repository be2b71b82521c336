import { dueEnds } from "../../core/plan/due-ends.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import type { Outcome } from "./carry-out.ts";
import type { Duty } from "./duty.ts";
import { changeTargets } from "./change-targets.ts";
import { rulesToEndBy } from "./rules-in-force.ts";

/**
 * Ends what is due by the last verified state, before anything is fetched, judged or pushed: nothing that those could
 * do to a run delays it.
 */
export async function endDue(
  ports: ApplyPorts,
  view: LedgerView,
  duty: Pick<Duty, "serves">,
  options: CallOptions,
): Promise<Outcome[]> {
  const due = dueEnds(view.state, ports.clock.now(), ports.kinds);
  if (due.length === 0) return [];
  const { config } = await rulesToEndBy(ports, view, options);
  const own = due.filter(({ target }) => duty.serves(target, config));
  return changeTargets(ports, config, own, Object.values(view.state.grants), options);
}
