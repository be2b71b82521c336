import type { Result } from "../core/problem/result.ts";
import type { CallOptions } from "./call-options.ts";

/** The types of keys that may sign. */
export type KeyType =
  | "ssh-ed25519"
  | "sk-ssh-ed25519@openssh.com"
  | "ecdsa-sha2-nistp256"
  | "ecdsa-sha2-nistp384"
  | "ecdsa-sha2-nistp521"
  | "sk-ecdsa-sha2-nistp256@openssh.com"
  | "ssh-rsa";

/** Which key it is. */
export interface KeyIdentity {
  readonly keyType: KeyType;
  /** Its one spelling: `type base64`, no comment. */
  readonly publicKey: string;
  /** `SHA256:…`, as ssh-keygen shows it. */
  readonly fingerprint: string;
  /** What a security key was registered for, `ssh:` unless chosen otherwise; null: not a security key's. */
  readonly application: string | null;
}

/**
 * What a good signature shows. Touch and user verification are claims of the key itself: they prove hardware only
 * where the catalog vouches for that key. Both are false for keys that are no security keys.
 */
export interface SignatureFacts extends KeyIdentity {
  readonly touch: boolean;
  readonly userVerified: boolean;
  /** Made in a browser. */
  readonly webauthn: boolean;
  readonly hash: "sha256" | "sha512";
}

/** What a signature must be made for. */
export interface SignatureTerms {
  readonly namespace: string;
  /** By public key: the applications that count beside `ssh:`. One that is named may sign in a browser too. */
  readonly applications?: (publicKey: string) => readonly string[];
}

/** What to sign with. */
export type SigningKey =
  /** A file, private or public. What only a person can unlock is left to ssh-keygen, which asks on the terminal. */
  | { readonly kind: "file"; readonly path: string }
  /** The text of an OpenSSH private key without passphrase: an engine's. */
  | { readonly kind: "text"; readonly text: string }
  /** One of the agent's keys, `type base64`. */
  | { readonly kind: "agent"; readonly publicKey: string };

/** A new key pair, as OpenSSH keeps it in files. */
export interface GeneratedKey extends KeyIdentity {
  readonly privateKey: string;
}

/**
 * SSH signatures (SSHSIG version 1). Every implementation keeps these (test/unit/signature):
 * - what it accepts, `ssh-keygen -Y verify` accepts; what is doubtful, doubled or left over is refused;
 * - no bytes make it throw, and what it refuses bears a code;
 * - a signature that it makes is one that it accepts;
 * - no private key appears in an answer or an error.
 */
export interface Signature {
  /** Needs no signal: it waits for nothing. */
  verify(armour: string, message: Uint8Array, terms: SignatureTerms): Result<SignatureFacts>;
  /** Reads `type base64`: no options, no comment, no certificate. */
  readKey(line: string): Result<KeyIdentity>;
  /** The armoured signature. May ask for a passphrase, a PIN or a touch. */
  sign(message: Uint8Array, namespace: string, key: SigningKey, options: CallOptions): Promise<Result<string>>;
  /** Whose signature `sign` would make, without asking for anything. */
  identify(key: SigningKey, options: CallOptions): Promise<Result<KeyIdentity>>;
  /** The agent's keys that may sign here; none where there is no agent. */
  agentKeys(options: CallOptions): Promise<readonly KeyIdentity[]>;
  /** A new ed25519 key without passphrase. */
  generateKey(comment: string): GeneratedKey;
}
