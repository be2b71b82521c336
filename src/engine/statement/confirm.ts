import type { Grant } from "../../core/grant/grant.ts";
import type { CheckReport } from "../../core/report/report.ts";
import type { Signer } from "../person/who-signs.ts";

/** What is about to be signed: shown to the person, who agrees or throws. */
export interface AboutToSign {
  readonly do: "approve" | "object" | "lift" | "rules" | "thaw" | "recover" | "abandon" | "revoke" | "review";
  readonly signer: Signer;
  /** How the request or the change stands now, with its exact effect. */
  readonly check: CheckReport | null;
  /** Files that differ from the rules in force, or from main as it was followed; or what a recovery keeps and drops. */
  readonly paths: readonly string[];
  /** Grants that it would end. */
  readonly ends?: readonly Pick<Grant, "id" | "subject" | "entitlement">[];
}

/** Asks the person; returns only where they agree. */
export type Confirm = (about: AboutToSign) => Promise<void>;
