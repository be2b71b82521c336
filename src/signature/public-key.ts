import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import type { Code } from "../core/problem/catalogue.ts";
import type { KeyIdentity, KeyType } from "../ports/signature.ts";
import { isKeyType, KEY_TYPES, type KeyShape } from "./key-type.ts";
import { WireReader } from "./wire.ts";

/** A public key that may sign here, ready for use. */
export interface PublicKey {
  readonly identity: KeyIdentity;
  readonly shape: KeyShape;
  readonly blob: Buffer;
  readonly key: KeyObject;
}

/** Why a public key does not count. */
export type PublicKeyFault = Extract<Code, "KEY_SYNTAX" | "KEY_TYPE" | "KEY_WEAK">;

/** The fewest and most bits of an RSA key; OpenSSL itself reads no more. */
const RSA_BITS = { least: 3072, most: 16_384 };

/**
 * The y coordinates of the points of small order, without their sign bit: under such a key a signature can be
 * made for any message by anybody (RFC 8032, section 5.1.7 leaves the check to the verifier).
 */
const SMALL_ORDER = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

/** Reads `type base64`, as in a catalog: no options, no comment, no certificate. */
export function parsePublicKey(line: string): PublicKey | PublicKeyFault {
  const [name = "", base64 = "", ...rest] = line.split(" ");
  const blob = Buffer.from(base64, "base64");
  if (rest.length > 0 || blob.toString("base64") !== base64) return "KEY_SYNTAX";
  const key = readPublicKey(blob);
  return typeof key === "object" && key.identity.keyType !== name ? "KEY_SYNTAX" : key;
}

/** Reads a key in its binary form, of which each key has exactly one. */
export function readPublicKey(blob: Buffer): PublicKey | PublicKeyFault {
  const reader = new WireReader(blob);
  const type = reader.text();
  if (!isKeyType(type)) return type === "" ? "KEY_SYNTAX" : "KEY_TYPE";
  const shape = KEY_TYPES[type];
  const jwk = readJwk(reader, shape);
  const application = shape.hardware ? reader.text() : null;
  if (!reader.isWhole || jwk === undefined) return "KEY_SYNTAX";
  if (isWeak(jwk)) return "KEY_WEAK";
  try {
    const key = createPublicKey({ format: "jwk", key: jwk });
    return { identity: identify(type, blob, application), shape, blob, key };
  } catch {
    return "KEY_SYNTAX"; // a point that is not on its curve
  }
}

function readJwk(reader: WireReader, shape: KeyShape): JsonWebKey | undefined {
  switch (shape.family) {
    case "ed25519": {
      const point = reader.string();
      return point.length === 32 ? { kty: "OKP", crv: "Ed25519", x: point.toString("base64url") } : undefined;
    }
    case "ecdsa": {
      const curve = reader.text();
      const point = new WireReader(reader.string());
      const form = point.uint8();
      const x = point.take(shape.bytes).toString("base64url");
      const y = point.take(shape.bytes).toString("base64url");
      if (curve !== shape.curve || form !== 4 || !point.isWhole) return undefined;
      return { kty: "EC", crv: shape.jwkCurve, x, y };
    }
    case "rsa": {
      const e = reader.integer().toString("base64url");
      const n = reader.integer().toString("base64url");
      return { kty: "RSA", e, n };
    }
  }
}

function isWeak(jwk: JsonWebKey): boolean {
  if (jwk.kty === "OKP") {
    const point = Buffer.from(jwk.x ?? "", "base64url");
    point[31] = (point[31] ?? 0) & 0x7f;
    return SMALL_ORDER.has(point.toString("hex"));
  }
  if (jwk.kty !== "RSA") return false;
  const exponent = Buffer.from(jwk.e ?? "", "base64url");
  const modulus = Buffer.from(jwk.n ?? "", "base64url");
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  const isUnitOrEven = exponent.equals(Buffer.of(1)) || (exponent.at(-1) ?? 0) % 2 === 0;
  return bits < RSA_BITS.least || bits > RSA_BITS.most || isUnitOrEven || exponent.length > 8;
}

/** The names by which a key in its binary form is known. */
export function identify(keyType: KeyType, blob: Buffer, application: string | null): KeyIdentity {
  const fingerprint = `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
  return { keyType, publicKey: `${keyType} ${blob.toString("base64")}`, fingerprint, application };
}
