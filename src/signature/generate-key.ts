import { generateKeyPairSync, randomBytes } from "node:crypto";
import { parseSshKey } from "../core/config/ssh-key.ts";
import type { GeneratedKey } from "../ports/signature.ts";
import { string, uint32 } from "./wire.ts";

/** Makes an ed25519 key without passphrase, as `ssh-keygen -t ed25519 -N ''` would. */
export function generateKey(comment: string): GeneratedKey {
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const [seed, point] = [Buffer.from(d, "base64url"), Buffer.from(x, "base64url")];
  const blob = Buffer.concat([string("ssh-ed25519"), string(point)]);
  const check = randomBytes(4);
  const secret = Buffer.concat([check, check, blob, string(Buffer.concat([seed, point])), string(comment)]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (secret.length % 8)) % 8));
  const head = Buffer.concat([Buffer.from("openssh-key-v1\0"), string("none"), string("none"), string(""), uint32(1)]);
  const file = Buffer.concat([head, string(blob), string(Buffer.concat([secret, padding]))]);
  const known = parseSshKey(`ssh-ed25519 ${blob.toString("base64")}`);
  if (typeof known === "string") throw new TypeError(`a new key is refused: ${known}`);
  const lines = file.toString("base64").match(/.{1,70}/g) ?? [];
  return {
    privateKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join("\n")}\n-----END OPENSSH PRIVATE KEY-----\n`,
    keyType: "ssh-ed25519",
    publicKey: known.text,
    fingerprint: known.fingerprint,
    application: known.application,
  };
}
