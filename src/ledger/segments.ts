import type { RolledOver, State } from "../core/ledger/state.ts";
import type { ObjectId } from "../ports/git.ts";

/** A stretch of the history, both ends included, and the commit whose tree holds its events. */
export interface Segment {
  readonly commit: ObjectId;
  readonly from: number;
  readonly to: number;
}

/** Where the events of a history stand, oldest first: below its tip, and where a branch was rolled over, below older ones. */
export function segmentsOf(
  tip: { readonly commit: ObjectId; readonly seq: number },
  rolled: State["rolled"],
): Segment[] {
  const older = rolled ?? [];
  const startOf = (index: number): number => older[index - 1]?.seq ?? 1;
  const before = older.map(({ tip: commit, seq }: RolledOver, index) => ({
    commit,
    from: startOf(index),
    to: seq - 1,
  }));
  return [...before, { commit: tip.commit, from: startOf(older.length), to: tip.seq }];
}
