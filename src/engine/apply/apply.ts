import type { ApplyReport } from "../../core/report/report.ts";
import { untold } from "../../core/ledger/untold.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import { tellEvents } from "../notify/tell-events.ts";
import { tellObliged } from "../notify/tell-obliged.ts";
import { besideResident } from "./beside-resident.ts";
import { changeTargets } from "./change-targets.ts";
import { decide, fetchAll } from "./decide.ts";
import type { Duty } from "./duty.ts";
import { endDue } from "./end-due.ts";
import { recordAfter } from "./record.ts";
import { reportApply, reportStopped } from "./report-apply.ts";

/**
 * One reconcile: ends what is due before anything else is looked at; then catches up, accepts, admits, observes and
 * plans; records what it is about to do; does it; records what it saw. Safe to stop anywhere and to run again.
 */
export async function apply(ports: ApplyPorts, duty: Duty, options: CallOptions): Promise<ApplyReport> {
  const before = await ports.ledger.open(options);
  const done = before.view === null ? [] : await endDue(ports, before.view, duty, options);
  const beside = await besideResident(ports, duty, options);
  const run = { done, duty: beside.duty, fetch: () => fetchAll(ports, options) };
  const decided = await decide(ports, run, options);
  if (decided.found === null) return reportStopped(decided.distrust, decided.unreached);
  const { found, recorded, changes } = decided;
  const grants = Object.values(found.journal.state.grants);
  const { config } = found.rules;
  const whom = beside.duty.admits && recorded.outcome === "recorded" ? untold(recorded.view.state) : [];
  const [outcomes, { told, problems }] = await Promise.all([
    changeTargets(ports, config, changes, grants, options),
    tellObliged(ports.notifiers, config, whom, options),
  ]);
  const all = [...done, ...outcomes];
  const last = await recordAfter(ports, recorded, { outcomes: all, told }, options);
  const said = { events: last.events, grants: last.view.state.grants };
  const untoldOf = await tellEvents(ports.notifiers, config, said, options);
  return reportApply(found, { outcomes: all, last, problems, warnings: [...beside.warnings, ...untoldOf] });
}
