import { sign, type KeyObject } from "node:crypto";
import { toArmour } from "./armour.ts";
import type { PublicKey } from "./public-key.ts";
import { MAGIC, signedBytes } from "./signed-bytes.ts";
import { integer, string, uint32 } from "./wire.ts";

/** Signs with a key in memory; the same bytes as `ssh-keygen -Y sign` makes, but for the chance in ECDSA. */
export function makeSignature(message: Uint8Array, namespace: string, publicKey: PublicKey, secret: KeyObject): string {
  const signed = signedBytes(message, namespace, "sha512");
  const inner = Buffer.concat(signatureParts(signed, publicKey, secret).map(string));
  const head = Buffer.concat([MAGIC, uint32(1), string(publicKey.blob), string(namespace), string("")]);
  return toArmour(Buffer.concat([head, string("sha512"), string(inner)]));
}

function signatureParts(bytes: Buffer, { identity, shape }: PublicKey, secret: KeyObject): readonly [string, Buffer] {
  switch (shape.family) {
    case "ed25519":
      return [identity.keyType, sign(null, bytes, secret)];
    case "rsa":
      return ["rsa-sha2-512", sign("sha512", bytes, secret)];
    case "ecdsa": {
      const pair = sign(shape.digest, bytes, { key: secret, dsaEncoding: "ieee-p1363" });
      const [r, s] = [pair.subarray(0, shape.bytes), pair.subarray(shape.bytes)];
      return [identity.keyType, Buffer.concat([integer(r), integer(s)])];
    }
  }
}
