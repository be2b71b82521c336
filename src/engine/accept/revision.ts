import type { Digest } from "../../core/json/digest.ts";
import type { Contributor, Proof } from "../../ports/forge.ts";

/** A revision of the rules, as far as agreeing to it goes. */
export interface Revision {
  readonly commit: string;
  readonly to: Digest;
  /** Everybody named on what differs; looked up only where enough have agreed. */
  readonly contributors: () => Promise<readonly Contributor[]>;
  /** What the forge vouches for of the change that brings it; null where it vouches for nothing. */
  readonly change: () => Promise<Omit<Proof, "ok" | "commit"> | null>;
}

/** Somebody's agreement: a statement, or a review by its record. */
export interface Agreement {
  readonly by: string;
  readonly digest: Digest;
}
