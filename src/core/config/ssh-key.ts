import { sha256 } from "#sha256";
import { fromBase64, toBase64 } from "../json/base64.ts";

/** A public SSH key of a type that counts. */
export interface SshKey {
  /** Its one spelling: `type base64`, no comment. */
  readonly text: string;
  readonly type: string;
  /** `SHA256:…`, as ssh-keygen shows it. */
  readonly fingerprint: string;
  /** What a security key was made for; null: not a security key's. */
  readonly application: string | null;
}

/** Why a public key does not count: codes of the catalogue. */
export type SshKeyFault = "KEY_SYNTAX" | "KEY_TYPE" | "KEY_WEAK";

/** RFC 8709, RFC 5656, RFC 8332 and OpenSSH's PROTOCOL.u2f: how each type's key goes on after its name. */
const readers: { readonly [type: string]: (fields: Fields) => boolean | "weak" } = {
  "ssh-ed25519": (fields) => fields.next().length === 32,
  "sk-ssh-ed25519@openssh.com": (fields) => fields.next().length === 32 && isName(fields.next()),
  "ecdsa-sha2-nistp256": (fields) => isPoint(fields, "nistp256", 32),
  "ecdsa-sha2-nistp384": (fields) => isPoint(fields, "nistp384", 48),
  "ecdsa-sha2-nistp521": (fields) => isPoint(fields, "nistp521", 66),
  "sk-ecdsa-sha2-nistp256@openssh.com": (fields) => isPoint(fields, "nistp256", 32) && isName(fields.next()),
  "ssh-rsa": (fields) => {
    const exponent = integer(fields.next());
    const modulus = integer(fields.next());
    if (exponent === null || modulus === null) return false;
    const isSafe = modulus >= least && modulus < most && exponent % 2n === 1n && exponent > 1n;
    return isSafe ? true : "weak";
  },
};

/** RSA from 3072 bits; OpenSSL itself reads no more than 16384. */
const least = 1n << 3071n;
const most = 1n << 16_384n;

/** Reads `type base64`, with nothing before or after it: no options, no comment, no certificate, no CA. */
export function parseSshKey(text: string): SshKey | SshKeyFault {
  const [type = "", base64 = "", ...rest] = text.split(" ");
  const blob = fromBase64(base64);
  if (rest.length > 0 || blob === null || blob.length === 0 || blob.length > 4_096) return "KEY_SYNTAX";
  const fields = new Fields(blob);
  if (ascii(fields.next()) !== type) return "KEY_SYNTAX";
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined) return "KEY_TYPE";
  const is = read(fields);
  if (is === false || !fields.isWhole) return "KEY_SYNTAX";
  if (is === "weak") return "KEY_WEAK";
  const fingerprint = `SHA256:${toBase64(sha256(blob)).replace(/=+$/, "")}`;
  return { text, type, fingerprint, application: type.startsWith("sk-") ? ascii(fields.last) : null };
}

/** Reads the strings of RFC 4251, section 5, one after the other. What is not there is empty. */
class Fields {
  readonly #bytes: Uint8Array;
  #offset = 0;
  #isSound = true;
  last: Uint8Array = new Uint8Array();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** True if everything asked for was there and nothing is left over. */
  get isWhole(): boolean {
    return this.#isSound && this.#offset === this.#bytes.length;
  }

  next(): Uint8Array {
    const start = this.#offset + 4;
    let length = 0;
    for (let index = this.#offset; index < start; index += 1) length = length * 256 + (this.#bytes[index] ?? 0);
    this.#isSound &&= start + length <= this.#bytes.length;
    this.last = this.#isSound ? this.#bytes.subarray(start, start + length) : new Uint8Array();
    this.#offset = start + length;
    return this.last;
  }
}

function isPoint(fields: Fields, curve: string, size: number): boolean {
  const name = ascii(fields.next());
  const point = fields.next();
  return name === curve && point.length === 1 + 2 * size && point[0] === 4;
}

function isName(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.every((byte) => byte >= 0x20 && byte <= 0x7e);
}

/** A positive integer in its shortest form, or null. */
function integer(bytes: Uint8Array): bigint | null {
  const [first = 0x80, second = 0x80] = bytes;
  if (bytes.length === 0 || first >= 0x80 || (first === 0 && second < 0x80)) return null;
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
