import { createPrivateKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { readPublicKey, type PublicKey } from "./public-key.ts";
import { WireReader } from "./wire.ts";

/** An OpenSSH private key file taken apart. `secret` is null where only ssh-keygen can use it: encrypted, or hardware. */
export interface PrivateKey {
  readonly publicKey: PublicKey;
  readonly secret: KeyObject | null;
}

const ARMOUR = /^-----BEGIN OPENSSH PRIVATE KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END OPENSSH PRIVATE KEY-----\s*$/;
const MAGIC = "openssh-key-v1\0";

/** Reads the text of an OpenSSH private key (OpenSSH, PROTOCOL.key); undefined: it is none, or not for signing here. */
export function parsePrivateKey(text: string): PrivateKey | undefined {
  const base64 = ARMOUR.exec(text.replaceAll("\r\n", "\n"))?.[1];
  if (base64 === undefined) return undefined;
  const reader = new WireReader(Buffer.from(base64, "base64"));
  const magic = reader.take(MAGIC.length).toString("latin1");
  const cipher = reader.text();
  reader.text(); // the key derivation and
  reader.string(); // its options: ssh-keygen's business
  const count = reader.uint32();
  const publicKey = readPublicKey(reader.string());
  const section = reader.string();
  if (magic !== MAGIC || count !== 1 || typeof publicKey === "string") return undefined;
  if (cipher !== "none" || publicKey.shape.hardware) return { publicKey, secret: null };
  const secret = reader.isWhole ? readSecret(section, publicKey) : undefined;
  return secret === undefined ? undefined : { publicKey, secret };
}

function readSecret(section: Buffer, publicKey: PublicKey): KeyObject | undefined {
  const reader = new WireReader(section);
  const isIntact = reader.uint32() === reader.uint32();
  if (!isIntact || reader.text() !== publicKey.identity.keyType) return undefined;
  try {
    return createPrivateKey({ format: "jwk", key: readJwk(reader, publicKey) });
  } catch {
    return undefined;
  }
}

function readJwk(reader: WireReader, { shape, key }: PublicKey): JsonWebKey {
  const known = key.export({ format: "jwk" });
  switch (shape.family) {
    case "ed25519":
      reader.string(); // the public half again
      return { ...known, d: base64url(reader.string().subarray(0, 32)) };
    case "ecdsa":
      reader.text(); // the curve and
      reader.string(); // the point again
      return { ...known, d: base64url(reader.integerOf(shape.bytes)) };
    case "rsa": {
      reader.integer(); // modulus and
      reader.integer(); // exponent again
      const [d, qi, p, q] = [reader.integer(), reader.integer(), reader.integer(), reader.integer()];
      const dp = remainderLessOne(d, p);
      const dq = remainderLessOne(d, q);
      return { ...known, d: base64url(d), p: base64url(p), q: base64url(q), dp, dq, qi: base64url(qi) };
    }
  }
}

/** d mod (prime - 1), which OpenSSH leaves out. */
function remainderLessOne(d: Buffer, prime: Buffer): string {
  const hex = (toBigInt(d) % (toBigInt(prime) - 1n)).toString(16);
  return base64url(Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex"));
}

function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}

function base64url(bytes: Buffer): string {
  return bytes.toString("base64url");
}
