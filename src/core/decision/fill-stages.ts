import type { Catalog } from "../catalog/catalog.ts";
import type { Stage } from "./decision.ts";
import { matchSeats } from "./match-seats.ts";
import { isCount } from "./merge-stages.ts";
import { candidatesOf } from "./seat.ts";
import type { Approval, FilledStage } from "./verdict.ts";

/** Stages with who fills them, and the approvals that did. */
export interface Filled {
  readonly stages: readonly FilledStage[];
  readonly counted: readonly Approval[];
}

/**
 * Seats the people who agreed, each at most once in all. stages: merged, in canonical order; excluded: who fills no
 * seat, whatever they signed; onCall: who is on duty, as far as that is known. A count that makes no sense has no seats.
 */
export function fillStages(
  stages: readonly Stage[],
  approvals: readonly Approval[],
  excluded: ReadonlySet<string>,
  catalog: Catalog,
  onCall: readonly string[] = [],
): Filled {
  const given = inOrder(approvals).filter(({ by }) => !excluded.has(by));
  const fitting = stages.map(({ from, need, max_age: most }) => {
    const candidates = new Set(candidatesOf(from, catalog));
    return given.filter(
      (approval) =>
        candidates.has(approval.by) &&
        need.every((what) => has(approval, what, onCall)) &&
        (most === undefined || (approval.ageAtMost ?? Infinity) <= most),
    );
  });
  const seats = stages.map(({ count }) => (isCount(count) ? count : 0));
  const seated = matchSeats(seats.map((count, index) => ({ count, candidates: peopleOf(fitting[index]) })));
  return {
    stages: stages.map((stage, index) => {
      const by = seated[index] ?? [];
      return { ...stage, by, missing: (seats[index] ?? 0) - by.length };
    }),
    counted: inOrder(
      seated.flatMap((by, index) => by.flatMap((person) => fitting[index]?.find((each) => each.by === person) ?? [])),
    ),
  };
}

/** How many seats would stay open if everybody agreed who could: with whatever key, unless `isAble` tells of theirs. */
export function shortBy(
  stages: readonly Stage[],
  excluded: ReadonlySet<string>,
  catalog: Catalog,
  isAble: (person: string, need: Stage["need"]) => boolean = () => true,
): number {
  const seats = stages.map(({ count, from, need }) => ({
    count,
    candidates: candidatesOf(from, catalog).filter((person) => !excluded.has(person) && isAble(person, need)),
  }));
  const filled = matchSeats(seats);
  return seats.reduce((short, { count }, index) => short + count - (filled[index]?.length ?? 0), 0);
}

function has(approval: Approval, need: string, onCall: readonly string[]): boolean {
  if (need === "hardware") return approval.hardware;
  if (need === "on_duty") return onCall.includes(approval.by);
  return need === "user_verified" && approval.userVerified;
}

function peopleOf(approvals: readonly Approval[] = []): string[] {
  return [...new Set(approvals.map(({ by }) => by))];
}

/** By who agreed; of one person's those by the best key first, so that it is the one that is said to have counted. */
function inOrder(approvals: readonly Approval[]): Approval[] {
  const key = ({ by, via, proof, hardware, userVerified }: Approval): string =>
    JSON.stringify([by, !userVerified, !hardware, via, proof]);
  return [...approvals].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
