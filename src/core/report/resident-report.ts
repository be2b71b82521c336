import type { Instant } from "../time/instant.ts";

/** How it stands at one target. */
export interface TargetStand {
  readonly id: string;
  /** Why it does not answer; null: it does, or was not asked yet. */
  readonly lost: string | null;
  /** Grants that have access there, as far as is known. */
  readonly live: number;
  /** Grants that are over and not seen gone. */
  readonly overdue: number;
  /** The end of the one that has been so longest; null: none is. */
  readonly overdueSince: Instant | null;
}

/** How a resident engine stands, for whoever watches over it. No person is named in it. */
export interface ResidentReport {
  readonly at: Instant;
  readonly since: Instant;
  /** Whether it admits and starts; else it stands by. */
  readonly helm: boolean;
  /** When it last made sure that nothing is due to end. */
  readonly ticked: Instant;
  /** When it last looked at main, ledger and orders, however that went. */
  readonly looked: Instant;
  /** When it last reached them; null: not yet. */
  readonly reached: Instant | null;
  /** Rounds: all that was meant to be done and recorded was, or not all of it. */
  readonly rounds: { readonly whole: number; readonly partial: number };
  /** What keeps it from reaching the repository, or from writing the ledger; `STARTING` before the first round. */
  readonly unready: readonly string[];
  /** Why nothing is admitted or started; null: both are. */
  readonly frozen: string | null;
  /** Changes that were made and stand in no event yet. */
  readonly unrecorded: number;
  /** The last event that verified here. */
  readonly ledger: { readonly seq: number; readonly at: Instant } | null;
  readonly targets: readonly TargetStand[];
}
