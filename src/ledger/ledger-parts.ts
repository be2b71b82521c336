import type { Git } from "../ports/git.ts";
import type { Trust } from "../ports/ledger.ts";
import type { Signature, SigningKey } from "../ports/signature.ts";

/** What a ledger is made of. */
export interface LedgerParts {
  readonly git: Git;
  readonly signature: Signature;
  readonly branch: string;
  /** null: nothing is pinned yet, so nothing is believed; a ledger can still be created. */
  readonly trust: Trust | null;
  /** The engine's own key, which it trusts; null: this process appends nothing. */
  readonly key: SigningKey | null;
  /** So many events stand on one branch, then the next begins (default: 250,000). */
  readonly mostEvents?: number;
}

/** The last tip of a branch that verified in this clone: a ledger that does not contain it was rewound. */
export function keptOf(branch: string): string {
  return branch === "ledger/1" ? "refs/brevet/ledger" : `refs/brevet/${branch.replace("/", "-")}`;
}

/** An engine signs commits, and nothing else: people sign in another namespace. */
export const NAMESPACE = "git";
