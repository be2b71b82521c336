import type { Digest } from "../json/digest.ts";

/** The ledger tip that the signer had verified: proves "not before". */
export interface Seen {
  readonly seq: number;
  readonly digest: Digest;
}

interface Common {
  readonly v: 1;
  readonly repository: string;
  readonly seen: Seen;
  /** RFC 3339, UTC, whole seconds. Judges nothing. */
  readonly at: string;
}

/** What a `revoke` ends: exactly one of these. */
export type Match =
  | { readonly request: string }
  | { readonly subject: string }
  | { readonly vendor: string }
  | { readonly resource: string };

/** What a person signed. */
export type Statement = Common &
  (
    | { readonly do: "request"; readonly request: string; readonly digest: Digest }
    | { readonly do: "object"; readonly request: string; readonly digest: Digest }
    | { readonly do: "approve"; readonly request: string; readonly digest: Digest; readonly effect: Digest }
    | { readonly do: "lift"; readonly digest: Digest }
    | { readonly do: "revoke"; readonly match: Match; readonly reason: string }
    | {
        readonly do: "review";
        readonly request: string;
        readonly digest: Digest;
        readonly verdict: "justified" | "not_justified";
        readonly reason: string;
      }
    | { readonly do: "rules"; readonly from: Digest; readonly to: Digest }
    | { readonly do: "thaw"; readonly from: string; readonly to: string }
    | { readonly do: "abandon"; readonly target: string; readonly reason: string }
    | {
        readonly do: "recover";
        readonly ledger: Seen;
        readonly trust: readonly string[];
        readonly distrust: readonly string[];
      }
  );

/** A statement file, read: the line, what it says, its signature, and the line's digest (its name for ever). */
export interface SignedStatement {
  readonly path: string;
  readonly line: string;
  readonly statement: Statement;
  readonly armour: string;
  readonly digest: Digest;
}

/** A statement whose signature verified against a key of the catalog. */
export interface Attributed extends SignedStatement {
  readonly by: string;
  readonly key: string;
  /** Touch was proved and the catalog vouches that the key is hardware. */
  readonly hardware: boolean;
  /** PIN or biometry was proved, likewise. */
  readonly userVerified: boolean;
}
