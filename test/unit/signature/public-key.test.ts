import { createHash, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parsePublicKey } from "../../../src/signature/public-key.ts";
import { integer, string } from "../../../src/signature/wire.ts";
import { securityKey } from "../../fakes/security-key.ts";

const ed25519 = bare("ssh-ed25519", string(pointOf()));
const p256 = ecPoint("P-256");
const modulus = Buffer.alloc(384, 0xab);
const e65537 = integer(Buffer.of(1, 0, 1));

function bare(type: string, ...parts: readonly Buffer[]): string {
  return `${type} ${Buffer.concat([string(type), ...parts]).toString("base64")}`;
}

function pointOf(): Buffer {
  return Buffer.from(generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x ?? "", "base64url");
}

function ecPoint(namedCurve: string): Buffer {
  const { x = "", y = "" } = generateKeyPairSync("ec", { namedCurve }).publicKey.export({ format: "jwk" });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
}

function small(y: string): string {
  return bare("ssh-ed25519", string(Buffer.from(y.padEnd(64, "0"), "hex")));
}

describe("parsePublicKey", () => {
  it.each([
    { name: "ed25519", line: ed25519 },
    { name: "ECDSA on P-256", line: bare("ecdsa-sha2-nistp256", string("nistp256"), string(p256)) },
    { name: "ECDSA on P-384", line: bare("ecdsa-sha2-nistp384", string("nistp384"), string(ecPoint("P-384"))) },
    { name: "ECDSA on P-521", line: bare("ecdsa-sha2-nistp521", string("nistp521"), string(ecPoint("P-521"))) },
    { name: "RSA of 3072 bits", line: bare("ssh-rsa", e65537, integer(modulus)) },
    { name: "an ed25519 security key", line: securityKey("ed25519").publicKey },
    { name: "an ECDSA security key", line: securityKey("ecdsa").publicKey },
  ])("reads $name", ({ line }) => {
    const blob = Buffer.from(line.split(" ")[1] ?? "", "base64");
    const fingerprint = `SHA256:${createHash("sha256").update(blob).digest("base64").replace("=", "")}`;
    expect(parsePublicKey(line)).toMatchObject({ identity: { publicKey: line, fingerprint } });
  });

  it.each([
    { name: "nothing", line: "" },
    { name: "a comment", line: `${ed25519} alice` },
    { name: "S59 options", line: `cert-authority ${ed25519}` },
    { name: "two blanks", line: ed25519.replace(" ", "  ") },
    { name: "a line feed", line: `${ed25519}\n` },
    { name: "another type before it", line: ed25519.replace("ssh-ed25519 ", "ssh-rsa ") },
    { name: "base64 that is not canonical", line: `${ed25519}=` },
    { name: "base64url", line: bare("ssh-ed25519", string(Buffer.alloc(32, 0xff))).replaceAll("/", "_") },
    { name: "a byte too many", line: bare("ssh-ed25519", string(pointOf()), Buffer.of(0)) },
    { name: "a byte too few", line: bare("ssh-ed25519", string(pointOf().subarray(1))) },
    { name: "another curve", line: bare("ecdsa-sha2-nistp256", string("nistp384"), string(ecPoint("P-384"))) },
    {
      name: "a point off its curve",
      line: bare("ecdsa-sha2-nistp256", string("nistp256"), string(Buffer.alloc(65, 4))),
    },
    {
      name: "a compressed point",
      line: bare(
        "ecdsa-sha2-nistp256",
        string("nistp256"),
        string(Buffer.concat([Buffer.of(2), p256.subarray(1, 33)])),
      ),
    },
    {
      name: "an RSA number with a zero too many",
      line: bare("ssh-rsa", e65537, string(Buffer.concat([Buffer.of(0, 0), modulus]))),
    },
    { name: "a negative RSA number", line: bare("ssh-rsa", e65537, string(modulus)) },
    { name: "no RSA number", line: bare("ssh-rsa", e65537, string("")) },
  ])("refuses $name: KEY_SYNTAX", ({ line }) => {
    expect(parsePublicKey(line)).toBe("KEY_SYNTAX");
  });

  it.each([
    { name: "a certificate", line: bare("ssh-ed25519-cert-v01@openssh.com", string("nonce")) },
    { name: "DSA", line: bare("ssh-dss", integer(modulus)) },
    { name: "a name that every object has", line: bare("constructor") },
  ])("S59 refuses $name: KEY_TYPE", ({ line }) => {
    expect(parsePublicKey(line)).toBe("KEY_TYPE");
  });

  it.each([
    {
      name: "RSA of 3071 bits",
      line: bare("ssh-rsa", e65537, integer(Buffer.concat([Buffer.of(0x7f), modulus.subarray(1)]))),
    },
    { name: "RSA of 16392 bits", line: bare("ssh-rsa", e65537, integer(Buffer.alloc(2049, 0xab))) },
    { name: "RSA with exponent 1", line: bare("ssh-rsa", integer(Buffer.of(1)), integer(modulus)) },
    { name: "RSA with an even exponent", line: bare("ssh-rsa", integer(Buffer.of(4)), integer(modulus)) },
    { name: "the neutral point", line: small("01") },
    { name: "the neutral point, signed", line: small(`01${"00".repeat(30)}80`) },
    { name: "a point of order 4", line: small("00") },
    { name: "a point of order 8", line: small("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05") },
  ])("refuses $name, under which others could sign: KEY_WEAK", ({ line }) => {
    expect(parsePublicKey(line)).toBe("KEY_WEAK");
  });
});
