import type { Grant } from "../core/grant/grant.ts";
import type { StatusReport } from "../core/report/report.ts";
import { formatInstant } from "../core/time/format-instant.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { LedgerView } from "../ports/ledger.ts";
import { observeTargets } from "./apply/observe-targets.ts";
import type { RunStates } from "../ports/run-state.ts";
import type { PlanPorts } from "./engine-ports.ts";
import { heartbeats } from "./heartbeats.ts";
import type { Rules } from "./rules/read-rules.ts";
import type { StatusFilter } from "./status-filter.ts";
import { stillOpen } from "./still-open.ts";

/** Who has what, since when, until when, by whose word, and what the targets themselves show. */
export async function status(
  ports: PlanPorts & { readonly runStates: RunStates },
  by: { readonly rules: Rules; readonly view: LedgerView; readonly filter: StatusFilter },
  options: CallOptions,
): Promise<StatusReport> {
  const now = ports.clock.now();
  const all = Object.values(by.view.state.grants);
  const open = all.filter((grant) => grant.state !== "ended");
  const { config } = by.rules;
  const [observations, said] = await Promise.all([
    observeTargets(ports, config, open, options),
    heartbeats(ports.runStates, config, options),
  ]);
  return {
    at: formatInstant(now),
    grants: open.filter((grant) => isWanted(grant, by.filter)).map((grant) => grantRow(grant, ports)),
    targets: Object.values(config.targets).map((target) => {
      const seen = observations.get(target.id);
      const holdings = seen?.ok === true ? seen.holdings : null;
      return {
        id: target.id,
        kind: target.kind,
        expiry: ports.kinds.get(target.kind)?.expiry ?? "none",
        reachable: seen?.ok ?? null,
        live: open.filter((grant) => grant.effect.target === target.id && grant.given !== null).length,
        foreign: holdings?.filter((holding) => holding.grant === null).length ?? null,
      };
    }),
    ...stillOpen(by.view.state, now, by.filter),
    ...said,
  };
}

/** Whether a filter lets that grant through. */
export function isWanted(grant: Grant, filter: StatusFilter): boolean {
  if (filter.subject !== undefined && grant.subject !== filter.subject) return false;
  if (filter.resource !== undefined && !grant.entitlement.startsWith(`${filter.resource}:`)) return false;
  return filter.target === undefined || grant.effect.target === filter.target;
}

/** One grant as `status` shows it. */
export function grantRow(grant: Grant, ports: Pick<PlanPorts, "kinds">): StatusReport["grants"][number] {
  return {
    id: grant.id,
    subject: grant.subject,
    entitlement: grant.entitlement,
    target: grant.effect.target,
    state: grant.state,
    from: formatInstant(grant.lease.from),
    until: formatInstant(grant.lease.until),
    expiry: ports.kinds.get(grant.effect.kind)?.expiry ?? "none",
    approved_by: grant.approvals.map((approval) => approval.by),
    emergency: grant.emergency,
  };
}
