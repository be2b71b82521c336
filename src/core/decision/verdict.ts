import type { Digest } from "../json/digest.ts";
import type { Seconds } from "../time/instant.ts";
import type { Decision } from "./decision.ts";

/** One agreement that may fill a seat. */
export interface Approval {
  readonly by: string;
  readonly via: "github" | "signature";
  readonly hardware: boolean;
  readonly userVerified: boolean;
  /** Digest of the statement's line, or of the recorded review. */
  readonly proof: Digest;
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
