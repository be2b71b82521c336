import { fromBase64 } from "../json/base64.ts";

/** How a public key is written: an OpenSSH line, SPKI in base64 (DER), or an age recipient. Null: none of them. */
export function keyForm(publicKey: string): "ssh" | "spki" | "age" | null {
  if (/^(?:ssh-|ecdsa-sha2-|sk-)[a-z0-9@.-]+ [A-Za-z0-9+/]+=*(?: .*)?$/.test(publicKey)) return "ssh";
  if (/^age1[a-z0-9]{10,}$/.test(publicKey)) return "age";
  return fromBase64(publicKey)?.[0] === 0x30 ? "spki" : null;
}
