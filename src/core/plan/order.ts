import { canonical } from "../json/canonical.ts";
import type { Json } from "../json/value.ts";
import type { Part } from "./part.ts";
import type { Change } from "./change.ts";

/** A part in the one order of plans: ends, then what becomes less, then what becomes more; equals by name. */
export function inOrder(part: Part): Part {
  return {
    ...part,
    changes: [...part.changes].sort((a, b) => rank(a) - rank(b) || compare(keyOf(a), keyOf(b))),
    drift: [...part.drift].sort(byText),
    held: [...part.held].sort(byText),
    seen: [...part.seen].sort((a, b) => compare(a.grant, b.grant)),
  };
}

function rank(change: Change): number {
  if (change.action === "end") return 0;
  if (change.action === "start") return 3;
  return change.because === "extended" ? 2 : 1;
}

function keyOf(change: Change): string {
  const target = change.action === "end" ? change.target : change.assignment.target;
  const ref = change.action === "start" ? null : (change.holding?.ref ?? null);
  return canonical([target, change.grant, ref]);
}

function byText(a: object, b: object): number {
  return compare(canonical(a as Json), canonical(b as Json));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
