import { finding, type Finding } from "../../core/problem/finding.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import { compareClocks } from "../witness/clocks.ts";

/** Whether this machine tells the time that others tell. */
export function checkClock(clock: Clock, view: LedgerView, witness: Instant | null): readonly Finding[] {
  const { problem } = compareClocks(clock, view, witness);
  return problem === null ? [] : [finding("CLOCK_OFF", "clock", problem)];
}
