import { agree } from "../../core/time/agree.ts";
import { instant, type Instant } from "../../core/time/instant.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LedgerView } from "../../ports/ledger.ts";

/** The clocks that a run goes by. */
export interface Clocks {
  /** For ends: the latest clock that can be right. It goes on as time passes, also where the machine's is put right meanwhile. */
  readonly ends: Clock;
  /** For what is recorded: the earliest, where they do not agree. */
  readonly records: Clock;
  /** Why nothing may be admitted or started. */
  readonly problem: Problem | null;
}

/** What this engine's clock is believed for, beside the witness's and the ledger's last event. */
export function compareClocks(own: Clock, view: LedgerView, witness: Instant | null): Clocks {
  const now = own.now();
  const others = witness === null ? [] : [{ of: "the witness", at: witness }];
  const setBack = own.steppedBackMs?.() ?? 0;
  const { apart, behind, forEnds, forRecords } = agree(now, others, view.state.at);
  return {
    ends: ahead(own, forEnds),
    records: shifted(own, Math.min(forRecords, -setBack)),
    problem:
      apart !== null
        ? problem("CLOCKS_DISAGREE", apart)
        : setBack > 0
          ? problem("CLOCK_SET_BACK", { seconds: Math.round(setBack / 1000) })
          : behind
            ? problem("CLOCK_BEHIND", {})
            : null,
  };
}

/** Never behind the machine's own, and ahead of it only for as long as that is wrong. */
function ahead(own: Clock, by: number): Clock {
  const passed = own.passedMs?.();
  if (by === 0 || passed === undefined) return shifted(own, by);
  const at = own.now() + by;
  return { now: () => instant(Math.max(own.now(), Math.floor(at + (own.passedMs?.() ?? passed) - passed))) };
}

function shifted(clock: Clock, by: number): Clock {
  return by === 0 ? clock : { now: () => instant(clock.now() + by) };
}
