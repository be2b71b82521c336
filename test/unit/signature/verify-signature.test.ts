import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import type { SignatureFacts } from "../../../src/ports/signature.ts";
import { verifySignature } from "../../../src/signature/verify-signature.ts";
import { integer, string, uint32 } from "../../../src/signature/wire.ts";
import { Openssh } from "../../fakes/openssh.ts";
import { armour, securityKey } from "../../fakes/security-key.ts";

const message = '{"do":"approve"}';
const namespace = "brevet";
const openssh = new Openssh();
afterAll(() => openssh[Symbol.dispose]());

/** A signature put together by hand, so that any part of it can be wrong. */
interface Parts {
  readonly magic?: string;
  readonly version?: number;
  readonly key?: Buffer;
  readonly namespace?: string;
  readonly reserved?: string;
  readonly hash?: string;
  readonly algorithm?: string;
  readonly raw?: (bytes: Buffer) => Buffer;
  readonly after?: Buffer;
  readonly afterInner?: Buffer;
}

function blobOf(publicKey: string): Buffer {
  return Buffer.from(publicKey.split(" ")[1] ?? "", "base64");
}

function signedBytes(hash: string): Buffer {
  const digest = createHash(hash === "sha256" ? "sha256" : "sha512")
    .update(message)
    .digest();
  return Buffer.concat([Buffer.from("SSHSIG"), string(namespace), string(""), string(hash), string(digest)]);
}

function assemble(parts: Required<Pick<Parts, "key" | "algorithm" | "raw">> & Parts): string {
  const hash = parts.hash ?? "sha512";
  const raw = parts.raw(signedBytes(hash));
  const inner = Buffer.concat([string(parts.algorithm), string(raw), parts.afterInner ?? Buffer.alloc(0)]);
  return armour(
    Buffer.concat([
      Buffer.from(parts.magic ?? "SSHSIG"),
      uint32(parts.version ?? 1),
      string(parts.key),
      string(parts.namespace ?? namespace),
      string(parts.reserved ?? ""),
      string(hash),
      string(inner),
      parts.after ?? Buffer.alloc(0),
    ]),
  );
}

const ed = generateKeyPairSync("ed25519").privateKey;
const edPoint = Buffer.from(ed.export({ format: "jwk" }).x ?? "", "base64url");
const edBlob = Buffer.concat([string("ssh-ed25519"), string(edPoint)]);
const edText = `ssh-ed25519 ${edBlob.toString("base64")}`;

function edSignature(parts: Parts = {}): string {
  return assemble({ key: edBlob, algorithm: "ssh-ed25519", raw: (bytes) => sign(null, bytes, ed), ...parts });
}

const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const { x: ecX = "", y: ecY = "" } = ec.export({ format: "jwk" });
const ecPoint = Buffer.concat([Buffer.of(4), Buffer.from(ecX, "base64url"), Buffer.from(ecY, "base64url")]);
const ecType = "ecdsa-sha2-nistp256";
const ecBlob = Buffer.concat([string(ecType), string("nistp256"), string(ecPoint)]);
const ecText = `${ecType} ${ecBlob.toString("base64")}`;

/** An ECDSA signature whose two numbers are written by `write`. */
function ecSignature(write: (value: Buffer) => Buffer, parts: Parts = {}): string {
  const raw = (bytes: Buffer): Buffer => {
    const pair = sign("sha256", bytes, { key: ec, dsaEncoding: "ieee-p1363" });
    return Buffer.concat([write(pair.subarray(0, 32)), write(pair.subarray(32))]);
  };
  return assemble({ key: ecBlob, algorithm: ecType, raw, ...parts });
}

function rsa(bits: number): { text: string; sign: (digest: string, parts?: Parts) => string } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  const { e = "", n = "" } = privateKey.export({ format: "jwk" });
  const numbers = [e, n].map((number) => integer(Buffer.from(number, "base64url")));
  const key = Buffer.concat([string("ssh-rsa"), ...numbers]);
  return {
    text: `ssh-rsa ${key.toString("base64")}`,
    sign: (digest, parts = {}) =>
      assemble({ key, algorithm: "", raw: (bytes) => sign(digest, bytes, privateKey), ...parts }),
  };
}

const rsa3072 = rsa(3072);
const rsa2048 = rsa(2048);
const sk = securityKey("ed25519");
const skEc = securityKey("ecdsa");
const passkey = securityKey("ecdsa", "acme.example");
const touched = { namespace, flags: 1 };
const origin = "https://acme.example";

describe("agrees with ssh-keygen", () => {
  it.each([
    { name: "an ed25519 signature", key: edText, signature: edSignature() },
    { name: "a message hashed by SHA-256", key: edText, signature: edSignature({ hash: "sha256" }) },
    { name: "an ECDSA signature", key: ecText, signature: ecSignature(integer) },
    { name: "RSA with SHA-512", key: rsa3072.text, signature: rsa3072.sign("sha512", { algorithm: "rsa-sha2-512" }) },
    { name: "RSA with SHA-256", key: rsa3072.text, signature: rsa3072.sign("sha256", { algorithm: "rsa-sha2-256" }) },
    { name: "a touched ed25519 security key", key: sk.publicKey, signature: sk.sign(message, touched) },
    { name: "a touched ECDSA security key", key: skEc.publicKey, signature: skEc.sign(message, touched) },
    { name: "touch and PIN", key: sk.publicKey, signature: sk.sign(message, { namespace, flags: 5 }) },
    {
      name: "the largest counter",
      key: sk.publicKey,
      signature: sk.sign(message, { ...touched, counter: 0xffffffff }),
    },
    { name: "no line feed at the end", key: edText, signature: edSignature().trimEnd() },
  ])("accepts $name", ({ key, signature }) => {
    expect(verifySignature(signature, Buffer.from(message), { namespace })).toMatchObject({ publicKey: key });
    expect(openssh.accepts(key, signature, message, namespace)).toBe(true);
  });

  it.each([
    ["ed25519", []],
    ["ecdsa", ["-b", "256"]],
    ["ecdsa", ["-b", "384"]],
    ["ecdsa", ["-b", "521"]],
    ["rsa", ["-b", "3072"]],
  ])("accepts what ssh-keygen signs with %s %j", (type, size) => {
    const path = openssh.makeKey(`${type}${size.join("")}`, "-t", type, ...size);
    const [keyType = "", base64 = ""] = readFileSync(`${path}.pub`, "utf8").split(" ");
    const facts = verifySignature(openssh.sign(path, message, namespace), Buffer.from(message), { namespace });
    expect(facts).toMatchObject({ keyType, publicKey: `${keyType} ${base64}`, application: null, hash: "sha512" });
  });

  it.each([
    { name: "another message", code: "SIGNATURE_WRONG", key: edText, signature: edSignature(), said: `${message} ` },
    {
      name: "S12 another namespace",
      code: "SIGNATURE_NAMESPACE",
      key: edText,
      signature: edSignature({ namespace: "git" }),
    },
    { name: "another magic", code: "SIGNATURE_SYNTAX", key: edText, signature: edSignature({ magic: "SSHSIh" }) },
    { name: "version 2", code: "SIGNATURE_SYNTAX", key: edText, signature: edSignature({ version: 2 }) },
    {
      name: "S90 SHA-1 over the message",
      code: "SIGNATURE_ALGORITHM",
      key: edText,
      signature: edSignature({ hash: "sha1" }),
    },
    {
      name: "S90 RSA with SHA-1",
      code: "SIGNATURE_ALGORITHM",
      key: rsa3072.text,
      signature: rsa3072.sign("sha1", { algorithm: "ssh-rsa" }),
    },
    {
      name: "RSA named SHA-512 and made with SHA-256",
      code: "SIGNATURE_WRONG",
      key: rsa3072.text,
      signature: rsa3072.sign("sha256", { algorithm: "rsa-sha2-512" }),
    },
    {
      name: "an algorithm that is another key's",
      code: "SIGNATURE_ALGORITHM",
      key: edText,
      signature: edSignature({ algorithm: ecType }),
    },
    {
      name: "a byte after the signature",
      code: "SIGNATURE_SYNTAX",
      key: edText,
      signature: edSignature({ after: Buffer.of(0) }),
    },
    {
      name: "a byte after the inner signature",
      code: "SIGNATURE_SYNTAX",
      key: edText,
      signature: edSignature({ afterInner: Buffer.of(0) }),
    },
    {
      name: "flags that were edited",
      code: "SIGNATURE_WRONG",
      key: sk.publicKey,
      signature: edited(sk.sign(message, { namespace, flags: 1, counter: 0x01010101 }), "0101010101", "0501010101"),
    },
    {
      name: "a security key's signature without flags",
      code: "SIGNATURE_SYNTAX",
      key: sk.publicKey,
      signature: edSignature({ key: sk.blob, algorithm: "sk-ssh-ed25519@openssh.com" }),
    },
    { name: "a negative number", code: "SIGNATURE_WRONG", key: ecText, signature: ecSignature(negative) },
    { name: "no signature at all", code: "SIGNATURE_ARMOUR", key: edText, signature: "" },
    { name: "CRLF", code: "SIGNATURE_ARMOUR", key: edText, signature: edSignature().replaceAll("\n", "\r\n") },
    { name: "an empty armour", code: "SIGNATURE_SYNTAX", key: edText, signature: armour(Buffer.alloc(0)) },
    { name: "text before it", code: "SIGNATURE_ARMOUR", key: edText, signature: `\n${edSignature()}` },
    {
      name: "another armour",
      code: "SIGNATURE_ARMOUR",
      key: edText,
      signature: edSignature().replaceAll("SSH ", "PGP "),
    },
  ])("refuses $name: $code", ({ code, key, signature, said }) => {
    expect(verifySignature(signature, Buffer.from(said ?? message), { namespace })).toBe(code);
    expect(openssh.accepts(key, signature, said ?? message, namespace)).toBe(false);
  });
});

describe("is stricter than ssh-keygen", () => {
  const doubled = edSignature() + edSignature();
  it.each([
    {
      name: "S70 no touch",
      code: "SIGNATURE_UNTOUCHED",
      key: sk.publicKey,
      signature: sk.sign(message, { namespace, flags: 0 }),
    },
    {
      name: "S70 PIN without touch",
      code: "SIGNATURE_UNTOUCHED",
      key: skEc.publicKey,
      signature: skEc.sign(message, { namespace, flags: 4 }),
    },
    { name: "S90 two armours", code: "SIGNATURE_ARMOUR", key: edText, signature: doubled },
    { name: "text after the armour", code: "SIGNATURE_ARMOUR", key: edText, signature: `${edSignature()}more` },
    { name: "version 0", code: "SIGNATURE_SYNTAX", key: edText, signature: edSignature({ version: 0 }) },
    { name: "two line feeds after it", code: "SIGNATURE_ARMOUR", key: edText, signature: `${edSignature()}\n` },
    {
      name: "blanks in the base64",
      code: "SIGNATURE_ARMOUR",
      key: edText,
      signature: edSignature().replace("U1NI", "U1 NI"),
    },
    {
      name: "a reserved field that is used",
      code: "SIGNATURE_SYNTAX",
      key: edText,
      signature: edSignature({ reserved: "x" }),
    },
    {
      name: "RSA of 2048 bits",
      code: "SIGNATURE_KEY",
      key: rsa2048.text,
      signature: rsa2048.sign("sha512", { algorithm: "rsa-sha2-512" }),
    },
    {
      name: "a number with a zero too many",
      code: "SIGNATURE_WRONG",
      key: ecText,
      signature: ecSignature((value) => string(Buffer.concat([Buffer.alloc(2), value]))),
    },
    {
      name: "S90 WebAuthn",
      code: "SIGNATURE_APPLICATION",
      key: passkey.publicKey,
      signature: passkey.sign(message, { ...touched, origin }),
    },
    {
      name: "S90 WebAuthn under ssh:",
      code: "SIGNATURE_APPLICATION",
      key: skEc.publicKey,
      signature: skEc.sign(message, { ...touched, origin }),
    },
    {
      name: "S90 an application that is not named",
      code: "SIGNATURE_APPLICATION",
      key: passkey.publicKey,
      signature: passkey.sign(message, touched),
    },
  ])("refuses $name: $code", ({ code, key, signature }) => {
    expect(verifySignature(signature, Buffer.from(message), { namespace })).toBe(code);
    expect(openssh.accepts(key, signature, message, namespace)).toBe(true);
  });
});

describe("applications that the catalog names", () => {
  const applications = (publicKey: string): readonly string[] =>
    publicKey === passkey.publicKey ? ["acme.example"] : [];
  const terms = { namespace, applications };

  it.each([
    { name: "the key itself", signature: passkey.sign(message, touched), webauthn: false },
    { name: "a browser", signature: passkey.sign(message, { ...touched, origin }), webauthn: true },
  ])("lets $name sign", ({ signature, webauthn }) => {
    const facts = verifySignature(signature, Buffer.from(message), terms);
    expect(facts).toMatchObject({ application: "acme.example", touch: true, userVerified: false, webauthn });
    expect(openssh.accepts(passkey.publicKey, signature, message, namespace)).toBe(true);
  });

  it("names them for one key only", () => {
    const other = securityKey("ecdsa", "acme.example");
    expect(verifySignature(other.sign(message, touched), Buffer.from(message), terms)).toBe("SIGNATURE_APPLICATION");
  });

  it.each([
    { name: "another challenge", clientData: () => `{"type":"webauthn.get","challenge":"AAAA","origin":"${origin}"}` },
    {
      name: "a registration",
      clientData: (c: string) => `{"type":"webauthn.create","challenge":"${c}","origin":"${origin}"}`,
    },
    {
      name: "another origin",
      clientData: (c: string) => `{"type":"webauthn.get","challenge":"${c}","origin":"https://evil"}`,
    },
  ])("S90 refuses a browser's signature over $name", ({ clientData }) => {
    const signature = passkey.sign(message, { ...touched, origin, clientData });
    expect(verifySignature(signature, Buffer.from(message), terms)).toBe("SIGNATURE_WRONG");
    expect(openssh.accepts(passkey.publicKey, signature, message, namespace)).toBe(false);
  });

  it.each([
    { name: "a second challenge", tail: `,"challenge":"AAAA"}` },
    { name: "no end", tail: "" },
  ])("S90 refuses client data with $name, which ssh-keygen reads no further", ({ tail }) => {
    const clientData = (c: string): string => `{"type":"webauthn.get","challenge":"${c}","origin":"${origin}"${tail}`;
    const signature = passkey.sign(message, { ...touched, origin, clientData });
    expect(verifySignature(signature, Buffer.from(message), terms)).toBe("SIGNATURE_WRONG");
    expect(openssh.accepts(passkey.publicKey, signature, message, namespace)).toBe(true);
  });
});

describe("facts", () => {
  it.each([
    { flags: 1, touch: true, userVerified: false },
    { flags: 5, touch: true, userVerified: true },
    { flags: 0x1d, touch: true, userVerified: true },
  ])("tells touch and user of flags $flags", ({ flags, touch, userVerified }) => {
    const facts = verifySignature(sk.sign(message, { namespace, flags }), Buffer.from(message), { namespace });
    expect(facts).toMatchObject({ application: "ssh:", touch, userVerified });
  });

  it("S70 claims neither for a key that is no security key", () => {
    const facts = verifySignature(edSignature(), Buffer.from(message), { namespace }) as SignatureFacts;
    expect(facts).toEqual({
      keyType: "ssh-ed25519",
      publicKey: edText,
      fingerprint: `SHA256:${createHash("sha256").update(blobOf(edText)).digest("base64").replace("=", "")}`,
      application: null,
      touch: false,
      userVerified: false,
      webauthn: false,
      hash: "sha512",
    });
  });
});

/** Replaces bytes, given in hex, inside an armoured signature. */
function edited(text: string, from: string, to: string): string {
  const base64 = text.split("\n").slice(1, -2).join("");
  const hex = Buffer.from(base64, "base64").toString("hex");
  return armour(Buffer.from(hex.replace(from, to), "hex"));
}

function negative(value: Buffer): Buffer {
  return string(Buffer.concat([Buffer.of(0xff), value]));
}
