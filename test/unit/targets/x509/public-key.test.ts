import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readPublicKey } from "../../../../src/targets/x509/public-key.ts";
import { describeWith, sshKeygen } from "../../../needs.ts";

function base64(pair: { publicKey: ReturnType<typeof generateKeyPairSync>["publicKey"] }): string {
  return pair.publicKey.export({ type: "spki", format: "der" }).toString("base64");
}

const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });

it.each([
  { name: "P-256 in base64", text: base64(p256) },
  { name: "P-256 in PEM", text: p256.publicKey.export({ type: "spki", format: "pem" }).toString() },
  { name: "P-384", text: base64(generateKeyPairSync("ec", { namedCurve: "P-384" })) },
  { name: "Ed25519", text: base64(generateKeyPairSync("ed25519")) },
  { name: "RSA of 3072 bits", text: base64(generateKeyPairSync("rsa", { modulusLength: 3072 })) },
])("reads an SPKI key, $name", ({ text }) => {
  const [pem] = readPublicKey(text).export({ type: "spki", format: "pem" }).toString().split("\n").slice(1);
  expect(text).toContain(pem?.slice(0, 32));
});

it.each([
  { name: "nothing", text: "" },
  { name: "words", text: "please let me in" },
  { name: "RSA of 2048 bits", text: base64(generateKeyPairSync("rsa", { modulusLength: 2048 })) },
  { name: "a curve that verifiers differ on", text: base64(generateKeyPairSync("ec", { namedCurve: "secp256k1" })) },
  { name: "an ed25519 SSH key, whose private half TLS tools cannot read", text: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5" },
  { name: "a security key", text: "sk-ecdsa-sha2-nistp256@openssh.com AAAA" },
  { name: "an SSH key with nothing in it", text: "ecdsa-sha2-nistp256 AAAA" },
  { name: "SPKI with something after it", text: `${base64(p256)}AAAA` },
  { name: "a private key", text: p256.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64") },
])("refuses $name", ({ text }) => {
  expect(() => readPublicKey(text)).toThrow(expect.objectContaining({ code: "PUBLIC_KEY_UNFIT" }));
});

describeWith([sshKeygen], "keys of ssh-keygen", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "brevet-key-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(["256", "384"])("an ECDSA key of %s bits is the same key in both forms", (bits) => {
    const file = join(folder, `key-${bits}`);
    execFileSync("ssh-keygen", ["-q", "-t", "ecdsa", "-b", bits, "-N", "", "-C", "alice@laptop", "-f", file]);
    const spki = execFileSync("ssh-keygen", ["-e", "-m", "PKCS8", "-f", file], { encoding: "utf8" });
    const read = readPublicKey(readFileSync(`${file}.pub`, "utf8"));
    expect(read.export({ type: "spki", format: "pem" })).toBe(spki);
  });

  it("refuses a point that lies on no curve", () => {
    const file = join(folder, "key-bent");
    execFileSync("ssh-keygen", ["-q", "-t", "ecdsa", "-b", "256", "-N", "", "-f", file]);
    const [type = "", body = ""] = readFileSync(`${file}.pub`, "utf8").split(" ");
    const blob = Buffer.from(body, "base64");
    blob.writeUInt8(blob.readUInt8(blob.length - 1) ^ 1, blob.length - 1);
    expect(() => readPublicKey(`${type} ${blob.toString("base64")}`)).toThrow(
      expect.objectContaining({ code: "PUBLIC_KEY_UNFIT" }),
    );
  });
});
