import type { Instant } from "../time/instant.ts";
import type { State } from "./state.ts";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Part =
  | "refusedRules"
  | "ids"
  | "deferred"
  | "objections"
  | "revokes"
  | "lifted"
  | "lifts"
  | "reviews"
  | "reviewed"
  | "drift"
  | "past"
  | "grants";
type WritablePart<P extends Part> = State[P] extends readonly (infer Item)[] ? Item[] : Writable<State[P]>;

/** A state while events are folded into it: its own copy, whose parts are copied when they are first changed. */
export interface Work {
  readonly state: Writable<State>;
  readonly copied: Set<Part>;
  /** Grants that ended, in the order in which they did: who drops them need not look at those that live. */
  readonly over: Over[];
}

/** That a grant ended, and when. */
export interface Over {
  readonly id: string;
  readonly at: Instant;
}

/** Begins to fold into a copy of that state. */
export function openWork(state: State): Work {
  const over = Object.values(state.grants).flatMap(({ id, ended }) => (ended === null ? [] : [{ id, at: ended.at }]));
  return { state: { ...state }, copied: new Set(), over: over.sort((a, b) => a.at - b.at) };
}

/** A part of the state that may be changed. */
export function own<P extends Part>(work: Work, part: P): WritablePart<P> {
  if (!work.copied.has(part)) {
    const value: unknown = work.state[part];
    put(work, part, Array.isArray(value) ? [...(value as readonly unknown[])] : { ...(value as object) });
  }
  return work.state[part] as WritablePart<P>;
}

/** Sets a part that nothing else holds. */
export function put(work: Work, part: Part, value: unknown): void {
  (work.state as { [part: string]: unknown })[part] = value;
  work.copied.add(part);
}
