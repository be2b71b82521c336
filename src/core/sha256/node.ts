import { hash } from "node:crypto";

/** SHA-256 of the bytes: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash("sha256", bytes, "buffer"));
}

/** SHA-256 of the bytes, or of a text's UTF-8, as base64url without padding. */
export function sha256Text(bytes: Uint8Array | string): string {
  return hash("sha256", bytes, "base64url");
}
