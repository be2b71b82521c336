import { readPublicKey, type PublicKey } from "./public-key.ts";
import type { SignatureFault } from "./signature-fault.ts";
import { MAGIC } from "./signed-bytes.ts";
import { WireReader } from "./wire.ts";

/** What a browser adds to a security key's signature. */
export interface WebauthnParts {
  readonly origin: string;
  readonly clientData: Buffer;
}

/** An SSHSIG taken apart, nothing of it verified yet. `flags` and `counter` are a security key's. */
export interface ParsedSignature {
  readonly key: PublicKey;
  readonly namespace: string;
  readonly hash: "sha256" | "sha512";
  readonly algorithm: string;
  readonly raw: Buffer;
  readonly flags: number;
  readonly counter: number;
  readonly webauthn: WebauthnParts | null;
}

/** The one signature type that a browser makes. */
const WEBAUTHN = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com";

/** Reads SSHSIG version 1 (OpenSSH, PROTOCOL.sshsig and PROTOCOL.u2f): every byte accounted for. */
export function readSignature(bytes: Buffer): ParsedSignature | SignatureFault {
  const reader = new WireReader(bytes);
  const magic = reader.take(MAGIC.length);
  const version = reader.uint32();
  const keyBlob = reader.string();
  const namespace = reader.text();
  const reserved = reader.string();
  const hash = reader.text();
  const inner = new WireReader(reader.string());
  if (!reader.isWhole || !magic.equals(MAGIC) || version !== 1 || reserved.length > 0) return "SIGNATURE_SYNTAX";

  const key = readPublicKey(keyBlob);
  if (typeof key === "string") return key === "KEY_SYNTAX" ? "SIGNATURE_SYNTAX" : "SIGNATURE_KEY";
  if (hash !== "sha256" && hash !== "sha512") return "SIGNATURE_ALGORITHM";

  const algorithm = inner.text();
  if (!algorithmsOf(key).includes(algorithm)) return "SIGNATURE_ALGORITHM";
  const raw = inner.string();
  const flags = key.shape.hardware ? inner.uint8() : 0;
  const counter = key.shape.hardware ? inner.uint32() : 0;
  const webauthn = algorithm === WEBAUTHN ? { origin: inner.text(), clientData: inner.string() } : null;
  // Extensions would have to be read to be believed, and no browser sends any here.
  const extensions = webauthn === null ? Buffer.alloc(0) : inner.string();
  if (!inner.isWhole || extensions.length > 0) return "SIGNATURE_SYNTAX";
  return { key, namespace, hash, algorithm, raw, flags, counter, webauthn };
}

function algorithmsOf({ identity: { keyType } }: PublicKey): readonly string[] {
  if (keyType === "ssh-rsa") return ["rsa-sha2-512", "rsa-sha2-256"]; // never ssh-rsa, which is SHA-1
  if (keyType === "sk-ecdsa-sha2-nistp256@openssh.com") return [keyType, WEBAUTHN];
  return [keyType];
}
