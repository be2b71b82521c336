import type { Grant } from "../../core/grant/grant.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { Outcome } from "../apply/carry-out.ts";
import { changeReport } from "../apply/report-apply.ts";
import { changeKey } from "./unrecorded.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** Tells what becomes of targets; a failure that goes on as it was is told once. */
export interface Teller {
  change(outcome: Outcome, grants: { readonly [id: string]: Grant }): void;
  /** lost: why it does not answer; null: it answers again. */
  target(target: string, lost: { readonly code: string; readonly message: string } | null): void;
}

export function teller({ clock, tell }: Pick<WatchPorts, "clock" | "tell">): Teller {
  const failing = new Map<string, string>();
  return {
    change(outcome, grants) {
      const key = changeKey(outcome.change);
      const code = outcome.ok ? null : outcome.code;
      if (code !== null && failing.get(key) === code) return;
      if (code === null) failing.delete(key);
      else failing.set(key, code);
      const now = clock.now();
      const grant = outcome.change.grant === null ? undefined : grants[outcome.change.grant];
      tell({
        at: formatInstant(now),
        kind: "change",
        change: changeReport(outcome.change, grants, outcome),
        seconds: outcome.ok && grant !== undefined ? secondsSinceDue(outcome, grant, now) : null,
      });
    },
    target(target, lost) {
      const { code, message } = lost ?? { code: null, message: null };
      tell({ at: formatInstant(clock.now()), kind: "target", target, answers: lost === null, code, message });
    },
  };
}

/** Since the lease began or ended; null where something else asked for the change. */
function secondsSinceDue({ change }: Outcome, { lease, given }: Grant, now: Instant): number | null {
  if (change.action === "start" && given === null) return Math.max(0, now - lease.from) / 1000;
  if (change.action === "end" && change.because === "expired") return Math.max(0, now - lease.until) / 1000;
  return null;
}
