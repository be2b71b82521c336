import { sha256 } from "#sha256";
import { canonical } from "./canonical.ts";
import type { Json } from "./value.ts";

/** `sha256-` and the base64url of a SHA-256, without padding. */
export type Digest = `sha256-${string}`;

const encoder = new TextEncoder();

/** The digest of bytes, or of a text's UTF-8. */
export function digestBytes(bytes: Uint8Array | string): Digest {
  return `sha256-${base64url(sha256(typeof bytes === "string" ? encoder.encode(bytes) : bytes))}`;
}

/** The digest of a JSON value's canonical form. */
export function digestJson(value: Json): Digest {
  return digestBytes(canonical(value));
}

/** The digest of a set of files: changes when a path, a mode or a byte does. */
export function digestTree(files: ReadonlyMap<string, { readonly mode: string; readonly bytes: Uint8Array }>): Digest {
  const entries = [...files].map(([path, file]) => [path, `${file.mode} ${digestBytes(file.bytes)}`] as const);
  return digestJson({ v: 1, files: Object.fromEntries(entries) });
}

function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
