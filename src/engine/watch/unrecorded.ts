import { canonical } from "../../core/json/canonical.ts";
import type { Change } from "../../core/plan/change.ts";
import type { Outcome } from "../apply/carry-out.ts";
import { targetOf } from "../apply/change-targets.ts";

/** What was done and stands in no event yet. It is kept until it does, however long nothing can be pushed. */
export interface Unrecorded {
  readonly all: readonly Outcome[];
  add(outcomes: readonly Outcome[]): void;
  /** Forgets those: an event says them now. */
  drop(outcomes: readonly Outcome[]): void;
  /** The grants that were seen ended. */
  ended(): ReadonlySet<string | null>;
}

export function unrecorded(): Unrecorded {
  const kept = new Map<string, Outcome>();
  return {
    get all(): readonly Outcome[] {
      return [...kept.values()];
    },
    add(outcomes): void {
      for (const outcome of outcomes) kept.set(changeKey(outcome.change), outcome); // of one change the last try counts
    },
    drop(outcomes): void {
      for (const outcome of outcomes)
        if (kept.get(changeKey(outcome.change)) === outcome) kept.delete(changeKey(outcome.change));
    },
    ended: () =>
      new Set([...kept.values()].flatMap(({ ok, change }) => (ok && change.action === "end" ? [change.grant] : []))),
  };
}

/** What makes two changes the same one, tried twice. */
export function changeKey(change: Change): string {
  const ref = change.action === "start" ? null : (change.holding?.ref ?? null);
  return canonical([change.action, targetOf(change), change.grant, ref]);
}
