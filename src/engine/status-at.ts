import type { Event } from "../core/ledger/event.ts";
import { stateAt } from "../core/ledger/state-at.ts";
import type { StatusReport } from "../core/report/report.ts";
import { formatInstant } from "../core/time/format-instant.ts";
import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { LedgerView } from "../ports/ledger.ts";
import type { JudgePorts } from "./engine-ports.ts";
import { grantRow, isWanted } from "./status.ts";
import type { StatusFilter } from "./status-filter.ts";
import { stillOpen } from "./still-open.ts";

/** Who had what at a past moment, from the ledger alone: no target can be asked about the past. */
export async function statusAt(
  ports: Pick<JudgePorts, "ledger" | "kinds">,
  by: { readonly view: LedgerView; readonly at: Instant; readonly filter: StatusFilter },
  options: CallOptions,
): Promise<StatusReport> {
  const events: Event[] = [];
  for await (const event of ports.ledger.events(by.view, 1, options)) events.push(event);
  const state = stateAt(events, by.at);
  const had = Object.values(state?.grants ?? {}).filter(
    (grant) => grant.state !== "ended" && isWanted(grant, by.filter),
  );
  return {
    at: formatInstant(by.at),
    grants: had.map((grant) => grantRow(grant, ports)),
    targets: [],
    ...stillOpen(state ?? { grants: {}, reviews: {}, drift: {} }, by.at, by.filter),
    heartbeat: null,
    runners: [],
  };
}
