import type { Instant } from "../time/instant.ts";
import type { Change, Drift, Held, Seen } from "./change.ts";

/** What is planned for a part of what there is: parts are put together as they are. */
export interface Part {
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
  readonly held: readonly Held[];
  readonly seen: readonly Seen[];
  readonly gone: readonly (readonly [grant: string, since: Instant])[];
  /** Moments at which something is known to change. */
  readonly times: readonly Instant[];
}

const nothing: Part = { changes: [], drift: [], held: [], seen: [], gone: [], times: [] };

/** A part of which only this is known. */
export function part(some: Partial<Part>): Part {
  return { ...nothing, ...some };
}

/** Several parts as one. */
export function join(parts: readonly Part[]): Part {
  return {
    changes: parts.flatMap(({ changes }) => changes),
    drift: parts.flatMap(({ drift }) => drift),
    held: parts.flatMap(({ held }) => held),
    seen: parts.flatMap(({ seen }) => seen),
    gone: parts.flatMap(({ gone }) => gone),
    times: parts.flatMap(({ times }) => times),
  };
}
