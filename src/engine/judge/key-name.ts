import { parseSshKey } from "../../core/config/ssh-key.ts";
import { fromBase64 } from "../../core/json/base64.ts";
import { digestBytes, digestHex } from "../../core/json/digest.ts";

/** What people compare a public key by: its SSH fingerprint, or the SHA-256 of its SPKI. */
export function keyName(publicKey: string): string {
  const ssh = parseSshKey(publicKey.split(/\s+/, 2).join(" "));
  if (typeof ssh !== "string") return ssh.fingerprint;
  return `sha256:${digestHex(digestBytes(fromBase64(publicKey) ?? publicKey), 64)}`;
}
