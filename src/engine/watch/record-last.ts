import { problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { fetchAll } from "../apply/decide.ts";
import { openProved } from "../apply/open-proved.ts";
import { recordAfter } from "../apply/record.ts";
import { rulesInForce } from "../apply/rules-in-force.ts";
import { compareClocks } from "../witness/clocks.ts";
import { consult } from "../witness/consult.ts";
import type { Herald } from "./herald.ts";
import type { Unrecorded } from "./unrecorded.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** What a process keeps until an event says it. */
interface Kept {
  readonly unrecorded: Unrecorded;
  readonly herald: Pick<Herald, "told" | "drop" | "say">;
}

/**
 * Records what was done and stands in no event yet, and decides nothing more: for an engine that stops. Answers why it could
 * not; then the next engine sees what was done, and records it.
 */
export async function recordLast(
  ports: WatchPorts,
  { unrecorded, herald }: Kept,
  options: CallOptions,
): Promise<Problem | null> {
  const done = unrecorded.all;
  const { told } = herald;
  if (done.length + told.length === 0) return null;
  const unreached = await fetchAll(ports, options);
  if (unreached !== null) return unreached;
  const { view, distrust } = await openProved(ports, false, options);
  if (view === null || distrust !== null) return distrusted(distrust);
  const { config } = await rulesInForce(ports, view.state, options);
  const consulted = await consult(ports, { view, config }, options);
  if (consulted.distrust !== null) return distrusted(consulted.distrust);
  const clock = compareClocks(ports.clock, view, consulted.clock).records;
  const marked = consulted.mark?.seq ?? 0;
  const recorded = { outcome: "recorded", view, config, marked, clock, events: [] } as const;
  const last = await recordAfter(ports, recorded, { outcomes: done, told }, options);
  if (last.problem === null) {
    unrecorded.drop(done);
    herald.drop(told);
  }
  herald.say(last.events, last.view.state, config);
  return last.problem;
}

function distrusted(distrust: { readonly code: string; readonly message: string } | null): Problem {
  return problem("LEDGER_DISTRUSTED", distrust ?? { code: "LEDGER_MISSING", message: "nothing of it verifies" });
}
