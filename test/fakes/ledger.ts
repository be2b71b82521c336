import { brevetError } from "../../src/core/problem/brevet-error.ts";
import type { Draft } from "../../src/core/ledger/event.ts";
import { fold, foldAll } from "../../src/core/ledger/fold.ts";
import { seal, type Sealed } from "../../src/core/ledger/seal.ts";
import type { State } from "../../src/core/ledger/state.ts";
import type { Appended, Distrust, Ledger, LedgerView } from "../../src/ports/ledger.ts";

/** What several fake ledgers share: the published history, and what a test makes of it. */
export class SharedHistory {
  sealed: readonly Sealed[] = [];
  state: State | null = null;
  /** Why nobody believes it, as long as it is set. */
  distrust: Distrust | null = null;
  /** How many of the next pushes another writer wins, adding nothing that matters. */
  lostRaces = 0;
  /** How many branches the history was on. */
  branches = 1;

  get view(): LedgerView | null {
    if (this.state === null) return null;
    const { seq, digest } = this.state;
    return { tip: { commit: commitOf(seq), seq, digest }, state: this.state, distrust: this.distrust };
  }
}

const missing: Distrust = { code: "LEDGER_MISSING", message: "There is no ledger.", next: "Look for it." };

/** A ledger in memory, which keeps the same promises as the real one (test/contract/ledger.ts). */
export function fakeLedger(history: SharedHistory, engine: { readonly hasKey: boolean } = { hasKey: true }): Ledger {
  const extend = (end: LedgerView | null, drafts: readonly Draft[]): Appended => {
    if (!engine.hasKey) throw brevetError("LEDGER_KEY_MISSING", {});
    const run: Sealed[] = [];
    let state = end?.state ?? null;
    for (const draft of drafts) {
      const next = seal(state, draft);
      state = fold(state, next.event, next.digest);
      run.push(next);
    }
    if (history.lostRaces > 0) {
      history.lostRaces -= 1;
      return { outcome: "moved" };
    }
    if ((end?.tip.digest ?? null) !== (history.state?.digest ?? null)) return { outcome: "moved" };
    history.sealed = [...history.sealed, ...run];
    history.state = state;
    const { view } = history;
    if (view === null) throw new TypeError("a ledger begins with an event");
    return { outcome: "appended", tip: view.tip, state: view.state, events: run.map(({ event }) => event) };
  };
  const at = (view: LedgerView, seq: number): Sealed | null =>
    seq <= view.tip.seq ? (history.sealed[seq - 1] ?? null) : null;

  return {
    open: () => {
      const distrust = history.state === null ? missing : history.distrust;
      return Promise.resolve({ view: history.view, distrust });
    },
    append: async (view, drafts) => {
      if (view.distrust !== null) throw brevetError("LEDGER_NOT_BELIEVED", { code: view.distrust.code });
      if (drafts.length > 0) return Promise.resolve(extend(view, drafts));
      return { outcome: "appended", tip: view.tip, state: view.state, events: [] };
    },
    create: async (drafts) => {
      if (history.state !== null) throw brevetError("LEDGER_EXISTS", { branch: "ledger/1" });
      return Promise.resolve(extend(null, drafts));
    },
    digestAt: (view, seq) => Promise.resolve(at(view, seq)?.digest ?? null),
    eventAt: (view, seq) => Promise.resolve(at(view, seq)?.event ?? null),
    async *events(view, from, { types }) {
      for (const { event } of history.sealed.slice(Math.max(from, 1) - 1, view.tip.seq)) {
        await Promise.resolve();
        if (types?.includes(event.type) ?? true) yield event;
      }
    },
    upTo: ({ seq, digest }) => {
      const state = foldAll(null, history.sealed.slice(0, seq));
      const tip = { commit: commitOf(seq), seq, digest };
      return Promise.resolve(state?.seq === seq && state.digest === digest ? { tip, state, distrust: null } : null);
    },
    recover: async (view, draft) => {
      const dropped = history.sealed.slice(view.tip.seq).map(({ digest }) => digest);
      const branch = `ledger/${history.branches + 1}`;
      history.sealed = history.sealed.slice(0, view.tip.seq);
      history.state = view.state;
      history.branches += 1;
      history.distrust = null;
      return Promise.resolve(extend(view, [draft({ branch, dropped })]));
    },
    verify: () => {
      const { sealed, view } = history;
      const isWhole = foldAll(null, sealed)?.digest === view?.tip.digest;
      if (!isWhole) throw new Error("the fake's history is not one");
      return Promise.resolve({
        ok: view !== null && history.distrust === null,
        events: sealed.length,
        head: view?.tip.commit ?? null,
        digest: view?.tip.digest ?? null,
        from: sealed[0]?.event.at ?? null,
        until: sealed.at(-1)?.event.at ?? null,
        first_bad:
          view === null || history.distrust !== null
            ? { seq: sealed.length + 1, commit: "", ...(history.distrust ?? missing) }
            : null,
      });
    },
  };
}

function commitOf(seq: number): string {
  return seq.toString(16).padStart(40, "0");
}
