import { randomUUID } from "node:crypto";
import type { Draft, Event } from "../core/ledger/event.ts";
import { eventPath } from "../core/ledger/event-path.ts";
import { foldAll } from "../core/ledger/fold.ts";
import { toMessage } from "../core/ledger/message.ts";
import { seal, type Link, type Sealed } from "../core/ledger/seal.ts";
import { changedShards, stateDigest, toShards } from "../core/ledger/shards.ts";
import type { State } from "../core/ledger/state.ts";
import { fromTimestamp } from "../core/time/timestamp.ts";
import type { CommitDraft } from "../ports/git.ts";

/** Two engines with one key that say the same at the same moment would make the same commits, and both would win. */
export function runAuthor(): { readonly name: string; readonly email: string } {
  return { name: "Brevet", email: `${randomUUID()}@run.brevet.invalid` };
}

/** Folding copies the state: many events at once, and yet not all of them after the last one is sealed. */
const FOLDED_AT_ONCE = 1000;

/**
 * Makes commits of drafts while they are taken: git works on the first ones while the later ones are sealed.
 * Afterwards it says what was sealed, and the state that it gives.
 */
export class Run {
  readonly events: readonly Event[];
  state: State | null;
  readonly #before: State | null;
  readonly #drafts: readonly Draft[];
  readonly #events: Event[] = [];

  constructor(before: State | null, drafts: readonly Draft[]) {
    this.events = this.#events;
    this.state = before;
    this.#before = before;
    this.#drafts = drafts;
  }

  /** To be taken once. */
  *commits(): Generator<CommitDraft> {
    const engine = runAuthor();
    let unfolded: Sealed[] = [];
    let link: Link | null = this.#before;
    for (const draft of this.#drafts) {
      const sealed = seal(link, draft);
      const { event, digest, text } = sealed;
      const at = fromTimestamp(event.at);
      link = { seq: event.seq, digest, at };
      this.#events.push(event);
      unfolded.push(sealed);
      const isLast = this.#events.length === this.#drafts.length;
      if (isLast || unfolded.length === FOLDED_AT_ONCE) {
        this.state = foldAll(this.state, unfolded);
        unfolded = [];
      }
      const kept = isLast && this.state !== null ? this.#kept(this.state) : null;
      yield {
        files: new Map([[eventPath(event.seq, event.type), Buffer.from(`${text}\n`)], ...(kept?.files ?? [])]),
        message: toMessage(event, digest, kept?.digest ?? null),
        author: { ...engine, at },
      };
    }
  }

  #kept(state: State): {
    readonly files: ReadonlyMap<string, Uint8Array | null>;
    readonly digest: ReturnType<typeof stateDigest>;
  } {
    return { files: changedShards(this.#before, state), digest: stateDigest(toShards(state)) };
  }
}
