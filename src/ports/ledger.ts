import type { WitnessConfig } from "../core/config/config.ts";
import type { Digest } from "../core/json/digest.ts";
import type { Draft, Event, EventType } from "../core/ledger/event.ts";
import type { State } from "../core/ledger/state.ts";
import type { VerifyReport } from "../core/report/report.ts";
import type { CallOptions } from "./call-options.ts";
import type { ObjectId } from "./git.ts";

export interface Tip {
  readonly commit: ObjectId;
  readonly seq: number;
  readonly digest: Digest;
}

/** Why nothing may be admitted, started or appended; ends go on from the state that verified. */
export interface Distrust {
  readonly code:
    | "LEDGER_MISSING"
    | "LEDGER_FOREIGN_EVENT"
    | "LEDGER_UNTRUSTED_KEY"
    | "LEDGER_OTHER_GENESIS"
    | "LEDGER_REWOUND"
    | "LEDGER_BEHIND_WITNESS"
    | "LEDGER_FORKED"
    | "LEDGER_RULES_UNPROVED"
    | "LEDGER_BROKEN";
  readonly message: string;
  /** What to do about it. */
  readonly next: string;
}

/** The ledger as far as it verifies. `distrust` null: whole, and may be appended to. */
export interface LedgerView {
  readonly tip: Tip;
  readonly state: State;
  readonly distrust: Distrust | null;
}

/** One event of a history, by its place and its digest. */
export interface Point {
  readonly seq: number;
  readonly digest: Digest;
}

/** Where a history goes on after a recovery, and the events above the point that it leaves. */
export interface Departure {
  readonly branch: string;
  readonly dropped: readonly Digest[];
}

/** What a deployment pins outside git: nothing else makes a key trusted. */
export interface Trust {
  readonly genesis: Digest;
  /** Fingerprints of engine keys. */
  readonly keys: readonly string[];
  /** The witness to ask, whatever the rules name: a ledger that was rewound names the rules of then. */
  readonly witness?: WitnessConfig;
}

export type Appended =
  | { readonly outcome: "appended"; readonly tip: Tip; readonly state: State; readonly events: readonly Event[] }
  | { readonly outcome: "moved" };

/**
 * The append-only history. Every implementation keeps these (test/contract/ledger.ts):
 * - only a tip signed by a pinned key, that continues the pinned genesis and what was verified before, is believed;
 * - append is all or nothing, on exactly the tip given, or `moved`;
 * - nothing is appended above what is not believed.
 */
export interface Ledger {
  /** What verifies of the published branch as last fetched; null where none ever verified here. */
  open(options: CallOptions): Promise<{ readonly view: LedgerView | null; readonly distrust: Distrust | null }>;
  append(view: LedgerView, drafts: readonly Draft[], options: CallOptions): Promise<Appended>;
  /** Writes the first events; refuses where a ledger exists. */
  create(drafts: readonly Draft[], options: CallOptions): Promise<Appended>;
  /** The digest of the event with that sequence in the believed chain. */
  digestAt(view: LedgerView, seq: number, options: CallOptions): Promise<Digest | null>;
  /** One event of the believed chain. */
  eventAt(view: LedgerView, seq: number, options: CallOptions): Promise<Event | null>;
  /** Events from `from` (inclusive), oldest first; of those types, where some are named. */
  events(
    view: LedgerView,
    from: number,
    options: CallOptions & { readonly types?: readonly EventType[] },
  ): AsyncIterable<Event>;
  /**
   * The history up to the event that ends a run; null where it is not here. Believed by its digest alone, whoever signed:
   * the chain of digests proves the rest, and the state is folded from it.
   */
  upTo(point: Point, options: CallOptions): Promise<LedgerView | null>;
  /** Goes on from such a view on the next branch. What stood above it is kept, on a branch `ledger-foreign/…`. */
  recover(view: LedgerView, draft: (departure: Departure) => Draft, options: CallOptions): Promise<Appended>;
  /** Checks the whole chain; names the first bad event. */
  verify(options: CallOptions): Promise<VerifyReport>;
}
