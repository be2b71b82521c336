import type { Draft, Event } from "../core/ledger/event.ts";
import type { EventBodies } from "../core/ledger/event-body.ts";
import { fold } from "../core/ledger/fold.ts";
import { seal } from "../core/ledger/seal.ts";
import type { State } from "../core/ledger/state.ts";
import type { Instant } from "../core/time/instant.ts";
import { toTimestamp } from "../core/time/timestamp.ts";

/** What happened, by type, before it has its time and its author. */
export type Entry = {
  readonly [T in keyof EventBodies]: {
    readonly type: T;
    readonly grant: string | null;
    readonly main: string | null;
    readonly body: EventBodies[T];
  };
}[keyof EventBodies];

/** What a run wants to record, in order, and the state as it will be once it has. */
export interface Journal {
  readonly drafts: readonly Draft[];
  readonly state: State;
  now(): Instant;
  /** Adds an event: later judgements of the same run see it. */
  note(entry: Entry): void;
  /** Does some work whose events are added all, or, where it throws, none. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
}

/** A journal that goes on from that state. */
export function openJournal(state: State, by: Event["by"], now: () => Instant): Journal {
  const drafts: Draft[] = [];
  let current = state;
  return {
    drafts,
    get state(): State {
      return current;
    },
    now,
    note(entry): void {
      const draft: Draft = { ...entry, at: toTimestamp(now()), by };
      drafts.push(draft);
      current = fold(current, seal(current, draft).event);
    },
    async attempt(work) {
      const [count, before] = [drafts.length, current];
      try {
        return await work();
      } catch (error) {
        drafts.length = count;
        current = before;
        throw error;
      }
    },
  };
}
