import { digestBytes } from "../json/digest.ts";
import type { Digest } from "../json/digest.ts";
import { brevetError } from "../problem/brevet-error.ts";
import { fromTimestamp } from "../time/timestamp.ts";
import { typed } from "./event-of.ts";
import type { EventOf, TypedEvent } from "./event-of.ts";
import type { Event } from "./event.ts";
import { begin } from "./begin.ts";
import { admissionFolds } from "./fold-admission.ts";
import { lifeFolds } from "./fold-life.ts";
import { orderFolds } from "./fold-order.ts";
import { rulesFolds } from "./fold-rules.ts";
import type { Folds } from "./folds.ts";
import { linkFault } from "./link-fault.ts";
import { prune } from "./prune.ts";
import { canonicalEvent } from "./seal.ts";
import type { State } from "./state.ts";
import { openWork } from "./work.ts";
import type { Work } from "./work.ts";

const folds: Folds = { ...rulesFolds, ...admissionFolds, ...lifeFolds, ...orderFolds };

/** An event and the digest of its canonical text, where that is known already. */
export interface Folded {
  readonly event: Event;
  readonly digest?: Digest;
}

/**
 * What is known after one more event: a function of the state and the event alone. state: null before the first.
 * Throws where the event does not continue the state.
 */
export function fold(state: State | null, event: Event, digest?: Digest): State {
  return foldAll(state, [digest === undefined ? { event } : { event, digest }]) as State;
}

/** The same for many events at once, copying the state once. Null only where there is no state and no event. */
export function foldAll(state: State | null, events: Iterable<Folded>): State | null {
  const folding = startFolding(state);
  for (const folded of events) folding.take(folded);
  return folding.state;
}

/** Events folded as they come. What `state` gave is no longer to be used once another event is taken. */
export interface Folding {
  readonly state: State | null;
  take(folded: Folded): void;
}

/** Begins to fold into a copy of that state. */
export function startFolding(before: State | null): Folding {
  let work: Work | null = before === null ? null : openWork(before);
  return {
    get state() {
      return work?.state ?? null;
    },
    take({ event, digest = digestBytes(canonicalEvent(event)) }) {
      checkPlace(work?.state ?? null, event);
      const begun: Work = work ?? openWork(beginOf(typed(event) as EventOf<"genesis">, digest));
      take(begun, event, digest);
      work = begun;
    },
  };
}

function checkPlace(state: State | null, event: Event): void {
  const fault = linkFault(state, event);
  if (fault === null) return;
  const what =
    fault.kind === "place" ? fault.what : `its ${fault.kind === "chain" ? "predecessor" : "time"} is another`;
  throw brevetError("EVENT_OUT_OF_PLACE", { seq: event.seq, what });
}

function take(work: Work, event: Event, digest: Digest): void {
  const { state } = work;
  const at = fromTimestamp(event.at);
  const before = state.at;
  Object.assign(state, { seq: event.seq, digest, at });
  (folds[event.type] as (work: Work, event: TypedEvent) => void)(work, typed(event));
  prune(work, before);
}

function beginOf({ at, body }: EventOf<"genesis">, genesis: Digest): State {
  return begin({ at: fromTimestamp(at), repository: body.repository, genesis });
}
