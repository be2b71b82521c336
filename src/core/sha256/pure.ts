import { sha256 as hash } from "@noble/hashes/sha2.js";

/** SHA-256 of the bytes: 32 bytes. The same promise as node.ts, for places without node:crypto. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash(bytes);
}
