import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { parseSshKey, type SshKeyFault } from "../core/config/ssh-key.ts";
import type { KeyIdentity } from "../ports/signature.ts";
import { isKeyType, KEY_TYPES, type KeyShape } from "./key-type.ts";
import { WireReader } from "./wire.ts";

/** A public key that may sign here, ready for use. */
export interface PublicKey {
  readonly identity: KeyIdentity;
  readonly shape: KeyShape;
  readonly blob: Buffer;
  readonly key: KeyObject;
}

/**
 * The y coordinates of the points of small order, without their sign bit: under such a key a signature can be made
 * for any message by anybody (Chalkias and others, "Taming the many EdDSAs", table 1).
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

/** Reads `type base64`, as the catalog does, and makes it ready for use. */
export function parsePublicKey(line: string): PublicKey | SshKeyFault {
  const known = parseSshKey(line);
  if (typeof known === "string") return known;
  const { text, type, fingerprint, application } = known;
  if (!isKeyType(type)) return "KEY_TYPE";
  const shape = KEY_TYPES[type];
  const blob = Buffer.from(text.slice(type.length + 1), "base64");
  const jwk = toJwk(blob, shape);
  if (isSmallOrder(jwk)) return "KEY_WEAK";
  try {
    const key = createPublicKey({ format: "jwk", key: jwk });
    return { identity: { keyType: type, publicKey: text, fingerprint, application }, shape, blob, key };
  } catch {
    return "KEY_SYNTAX"; // a point that is not on its curve
  }
}

/** Reads a key in its binary form, of which each key has exactly one. */
export function readPublicKey(blob: Buffer): PublicKey | SshKeyFault {
  const type = new WireReader(blob).text();
  return parsePublicKey(`${type} ${blob.toString("base64")}`);
}

/** The same key for node:crypto. Its form is known to be right. */
function toJwk(blob: Buffer, shape: KeyShape): JsonWebKey {
  const reader = new WireReader(blob);
  reader.text(); // the type
  switch (shape.family) {
    case "ed25519":
      return { kty: "OKP", crv: "Ed25519", x: reader.string().toString("base64url") };
    case "ecdsa": {
      reader.text(); // the curve
      const point = reader.string();
      const [x, y] = [point.subarray(1, 1 + shape.bytes), point.subarray(1 + shape.bytes)];
      return { kty: "EC", crv: shape.jwkCurve, x: x.toString("base64url"), y: y.toString("base64url") };
    }
    case "rsa":
      return { kty: "RSA", e: reader.integer().toString("base64url"), n: reader.integer().toString("base64url") };
  }
}

function isSmallOrder(jwk: JsonWebKey): boolean {
  if (jwk.kty !== "OKP") return false;
  const point = Buffer.from(jwk.x ?? "", "base64url");
  point[31] = (point[31] ?? 0) & 0x7f;
  return SMALL_ORDER.has(point.toString("hex"));
}
