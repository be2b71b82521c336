import { problem, type Problem } from "../../core/problem/problem.ts";
import { fromTimestamp } from "../../core/time/timestamp.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { RunState } from "../../ports/run-state.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import { besides, without, type Duty } from "./duty.ts";
import { outsideProblem } from "./outside-problem.ts";

/** A sign of life counts for so long, for who looks once: milliseconds. */
const freshMs = 40_000;

/**
 * The duty of a run that stands alone: where a resident engine is at work, that one admits and starts, and where one serves a
 * target alone, that target is its.
 */
export async function besideResident(
  ports: Pick<ApplyPorts, "runState" | "above" | "below" | "clock">,
  duty: Duty,
  options: CallOptions,
): Promise<{ readonly duty: Duty; readonly warnings: readonly Problem[] }> {
  const { runState, above, below, clock } = ports;
  const ages = async (states: Iterable<RunState | undefined>): Promise<number[]> => {
    const all: number[] = [];
    for (const state of states)
      await outsideProblem(async () => {
        const heartbeat = (await state?.read(options))?.heartbeat ?? null;
        all.push(heartbeat === null ? Infinity : Math.abs(clock.now() - fromTimestamp(heartbeat.at)));
      });
    return all;
  };
  const age = Math.min(Infinity, ...(await ages([runState, above])));
  if (age <= freshMs) return { duty: besides(duty), warnings: [warning(age, null)] };
  const others = new Map<string, number>();
  await outsideProblem(async () => {
    for (const [target, state] of (await below?.(options)) ?? []) {
      const [last = Infinity] = await ages([state]);
      if (last <= freshMs) others.set(target, last);
    }
  });
  const warnings = [...others].map(([target, last]) => warning(last, target));
  return { duty: without(duty, new Set(others.keys())), warnings };
}

function warning(ageMs: number, target: string | null): Problem {
  return problem("RESIDENT_AT_WORK", { seconds: Math.round(ageMs / 1000), target }, {}, "warning");
}
