import type { Config, TargetConfig } from "../../core/config/config.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { Change, End } from "../../core/plan/change.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import { carryOut, type Outcome } from "./carry-out.ts";
import { grantsOn, unlessAborted } from "./observe-targets.ts";

/** All changes of one target are made within this, or fail: milliseconds. */
const deadlineMs = 60_000;

/** Carries out changes on their targets, all targets side by side: one that fails or hangs touches no other. */
export async function changeTargets(
  ports: Pick<ApplyPorts, "targets" | "kinds" | "clock">,
  config: Config,
  changes: readonly Change[],
  grants: readonly Grant[],
  options: CallOptions,
): Promise<Outcome[]> {
  const byTarget = Map.groupBy(changes, targetOf);
  const outcomes = await Promise.all(
    [...byTarget].map(async ([id, own]) => {
      const target = config.targets[id];
      if (target === undefined)
        return own.map((change): Outcome => ({
          change,
          ok: false,
          code: "TARGET_GONE",
          message: `No ${id} in brevet.yaml.`,
        }));
      return changeTarget(ports, config, target, own, grantsOn(id, grants), options);
    }),
  );
  return outcomes.flat();
}

/** The target that a change is about. */
export function targetOf(change: Change): string {
  return change.action === "end" ? change.target : change.assignment.target;
}

/** An end of what is gone already, or stays for another: the target is not touched. */
function isOver(change: Change): change is End {
  return change.action === "end" && change.verified !== null;
}

async function changeTarget(
  ports: Pick<ApplyPorts, "targets" | "kinds" | "clock">,
  config: Config,
  target: TargetConfig,
  changes: readonly Change[],
  grants: readonly Grant[],
  options: CallOptions,
): Promise<Outcome[]> {
  if (changes.every(isOver)) return changes.map((change) => ({ change, ok: true, given: null, sessions: null }));
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(deadlineMs)]);
  try {
    const opened = await ports.targets.open(target, config.repositoryId);
    try {
      const comparable = ports.kinds.get(target.kind)?.comparable ?? ((account: string): string => account);
      const about = { grants, identity: target.identity, comparable, now: ports.clock.now() };
      return await unlessAborted(carryOut(opened, changes, about, { signal }), signal);
    } finally {
      await opened.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return changes.map((change) => ({ change, ok: false, code: "TARGET_UNREACHABLE", message }));
  }
}
