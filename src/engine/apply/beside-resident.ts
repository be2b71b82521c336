import { problem, type Problem } from "../../core/problem/problem.ts";
import { fromTimestamp } from "../../core/time/timestamp.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import { besides, type Duty } from "./duty.ts";
import { outsideProblem } from "./outside-problem.ts";

/** A sign of life counts for so long, for who looks once: milliseconds. */
const freshMs = 40_000;

/** The duty of a run that stands alone: where a resident engine is at work, that one admits and starts. */
export async function besideResident(
  { runState, above, clock }: Pick<ApplyPorts, "runState" | "above" | "clock">,
  duty: Duty,
  options: CallOptions,
): Promise<{ readonly duty: Duty; readonly warnings: readonly Problem[] }> {
  let age = Infinity;
  for (const said of [runState, above])
    await outsideProblem(async () => {
      const heartbeat = (await said?.read(options))?.heartbeat ?? null;
      if (heartbeat !== null) age = Math.min(age, Math.abs(clock.now() - fromTimestamp(heartbeat.at)));
    });
  if (age > freshMs) return { duty, warnings: [] };
  const warning = problem("RESIDENT_AT_WORK", { seconds: Math.round(age / 1000) }, {}, "warning");
  return { duty: besides(duty), warnings: [warning] };
}
