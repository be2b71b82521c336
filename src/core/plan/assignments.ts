import type { Grant } from "../grant/grant.ts";
import { instant } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import type { Assignment } from "./change.ts";
import { termsKey } from "./terms.ts";
import type { Comparable } from "./terms.ts";

/** Grants of equal terms whose leases touch: together they explain one assignment. */
export interface Unit {
  readonly terms: string;
  readonly assignment: Assignment;
  /** In order of admission. */
  readonly grants: readonly Grant[];
}

/**
 * What should be there, now and later, by grants of one target that are not due: to the latest end each. In order of
 * admission, so that of two that exclude each other the first is served.
 */
export function unitsOf(grants: readonly Grant[], comparable: Comparable): Unit[] {
  const byTerms = Map.groupBy(bySeq(grants), (grant) => termsKey(grant, comparable));
  const units = [...byTerms].flatMap(([terms, same]) =>
    touching(same).map((group): Unit => ({ terms, assignment: toAssignment(group), grants: bySeq(group) })),
  );
  return units.sort((a, b) => seqOf(a) - seqOf(b));
}

function seqOf({ grants }: Unit): number {
  return Math.min(...grants.map(({ seq }) => seq));
}

/** Whether an assignment is to be there at that moment. */
export function isCurrent({ assignment }: Unit, now: Instant): boolean {
  return assignment.from <= now;
}

/** The grants that are due and were one with each assignment: what is there goes on by the assignment. */
export function familiesOf(
  units: readonly Unit[],
  due: readonly Grant[],
  comparable: Comparable,
): ReadonlyMap<Unit, readonly Grant[]> {
  const byTerms = Map.groupBy(due, (grant) => termsKey(grant, comparable));
  return new Map(
    units.map((unit) => {
      const same = byTerms.get(unit.terms) ?? [];
      return [unit, same.filter(({ lease }) => lease.until >= unit.assignment.from)];
    }),
  );
}

type Group = [Grant, ...Grant[]];

function touching(grants: readonly Grant[]): Group[] {
  const groups: Group[] = [];
  let end = -Infinity;
  for (const grant of [...grants].sort((a, b) => a.lease.from - b.lease.from)) {
    const last = groups.at(-1);
    if (last !== undefined && grant.lease.from <= end) last.push(grant);
    else groups.push([grant]);
    end = Math.max(end, grant.lease.until);
  }
  return groups;
}

function toAssignment(group: Group): Assignment {
  const [{ effect, publicKey, obligations }] = group;
  return {
    target: effect.target,
    principal: effect.principal,
    rights: effect.rights,
    from: instant(Math.min(...group.map(({ lease }) => lease.from))),
    until: instant(Math.max(...group.map(({ lease }) => lease.until))),
    grants: bySeq(group).map(({ id }) => id),
    publicKey,
    obligations,
  };
}

function bySeq(grants: readonly Grant[]): Grant[] {
  return [...grants].sort((a, b) => a.seq - b.seq);
}
