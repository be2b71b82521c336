import { createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { brevetError } from "../../core/problem/brevet-error.ts";

const sshCurves = {
  "ecdsa-sha2-nistp256": { name: "nistp256", crv: "P-256", bytes: 32 },
  "ecdsa-sha2-nistp384": { name: "nistp384", crv: "P-384", bytes: 48 },
} as const;

const spkiCurves = ["prime256v1", "secp384r1"];

/** The request's `public_key` (an OpenSSH ECDSA line, or SPKI in base64 or PEM); throws PUBLIC_KEY_UNFIT. */
export function readPublicKey(text: string): KeyObject {
  const [type = "", body = ""] = text.trim().split(" ");
  if (type in sshCurves) return fromSsh(type as keyof typeof sshCurves, body);
  if (/^(?:ssh|sk|ecdsa)-/.test(type)) throw unfit(`an SSH key must be of type ${Object.keys(sshCurves).join(" or ")}`);
  return fromSpki(text.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, "").replace(/\s/g, ""));
}

function fromSpki(base64: string): KeyObject {
  let key: KeyObject;
  try {
    const der = Buffer.from(base64, "base64");
    if (der.toString("base64").replace(/=+$/, "") !== base64.replace(/=+$/, "")) throw new Error("not base64");
    key = createPublicKey({ key: der, format: "der", type: "spki" });
  } catch (cause) {
    throw unfit("it is neither an SSH key nor SPKI", cause);
  }
  const { namedCurve = "", modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const fits =
    (key.asymmetricKeyType === "ec" && spkiCurves.includes(namedCurve)) ||
    (key.asymmetricKeyType === "rsa" && modulusLength >= 3072) ||
    key.asymmetricKeyType === "ed25519";
  if (!fits) throw unfit("it is not P-256, P-384, Ed25519 or RSA of 3072 bits or more");
  return key;
}

/** RFC 5656, 3.1: the type, the curve's name and the point, each with its length. */
function fromSsh(type: keyof typeof sshCurves, base64: string): KeyObject {
  const curve = sshCurves[type];
  const [head, name, point, ...rest] = sshStrings(Buffer.from(base64, "base64"));
  const right =
    head?.toString() === type &&
    name?.toString() === curve.name &&
    rest.length === 0 &&
    point?.length === 1 + 2 * curve.bytes &&
    point[0] === 4;
  if (!right) throw unfit(`what follows ${type} is no key of that type`);
  const x = point.subarray(1, 1 + curve.bytes).toString("base64url");
  const y = point.subarray(1 + curve.bytes).toString("base64url");
  try {
    return createPublicKey({ key: { kty: "EC", crv: curve.crv, x, y }, format: "jwk" });
  } catch (cause) {
    throw unfit("its point does not lie on the curve", cause);
  }
}

function sshStrings(blob: Buffer): readonly Buffer[] {
  const strings: Buffer[] = [];
  for (let at = 0; at + 4 <= blob.length;) {
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return [];
    strings.push(blob.subarray(at + 4, end));
    at = end;
  }
  return strings;
}

function unfit(what: string, cause?: unknown): Error {
  return brevetError("PUBLIC_KEY_UNFIT", { what }, { cause });
}
