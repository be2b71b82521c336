import type { Config, TargetConfig } from "../../core/config/config.ts";
import { finding, type Finding } from "../../core/problem/finding.ts";
import type { Observation } from "../../core/plan/holding.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import { observeTargets, unlessAborted } from "../apply/observe-targets.ts";
import type { DoctorPorts } from "./doctor-ports.ts";

/** A kind that has not said what is weak by then says nothing: milliseconds. */
const deadlineMs = 30_000;
/** Clocks further apart tell another time: milliseconds. */
const toleranceMs = 60_000;

/** Whether each target is within reach and what it is pinned as, and what its kind finds weak there. */
export async function checkTargets(
  ports: DoctorPorts,
  { view, config }: { readonly view: LedgerView; readonly config: Config },
  options: CallOptions,
): Promise<readonly Finding[]> {
  const observed = await observeTargets(ports, config, Object.values(view.state.grants), options);
  const found = Object.values(config.targets).map(async (target) => {
    const observation = observed.get(target.id);
    const seen = observation === undefined ? [] : checkObservation(ports, target, observation);
    return observation?.ok === true ? [...seen, ...(await ownChecks(ports, config, target, options))] : seen;
  });
  return (await Promise.all(found)).flat();
}

function checkObservation({ clock, kinds }: DoctorPorts, target: TargetConfig, seen: Observation): Finding[] {
  const about = `target ${target.id}`;
  if (!seen.ok) return [finding("TARGET_AWAY", about, seen)];
  const found: Finding[] = [];
  const pinned = target.identity;
  if (seen.identity !== pinned) found.push(finding("TARGET_OTHER", about, { shown: seen.identity, pinned }));
  const off = seen.clock === null ? 0 : Math.abs(seen.clock - clock.now());
  if (off > toleranceMs) found.push(finding("TARGET_CLOCK_OFF", about, { seconds: Math.round(off / 1000) }));
  if (target.mode === "observe") found.push(finding("TARGET_ONLY_OBSERVED", about, {}, "warning"));
  if (kinds.get(target.kind)?.expiry === "none") found.push(finding("TARGET_ENDS_BY_ENGINE", about, {}, "warning"));
  return found;
}

async function ownChecks(
  { readers }: DoctorPorts,
  { repositoryId }: Config,
  target: TargetConfig,
  options: CallOptions,
): Promise<readonly Finding[]> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(deadlineMs)]);
  try {
    const reader = await readers.openReader(target, repositoryId);
    return await unlessAborted(reader.checks({ signal }), signal).finally(() => reader.close());
  } catch (error) {
    options.signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    return [finding("TARGET_AWAY", `target ${target.id}`, { message })];
  }
}
