import type { Grant } from "../core/grant/grant.ts";
import type { Event } from "../core/ledger/event.ts";
import { stateAt } from "../core/ledger/state-at.ts";
import type { StatusReport } from "../core/report/report.ts";
import { formatInstant } from "../core/time/format-instant.ts";
import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { LedgerView } from "../ports/ledger.ts";
import type { JudgePorts } from "./engine-ports.ts";
import { grantRow, isWanted, type StatusFilter } from "./status.ts";

/** Who had what at a past moment, from the ledger alone: no target can be asked about the past. */
export async function statusAt(
  ports: Pick<JudgePorts, "ledger" | "kinds">,
  by: { readonly view: LedgerView; readonly at: Instant; readonly filter: StatusFilter },
  options: CallOptions,
): Promise<StatusReport> {
  const events: Event[] = [];
  for await (const event of ports.ledger.events(by.view, 1, options)) events.push(event);
  const grants = Object.values(stateAt(events, by.at)?.grants ?? {});
  const had = grants.filter((grant) => grant.state !== "ended" && isWanted(grant, by.filter));
  return {
    at: formatInstant(by.at),
    grants: had.map((grant) => grantRow(grant, ports)),
    targets: [],
    overdue: had.filter((grant) => isOver(grant, by.at)).map((grant) => grant.id),
  };
}

function isOver(grant: Grant, at: Instant): boolean {
  return grant.given !== null && grant.lease.until <= at;
}
