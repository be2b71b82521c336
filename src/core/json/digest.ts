import { sha256Text } from "#sha256";
import { fromBase64 } from "./base64.ts";
import { canonical } from "./canonical.ts";
import type { Json } from "./value.ts";

/** `sha256-` and the base64url of a SHA-256, without padding. */
export type Digest = `sha256-${string}`;

/** What a digest looks like, for schemas. The last character carries four bits only. */
export const digestPattern = "^sha256-[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$";

/** The digest of bytes, or of a text's UTF-8. */
export function digestBytes(bytes: Uint8Array | string): Digest {
  return `sha256-${sha256Text(bytes)}`;
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

/** The first hex digits of a digest, as file names carry them. */
export function digestHex(digest: Digest, digits = 16): string {
  const base64 = digest.slice("sha256-".length).replaceAll("-", "+").replaceAll("_", "/");
  const bytes = fromBase64(`${base64}=`);
  if (bytes?.length !== 32) throw new TypeError(`not a digest: ${digest}`);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .slice(0, digits);
}
