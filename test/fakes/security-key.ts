import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { integer, string, uint32 } from "../../src/signature/wire.ts";

/** How a security key is asked to sign. `flags`: 1 touched, 4 user verified. */
interface Touch {
  readonly namespace: string;
  readonly flags: number;
  readonly counter?: number;
  readonly hash?: "sha256" | "sha512";
  /** Signs as a browser does for that origin. */
  readonly origin?: string;
  /** Replaces the client data that a browser would write. */
  readonly clientData?: (challenge: string) => string;
  readonly extensions?: string;
}

/** A security key in software: it says of touch and user whatever it is told to. */
export interface SecurityKey {
  readonly publicKey: string;
  readonly blob: Buffer;
  sign(message: string | Uint8Array, touch: Touch): string;
}

/** Makes one, as `ssh-keygen -t ed25519-sk` or `-t ecdsa-sk` would with real hardware. */
export function securityKey(family: "ed25519" | "ecdsa", application = "ssh:"): SecurityKey {
  const { type, point, secret } = family === "ed25519" ? ed25519() : ecdsa();
  const blob = Buffer.concat([string(type), ...point, string(application)]);
  return {
    publicKey: `${type} ${blob.toString("base64")}`,
    blob,
    sign(message, touch) {
      const hash = touch.hash ?? "sha512";
      const digest = createHash(hash).update(message).digest();
      const head = [string(touch.namespace), string(""), string(hash)];
      const signed = Buffer.concat([Buffer.from("SSHSIG"), ...head, string(digest)]);
      const state = Buffer.concat([Buffer.of(touch.flags), uint32(touch.counter ?? 1)]);
      const web = touch.origin === undefined ? null : webauthn(touch, touch.origin, signed);
      const data = Buffer.concat([sha256(application), state, sha256(web?.clientData ?? signed)]);
      const algorithm = web === null ? type : `webauthn-${type}`;
      const parts = [string(algorithm), string(rawSignature(data, secret)), state, ...(web?.parts ?? [])];
      const inner = string(Buffer.concat(parts));
      return armour(Buffer.concat([Buffer.from("SSHSIG"), uint32(1), string(blob), ...head, inner]));
    },
  };
}

/** Puts any bytes into the armour of a signature. */
export function armour(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,70}/g) ?? [];
  return `-----BEGIN SSH SIGNATURE-----\n${lines.join("\n")}\n-----END SSH SIGNATURE-----\n`;
}

function ed25519(): { type: string; point: readonly Buffer[]; secret: KeyObject } {
  const { privateKey } = generateKeyPairSync("ed25519");
  const { x = "" } = privateKey.export({ format: "jwk" });
  return { type: "sk-ssh-ed25519@openssh.com", point: [string(Buffer.from(x, "base64url"))], secret: privateKey };
}

function ecdsa(): { type: string; point: readonly Buffer[]; secret: KeyObject } {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = privateKey.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  const type = "sk-ecdsa-sha2-nistp256@openssh.com";
  return { type, point: [string("nistp256"), string(point)], secret: privateKey };
}

function rawSignature(data: Buffer, secret: KeyObject): Buffer {
  if (secret.asymmetricKeyType === "ed25519") return sign(null, data, secret);
  const pair = sign("sha256", data, { key: secret, dsaEncoding: "ieee-p1363" });
  return Buffer.concat([integer(pair.subarray(0, 32)), integer(pair.subarray(32))]);
}

function webauthn(touch: Touch, origin: string, signed: Buffer): { clientData: string; parts: readonly Buffer[] } {
  const challenge = signed.toString("base64url");
  const usual = `{"type":"webauthn.get","challenge":"${challenge}","origin":"${origin}","crossOrigin":false}`;
  const clientData = touch.clientData?.(challenge) ?? usual;
  return { clientData, parts: [string(origin), string(clientData), string(touch.extensions ?? "")] };
}

function sha256(data: Buffer | string): Buffer {
  return createHash("sha256").update(data).digest();
}
