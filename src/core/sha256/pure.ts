import { sha256 as hash } from "@noble/hashes/sha2.js";

const encoder = new TextEncoder();

/** SHA-256 of the bytes: 32 bytes. The same promise as node.ts, for places without node:crypto. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash(bytes);
}

/** SHA-256 of the bytes, or of a text's UTF-8, as base64url without padding. */
export function sha256Text(bytes: Uint8Array | string): string {
  const binary = String.fromCharCode(...hash(typeof bytes === "string" ? encoder.encode(bytes) : bytes));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
}
