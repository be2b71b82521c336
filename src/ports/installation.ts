import type { Digest } from "../core/json/digest.ts";
import type { Trust } from "./ledger.ts";
import type { KeyIdentity, SigningKey } from "./signature.ts";

/** A key that was made, or was there already: its public half, and where its private half is. */
export interface KeptKey extends KeyIdentity {
  readonly made: boolean;
  readonly key: SigningKey;
}

/** A certificate authority for client certificates, without its private key. */
export interface KeptAuthority {
  /** DER in base64. */
  readonly certificate: string;
  readonly identity: string;
}

/**
 * What an installation keeps outside git: private halves of keys, pins, lists. Every implementation keeps these:
 * - files are of mode 600 in folders of mode 700, written whole or not at all, and never replaced;
 * - asked again, it answers with what is there; no private half is ever answered.
 */
export interface Installation {
  /** A new random identifier (UUID, version 4). */
  newId(): string;
  /** The engine's key: `file:engine/key`. */
  engineKey(): Promise<KeptKey>;
  /** A signing key for the person who uses this account, in the person's own data folder. */
  personKey(comment: string): Promise<KeptKey>;
  /** The authority of an x509 target and its empty list of ended certificates: `file:<target>/ca.pem`, `<target>/ended`. */
  authority(target: string, name: string): Promise<KeptAuthority>;
  /**
   * A pair for one request, and the path of its private half. spki: P-256, SPKI in base64 and PKCS #8 in PEM. age: a
   * recipient and an identity.
   */
  requestKey(
    repository: string,
    id: string,
    form: "spki" | "age",
  ): Promise<{ readonly publicKey: string; readonly path: string }>;
  /** Where the private half of a request's key is, or null where this person has none. */
  requestKeyPath(repository: string, id: string): Promise<string | null>;
  /** Opens what was sealed to a request's key; null where this person has no such key, or it was sealed to another. */
  unseal(repository: string, id: string, sealed: string): Promise<string | null>;
  /** Files for a person to take elsewhere; answers the folder. */
  keepFiles(name: string, files: ReadonlyMap<string, Uint8Array>): Promise<string>;
  /** What this clone pinned of the ledger, or null where it has not yet. */
  pinned(): Promise<Trust | null>;
  pin(trust: { readonly genesis: Digest; readonly keys: readonly string[] }): Promise<void>;
}
