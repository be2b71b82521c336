import { describe, expect, it } from "vitest";
import { parseSshKey } from "../../../../src/core/config/ssh-key.ts";
import type { KeyIdentity } from "../../../../src/ports/signature.ts";
import { generateKey } from "../../../../src/signature/generate-key.ts";
import { parsePublicKey } from "../../../../src/signature/public-key.ts";
import { securityKey } from "../../../fakes/security-key.ts";

function field(bytes: Uint8Array | string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, Buffer.from(bytes as Uint8Array)]);
}

function key(type: string, ...fields: readonly (Uint8Array | string)[]): string {
  return `${type} ${Buffer.concat([field(type), ...fields.map(field)]).toString("base64")}`;
}

/** An RSA key whose modulus has that many bits. */
function rsa(bits: number, exponent: readonly number[] = [1, 0, 1]): string {
  const modulus = Buffer.alloc(bits / 8 + 1, 0xff);
  modulus[0] = 0;
  return key("ssh-rsa", Uint8Array.from(exponent), modulus);
}

const point = (size: number): Buffer => Buffer.concat([Buffer.of(4), Buffer.alloc(2 * size, 1)]);
const good = generateKey("").publicKey;
const [type = "", base64 = ""] = good.split(" ");

/** The key as the reader of signatures sees it, which OpenSSH is held against. */
function readKey(text: string): KeyIdentity {
  const read = parsePublicKey(text);
  if (typeof read === "string") throw new Error(read);
  return read.identity;
}

describe("parseSshKey", () => {
  it.each([
    { name: "ed25519", text: good },
    { name: "a security key", text: securityKey("ed25519").publicKey },
    { name: "a security key of ECDSA", text: securityKey("ecdsa", "acme.example").publicKey },
    { name: "RSA of 3072 bits", text: rsa(3072) },
  ])("reads $name as ssh-keygen does", ({ text }) => {
    const other = readKey(text);
    expect(parseSshKey(text)).toEqual({
      text,
      type: other.keyType,
      fingerprint: other.fingerprint,
      application: other.application,
    });
  });

  it.each([
    { name: "options before it", text: `command="sh" ${good}`, fault: "KEY_SYNTAX" },
    { name: "cert-authority", text: `cert-authority ${good}`, fault: "KEY_SYNTAX" },
    { name: "a comment", text: `${good} alice`, fault: "KEY_SYNTAX" },
    { name: "a space at the end", text: `${good} `, fault: "KEY_SYNTAX" },
    { name: "a line feed", text: `${good}\n`, fault: "KEY_SYNTAX" },
    { name: "two spaces", text: `${type}  ${base64}`, fault: "KEY_SYNTAX" },
    { name: "a type that lies", text: `ssh-rsa ${base64}`, fault: "KEY_SYNTAX" },
    {
      name: "a byte left over",
      text: `${type} ${Buffer.concat([Buffer.from(base64, "base64"), Buffer.of(0)]).toString("base64")}`,
      fault: "KEY_SYNTAX",
    },
    { name: "a byte too few", text: key("ssh-ed25519", Buffer.alloc(31)), fault: "KEY_SYNTAX" },
    {
      name: "a length that lies",
      text: `ssh-ed25519 ${Buffer.from([0xff, 0xff, 0xff, 0xff, 1]).toString("base64")}`,
      fault: "KEY_SYNTAX",
    },
    { name: "no key", text: "ssh-ed25519", fault: "KEY_SYNTAX" },
    { name: "nothing", text: "", fault: "KEY_SYNTAX" },
    { name: "a certificate", text: key("ssh-ed25519-cert-v01@openssh.com", Buffer.alloc(32)), fault: "KEY_TYPE" },
    { name: "DSA", text: key("ssh-dss", Buffer.alloc(32)), fault: "KEY_TYPE" },
    { name: "a name that every object has", text: key("constructor", "x"), fault: "KEY_TYPE" },
    { name: "another curve", text: key("ecdsa-sha2-nistp256", "nistp384", point(32)), fault: "KEY_SYNTAX" },
    {
      name: "a compressed point",
      text: key("ecdsa-sha2-nistp256", "nistp256", Buffer.alloc(33, 2)),
      fault: "KEY_SYNTAX",
    },
    {
      name: "a security key for nothing",
      text: key("sk-ssh-ed25519@openssh.com", Buffer.alloc(32), ""),
      fault: "KEY_SYNTAX",
    },
    { name: "RSA of 2048 bits", text: rsa(2048), fault: "KEY_WEAK" },
    { name: "RSA of 3064 bits", text: rsa(3064), fault: "KEY_WEAK" },
    { name: "RSA of 16392 bits", text: rsa(16_392), fault: "KEY_WEAK" },
    { name: "RSA with exponent 1", text: rsa(3072, [1]), fault: "KEY_WEAK" },
    { name: "RSA with an even exponent", text: rsa(3072, [2]), fault: "KEY_WEAK" },
    { name: "RSA with a negative exponent", text: rsa(3072, [0x81]), fault: "KEY_SYNTAX" },
    { name: "RSA with a padded exponent", text: rsa(3072, [0, 3]), fault: "KEY_SYNTAX" },
  ])("S59 refuses $name", ({ text, fault }) => {
    expect(parseSshKey(text)).toBe(fault);
  });
});
