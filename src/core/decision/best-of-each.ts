import type { AgedApproval } from "./to-input.ts";

/**
 * Of each person's agreements those that no other of theirs outdoes, which is as well keyed and no older: the newest of
 * each quality of key, at most. An old one by a better key may fill a seat that a new one does not, and the other way.
 * Of equals the first by its proof.
 */
export function bestOfEach(approvals: readonly AgedApproval[]): AgedApproval[] {
  return [...Map.groupBy(approvals, ({ by }) => by)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, given]) => {
      const kept: AgedApproval[] = [];
      for (const approval of given.toSorted(inOrder))
        if (!kept.some((other) => isAsWellKeyed(other, approval))) kept.push(approval);
      return kept;
    });
}

function isAsWellKeyed(one: AgedApproval, other: AgedApproval): boolean {
  return (one.hardware || !other.hardware) && (one.userVerified || !other.userVerified);
}

/** Newest first, of an age the better keyed: whatever outdoes another comes before it. */
function inOrder(a: AgedApproval, b: AgedApproval): number {
  return compare(ageOf(a), ageOf(b)) || qualities(b) - qualities(a) || compare(a.proof, b.proof);
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of unknown age is older than any. */
function ageOf({ ageAtMost }: AgedApproval): number {
  return ageAtMost ?? Infinity;
}

function qualities({ hardware, userVerified }: AgedApproval): number {
  return Number(hardware) + Number(userVerified);
}
