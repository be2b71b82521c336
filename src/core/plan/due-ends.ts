import type { Kinds } from "../config/config.ts";
import type { Grant } from "../grant/grant.ts";
import type { Instant } from "../time/instant.ts";
import { familiesOf, isCurrent, unitsOf } from "./assignments.ts";
import { endReason, isDueForSure, isOpen } from "./due.ts";
import { recordedHolding } from "./plan-due.ts";
import { asWritten } from "./terms.ts";
import type { End } from "./change.ts";

/**
 * What has to be taken away before anything else is looked at: every grant that was begun and is due, but for those
 * whose access another one explains from now on, and what a guard may hold back. Where no answer to a start was recorded, `holding` is null: look for
 * what the grant may have. In order.
 */
export function dueEnds(
  { grants }: { readonly grants: { readonly [id: string]: Grant } },
  now: Instant,
  kinds: Kinds = new Map(),
): End[] {
  const open = Object.values(grants).filter(isOpen);
  const byPlace = Map.groupBy(open, ({ effect }) => JSON.stringify([effect.target, effect.kind, effect.identity]));
  return [...byPlace.values()]
    .flatMap((there) => dueAt(there, now, kinds))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((grant) => ({
      action: "end",
      grant: grant.id,
      target: grant.effect.target,
      holding: recordedHolding(grant),
      because: endReason(grant, grant.given !== null),
      verified: null,
    }));
}

/** The grants at one place whose access nothing else explains from now on. */
function dueAt(there: readonly Grant[], now: Instant, kinds: Kinds): Grant[] {
  const due = there.filter((grant) => isDueForSure(grant, now));
  const [first] = due;
  if (first === undefined) return [];
  const comparable = kinds.get(first.effect.kind)?.comparable ?? asWritten;
  const units = unitsOf(
    there.filter((grant) => !isDueForSure(grant, now)),
    comparable,
  );
  const current = units.filter((unit) => isCurrent(unit, now));
  const families = familiesOf(current, due, comparable);
  const heirs = new Set([...families.values()].flat());
  const kept = new Set([...current.flatMap(({ grants }) => grants), ...heirs].flatMap(refOf));
  return due.filter((grant) => grant.begun && !heirs.has(grant) && !refOf(grant).some((ref) => kept.has(ref)));
}

function refOf({ given }: Grant): string[] {
  return given === null ? [] : [given.ref];
}
