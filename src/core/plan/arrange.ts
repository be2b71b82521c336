import type { Grant } from "../grant/grant.ts";
import { familiesOf, isCurrent, unitsOf } from "./assignments.ts";
import type { Unit } from "./assignments.ts";
import type { Claims } from "./claims.ts";
import { isDue } from "./due.ts";
import type { Holding } from "./holding.ts";
import type { Look } from "./look.ts";

/** An assignment that is to be there now, with what the target shows of it. */
export interface Placed {
  readonly unit: Unit;
  /** Grants that are due and were one with it: what they were given is its own. */
  readonly before: readonly Grant[];
  readonly holdings: readonly Holding[];
}

/** A grant that is due, with what the target shows of it and nothing else explains. */
export interface Over {
  readonly grant: Grant;
  readonly holdings: readonly Holding[];
  /** Whether what it has is another assignment's from now on. */
  readonly isOutlived: boolean;
}

/** The grants of one target that have not ended, by what has to become of them. */
export interface Arranged {
  readonly placed: readonly Placed[];
  readonly over: readonly Over[];
  /** Every assignment, those to come too. */
  readonly units: readonly Unit[];
}

/** Sorts grants into what is to be there, what is over, and what of it is shown. */
export function arrange(open: readonly Grant[], claims: Claims, look: Look): Arranged {
  const due = open.filter((grant) => isDue(grant, look.endNow));
  const units = unitsOf(
    open.filter((grant) => !isDue(grant, look.endNow)),
    look.comparable,
  );
  const current = units.filter((unit) => isCurrent(unit, look.now));
  const placed = [...familiesOf(current, due, look.comparable)].map(([unit, before]): Placed => {
    return { unit, before, holdings: holdingsOf([...unit.grants, ...before], claims) };
  });
  const explained = new Set(placed.flatMap(({ holdings }) => holdings));
  const heirs = new Set(placed.filter(({ holdings }) => holdings.length > 0).flatMap(({ before }) => before));
  const over = due.map((grant): Over => {
    const shown = holdingsOf([grant], claims);
    const holdings = shown.filter((holding) => !explained.has(holding));
    return { grant, holdings, isOutlived: heirs.has(grant) || holdings.length < shown.length };
  });
  return { placed, over, units };
}

function holdingsOf(grants: readonly Grant[], { ours }: Claims): Holding[] {
  return [...new Set(grants.flatMap(({ id }) => ours.get(id) ?? []))];
}
