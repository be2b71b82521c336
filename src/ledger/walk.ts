import { startFolding, type Folding } from "../core/ledger/fold.ts";
import type { State } from "../core/ledger/state.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { HistoryCommit, ObjectId } from "../ports/git.ts";
import type { Trust } from "../ports/ledger.ts";
import { checkCommit, type CheckedEvent } from "./check-commit.ts";
import { checkContinuation } from "./check-continuation.ts";
import { checkEngineSignature } from "./engine-signature.ts";
import { fault, type Fault } from "./fault.ts";
import type { LedgerParts } from "./ledger-parts.ts";

/** How far a history was read, and found good. */
export interface Walked {
  readonly events: number;
  readonly first: CheckedEvent | null;
  readonly last: CheckedEvent | null;
  readonly state: State | null;
  readonly fault: Fault | null;
}

/** Where a branch that goes on from another has come to: not at its commits yet, at those of the other again, or at its own. */
type Seam = "ahead" | "again" | "passed";

/** Reads a history from its commits alone, oldest first, until one is not as it should be. To be used once. */
export class Walk {
  readonly #parts: LedgerParts;
  readonly #trust: Trust;
  readonly #folding: Folding = startFolding(null);
  #keys: readonly string[];
  #events = 0;
  #first: CheckedEvent | null = null;
  #last: CheckedEvent | null = null;
  /** The oldest event that no signature vouches for yet. */
  #unsigned: CheckedEvent | null = null;
  /** The commit that the branch read last begins with. */
  #begin: ObjectId | null = null;

  constructor(parts: LedgerParts, trust: Trust) {
    this.#parts = parts;
    this.#trust = trust;
    this.#keys = trust.keys;
  }

  /** Reads branches by their last commits, each of which must go on from the one before. */
  async over(heads: readonly ObjectId[], options: CallOptions): Promise<Walked> {
    for (const [rolled, head] of heads.entries()) {
      const found = await this.#branch(head, rolled, options);
      if (found !== null) return this.#walked(found);
    }
    if (this.#unsigned === null) return this.#walked(null);
    const { event, commit } = this.#unsigned;
    return this.#walked(fault("LEDGER_FOREIGN_EVENT", { seq: event.seq, commit }, commit));
  }

  #walked(found: Fault | null): Walked {
    const state = found === null ? this.#folding.state : null;
    return { events: this.#events, first: this.#first, last: this.#last, state, fault: found };
  }

  /** rolled: how many branches were read before it. */
  async #branch(head: ObjectId, rolled: number, options: CallOptions): Promise<Fault | null> {
    let seam: Seam = rolled === 0 ? "passed" : "ahead";
    for await (const commits of this.#parts.git.history(head, "events", options))
      for (const commit of commits) {
        const last = this.#last;
        let found: Fault | null = null;
        if (seam === "passed" || last === null) found = await this.#take(commit, options);
        // The next branch may also hold the very commits of the one before.
        else if (seam === "again" || commit.id === this.#begin) seam = commit.id === last.commit ? "passed" : "again";
        else {
          found = await this.#goOn(commit, last, rolled, options);
          seam = "passed";
        }
        if (found !== null) return found;
      }
    if (seam === "passed" || this.#last === null) return null;
    const { event, commit } = this.#last;
    return fault("LEDGER_EVENT_PLACE", { seq: event.seq, what: "the next branch goes on from elsewhere" }, commit);
  }

  /** The first commit of a branch that begins anew: with the state of the one before, and no event of its own. */
  async #goOn(commit: HistoryCommit, last: CheckedEvent, rolled: number, options: CallOptions): Promise<Fault | null> {
    const { state } = this.#folding;
    if (state === null) throw new TypeError("an event gives a state");
    const begun = checkContinuation(commit, { last, state, rolled });
    if (!begun.ok) return begun;
    const unfit = await this.#signatureFault(begun, options);
    if (unfit !== null) return unfit;
    [this.#last, this.#begin] = [begun, commit.id];
    return null;
  }

  /** The next event. */
  async #take(commit: HistoryCommit, options: CallOptions): Promise<Fault | null> {
    const [last, { state }] = [this.#last, this.#folding];
    this.#begin ??= commit.id;
    const checked = checkCommit(commit, last === null || state === null ? null : { commit: last.commit, link: state });
    if (!checked.ok) return checked;
    const { digest } = this.#first ?? checked;
    const pinned = this.#trust.genesis;
    if (digest !== pinned) return fault("LEDGER_OTHER_GENESIS", { seq: 1, genesis: digest, pinned }, commit.id);
    this.#unsigned ??= checked;
    this.#folding.take(checked);
    // What a run says of keys counts from the next run on. Only the genesis, which is pinned, speaks for its own.
    if (this.#first === null) this.#trustNamed();
    if (checked.state !== null) {
      const unfit = await this.#signatureFault(checked, options);
      if (unfit !== null) return unfit;
      this.#trustNamed();
      this.#unsigned = null;
    }
    this.#first ??= checked;
    this.#last = checked;
    this.#events += 1;
    return null;
  }

  /** Believes the keys that the events up to here name, beside those that are pinned. */
  #trustNamed(): void {
    this.#keys = [...this.#trust.keys, ...(this.#folding.state?.keys ?? [])];
  }

  async #signatureFault({ commit, event: { seq } }: CheckedEvent, options: CallOptions): Promise<Fault | null> {
    const signature = await checkEngineSignature(this.#parts, commit, new Set(this.#keys), options);
    return signature.ok ? null : { ok: false, seq, commit, ...signature.distrust };
  }
}
