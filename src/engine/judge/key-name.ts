import { digestHex, digestBytes } from "../../core/json/digest.ts";
import { fromBase64 } from "../../core/json/base64.ts";
import type { JudgePorts } from "../engine-ports.ts";

/** What people compare a public key by: its SSH fingerprint, or the SHA-256 of its SPKI. */
export function keyName(ports: Pick<JudgePorts, "signature">, publicKey: string): string {
  const ssh = ports.signature.readKey(publicKey.split(/\s+/, 2).join(" "));
  if (ssh.ok) return ssh.value.fingerprint;
  return `sha256:${digestHex(digestBytes(fromBase64(publicKey) ?? publicKey), 64)}`;
}
