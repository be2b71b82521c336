import type { Decision } from "../decision/decision.ts";
import type { FilledStage } from "../decision/verdict.ts";
import type { Json } from "../json/value.ts";
import type { Problem } from "../problem/problem.ts";

export type Outcome = "invalid" | "denied" | "pending" | "allowed";

/** What `check` says of one request. */
export interface RequestReport {
  readonly id: string;
  readonly path: string;
  readonly digest: string | null;
  readonly subject: string | null;
  readonly requester: string | null;
  readonly entitlement: string | null;
  readonly emergency: boolean;
  readonly outcome: Outcome;
  readonly problems: readonly Problem[];
  readonly reasons: Decision["reasons"];
  /** `can`: who could still fill an open seat, by the catalog. */
  readonly stages: readonly (FilledStage & { readonly can: readonly string[] })[];
  readonly obligations: Decision["obligations"];
  readonly lease: { readonly seconds: number; readonly max: number } | null;
  readonly effect: {
    readonly target: string;
    readonly principal: string;
    readonly rights: Json;
    readonly expiry: string;
    readonly from: string | null;
    readonly until: string | null;
  } | null;
  /** Fingerprint of the public key that the request names. */
  readonly key: string | null;
  /** The last moment at which it can still be merged. */
  readonly usableUntil: string | null;
}

/** `brevet check --json`. */
export interface CheckReport {
  readonly ok: boolean;
  readonly outcome: Outcome;
  readonly problems: readonly Problem[];
  readonly requests: readonly RequestReport[];
  /** Where the change alters the rules. */
  readonly rules?: true;
}

/** One change of `plan` or `apply`, as shown. */
export interface ChangeReport {
  readonly action: "start" | "adjust" | "end";
  readonly because: string;
  readonly grant: string | null;
  readonly target: string;
  readonly entitlement: string | null;
  readonly subject: string | null;
  readonly outcome: "planned" | "done" | "failed" | "skipped";
  readonly code?: string;
  readonly message?: string;
}

/** `brevet apply --json` and `brevet plan --json`. */
export interface ApplyReport {
  readonly ok: boolean;
  readonly main: string | null;
  readonly ledger: { readonly seq: number; readonly digest: string } | null;
  readonly admitted: readonly string[];
  readonly refused: readonly { readonly id: string; readonly code: string; readonly message: string }[];
  readonly rules: readonly {
    readonly commit: string;
    readonly outcome: "accepted" | "refused";
    readonly code: string | null;
  }[];
  readonly changes: readonly ChangeReport[];
  readonly drift: readonly {
    readonly kind: string;
    readonly target: string;
    readonly grant: string | null;
    readonly principal: string;
  }[];
  readonly problems: readonly Problem[];
  readonly frozen: { readonly code: string; readonly message: string } | null;
  readonly next_at: string | null;
}

/** What a resident engine said of itself last. */
export interface EngineLife {
  readonly since: string;
  readonly at: string;
  /** Grants past their end that it had not seen gone. */
  readonly overdue: number;
  readonly lost: readonly { readonly target: string; readonly code: string }[];
}

/** `brevet status --json`. */
export interface StatusReport {
  readonly at: string;
  readonly grants: readonly {
    readonly id: string;
    readonly subject: string;
    readonly entitlement: string;
    readonly target: string;
    readonly state: string;
    readonly from: string;
    readonly until: string;
    readonly expiry: string;
    readonly approved_by: readonly string[];
    readonly emergency: boolean;
    readonly ended_because?: string;
  }[];
  readonly targets: readonly {
    readonly id: string;
    readonly kind: string;
    readonly expiry: string;
    readonly reachable: boolean | null;
    readonly live: number;
    readonly foreign: number | null;
  }[];
  /** Grants past their end that were not seen gone. */
  readonly overdue: readonly string[];
  /** Grants that have ended and must still be looked at; `by`: whom it is asked of, empty for the resource's owners. */
  readonly reviews: readonly {
    readonly grant: string;
    readonly subject: string;
    readonly entitlement: string;
    readonly by: readonly string[];
    readonly due: string;
    readonly overdue: boolean;
  }[];
  /** Where a target shows otherwise than recorded, since it was first seen. */
  readonly drift: readonly {
    readonly kind: string;
    readonly target: string;
    readonly grant: string | null;
    readonly principal: string;
    readonly since: string;
  }[];
  /** Of the resident engine that admits; null: none says that it is at work. */
  readonly heartbeat: EngineLife | null;
  readonly runners: readonly { readonly runner: string; readonly heartbeat: EngineLife | null }[];
}

/** `brevet audit log --json`. */
export interface LogReport {
  readonly ok: true;
  readonly events: readonly {
    readonly seq: number;
    readonly at: string;
    readonly type: string;
    readonly grant: string | null;
    readonly subject: string | null;
    readonly entitlement: string | null;
    /** What happened, in words. */
    readonly text: string;
    /** The commit of main that it comes from. */
    readonly main: string | null;
  }[];
}

/** `brevet audit verify --json`. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly events: number;
  readonly head: string | null;
  readonly digest: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly first_bad: {
    readonly seq: number;
    readonly commit: string;
    readonly code: string;
    readonly message: string;
    /** What to do about it. */
    readonly next: string;
  } | null;
  /** With `--witness`: the newest event that it was told of; null where it was told of none. */
  readonly witness?: { readonly seq: number | null };
  /**
   * With `--decisions`: how many came out the same, judged once more by the rules that had judged them; and how many rules
   * had denied because they were stopped for taking too long, and would not now.
   */
  readonly decisions?: { readonly replayed: number; readonly stopped: number };
}
