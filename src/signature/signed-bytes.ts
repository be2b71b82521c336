import { createHash } from "node:crypto";
import { string } from "./wire.ts";

/** What SSHSIG begins with, in a signature and in what is signed. */
export const MAGIC: Buffer = Buffer.from("SSHSIG");

/** The bytes that are really signed for a message (OpenSSH, PROTOCOL.sshsig, section 3). */
export function signedBytes(message: Uint8Array, namespace: string, hash: "sha256" | "sha512"): Buffer {
  const digest = createHash(hash).update(message).digest();
  return Buffer.concat([MAGIC, string(namespace), string(""), string(hash), string(digest)]);
}
