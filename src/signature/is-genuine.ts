import { createHash, verify } from "node:crypto";
import type { ParsedSignature, WebauthnParts } from "./read-signature.ts";
import { uint32, WireReader } from "./wire.ts";

/** Tells whether the key made this signature over these bytes. */
export function isGenuine(signature: ParsedSignature, signed: Buffer): boolean {
  const { key, webauthn } = signature;
  if (!key.shape.hardware) return isMadeBy(signature, signed);
  if (webauthn === null) return isMadeBy(signature, authenticated(signature, signed));
  return isAbout(webauthn, signed) && isMadeBy(signature, authenticated(signature, webauthn.clientData));
}

function isMadeBy({ key, algorithm, raw }: ParsedSignature, bytes: Buffer): boolean {
  const { shape } = key;
  switch (shape.family) {
    case "ed25519":
      return verify(null, bytes, key.key, raw);
    case "rsa":
      return verify(algorithm === "rsa-sha2-512" ? "sha512" : "sha256", bytes, key.key, raw);
    case "ecdsa": {
      const reader = new WireReader(raw);
      const pair = Buffer.concat([reader.integerOf(shape.bytes), reader.integerOf(shape.bytes)]);
      return reader.isWhole && verify(shape.digest, bytes, { key: key.key, dsaEncoding: "ieee-p1363" }, pair);
    }
  }
}

/** What a security key signs for some data (OpenSSH, PROTOCOL.u2f). */
function authenticated({ key, flags, counter }: ParsedSignature, data: Buffer): Buffer {
  return Buffer.concat([sha256(key.identity.application ?? ""), Buffer.of(flags), uint32(counter), sha256(data)]);
}

/**
 * Tells whether a browser was asked to sign these bytes. The data must begin as OpenSSH wants it, and say the same
 * when it is read as JSON, so that no second key of the same name tells another story.
 */
function isAbout({ origin, clientData }: WebauthnParts, signed: Buffer): boolean {
  const challenge = signed.toString("base64url");
  const text = clientData.toString("utf8");
  if (origin.includes('"') || origin.includes("\\")) return false;
  if (!text.startsWith(`{"type":"webauthn.get","challenge":"${challenge}","origin":"${origin}"`)) return false;
  const data = parseJson(text);
  return data["type"] === "webauthn.get" && data["challenge"] === challenge && data["origin"] === origin;
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function sha256(data: Buffer | string): Buffer {
  return createHash("sha256").update(data).digest();
}
