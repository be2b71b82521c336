import type { Digest } from "../json/digest.ts";
import type { Seconds } from "../time/instant.ts";
import type { Decision } from "./decision.ts";

/** A review on the forge, as it stood when it counted: what the forge says later changes nothing. */
export interface ReviewRecord {
  /** The pull request's number, and the review's. */
  readonly change: number;
  readonly id: number;
  /** The forge's id of who gave it. */
  readonly by: number;
  /** What was looked at. */
  readonly commit: string;
  readonly at: string;
  /** Why, in the reviewer's words, where there are some. */
  readonly text?: string;
}

/** One agreement that may fill a seat. */
export interface Approval {
  readonly by: string;
  readonly via: "github" | "signature";
  readonly hardware: boolean;
  readonly userVerified: boolean;
  /** Seconds since it was given, at most; null or left out: nobody knows. */
  readonly ageAtMost?: number | null;
  /** Digest of the statement's line, or of the recorded review. */
  readonly proof: Digest;
  /** Left out: a statement. */
  readonly review?: ReviewRecord;
}

/** A stage with who filled it: `missing` seats are still open. */
export interface FilledStage {
  readonly name: string;
  readonly count: number;
  readonly from: readonly string[];
  readonly need: readonly string[];
  readonly because: string;
  readonly by: readonly string[];
  readonly missing: number;
}

/** Who agreed, matched with who had to: the answer to a request. */
export interface Verdict {
  readonly outcome: "denied" | "pending" | "allowed";
  readonly reasons: Decision["reasons"];
  readonly stages: readonly FilledStage[];
  readonly lease: { readonly seconds: Seconds; readonly max: Seconds; readonly notAfter: number | null };
  readonly obligations: Decision["obligations"];
  /** Approvals that filled a seat. */
  readonly counted: readonly Approval[];
}
