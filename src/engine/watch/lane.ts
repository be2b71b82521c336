import type { Instant } from "../../core/time/instant.ts";

/** Why a target does not answer. */
export interface Lost {
  readonly code: string;
  readonly message: string;
}

/** What a resident engine knows of one target, and what it is doing there. */
export interface Lane {
  /** null: it answers, or was not asked yet. */
  lost: Lost | null;
  /** Ends the asking for a lost one. */
  found: AbortController | null;
  looking: boolean;
  /** Ends that are due are being carried out. */
  ending: boolean;
  /** Changes of a round are being carried out. */
  changing: boolean;
  /** The grants that those changes end. */
  taken: ReadonlySet<string | null>;
  /** What is under way, to be given up when the target, lost meanwhile, answers somebody else. */
  readonly attempts: Set<AbortController>;
  /** How long its last complete look took: milliseconds. */
  lookMs: number;
  /** When ends that failed though it answers are tried again, and after what pause: milliseconds. */
  again: { readonly at: Instant; readonly pauseMs: number } | null;
}

export function openLane(): Lane {
  return {
    lost: null,
    found: null,
    looking: false,
    ending: false,
    changing: false,
    taken: new Set(),
    attempts: new Set(),
    lookMs: 0,
    again: null,
  };
}

/** Whether something is being done there, so that a round leaves it alone. */
export function isBusy({ looking, ending, changing }: Lane): boolean {
  return looking || ending || changing;
}
