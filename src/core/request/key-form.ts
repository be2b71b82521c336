import { parseSshKey } from "../config/ssh-key.ts";
import { fromBase64 } from "../json/base64.ts";

/** How a public key can be written. */
export type KeyForm = "ssh" | "spki" | "age";

const ageKey = /^age1[02-9ac-hj-np-z]{58}$/;

/** How a public key is written: an SSH key (a comment may follow), SPKI in base64, or age. Null: none of them. */
export function keyForm(publicKey: string): KeyForm | null {
  const [type = "", base64 = ""] = publicKey.split(" ", 2);
  if (base64 !== "") return typeof parseSshKey(`${type} ${base64}`) === "string" ? null : "ssh";
  if (ageKey.test(publicKey)) return "age";
  return isDerSequence(fromBase64(publicKey)) ? "spki" : null;
}

/** SubjectPublicKeyInfo is one DER sequence, to the last byte; what key it holds, the target's kind judges. */
function isDerSequence(bytes: Uint8Array | null): boolean {
  const [tag = 0, size = 0, ...rest] = bytes ?? [];
  if (tag !== 0x30 || rest.length > 4_096) return false;
  if (size < 0x80) return size > 0 && rest.length === size;
  const digits = rest.slice(0, size - 0x80);
  const length = digits.reduce((total, byte) => total * 256 + byte, 0);
  return digits.length <= 2 && length >= 0x80 && rest.length - digits.length === length;
}
