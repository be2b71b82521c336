import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { generateKey } from "../../src/signature/generate-key.ts";
import { makeSignature } from "../../src/signature/make-signature.ts";
import { parsePrivateKey } from "../../src/signature/private-key.ts";
import { parsePublicKey } from "../../src/signature/public-key.ts";
import { verifySignature } from "../../src/signature/verify-signature.ts";
import { Openssh } from "../fakes/openssh.ts";
import { armour, securityKey } from "../fakes/security-key.ts";

const message = Buffer.from("a message");
const namespace = "brevet";
const applications = (): readonly string[] => ["acme.example"];
const openssh = new Openssh();
afterAll(() => openssh[Symbol.dispose]());

const own = generateKey("");
const { publicKey, secret } = parsePrivateKey(own.privateKey)!;
const sk = securityKey("ed25519");
const passkey = securityKey("ecdsa", "acme.example");
const good = [
  { key: own.publicKey, signature: makeSignature(message, namespace, publicKey, secret!) },
  { key: sk.publicKey, signature: sk.sign(message, { namespace, flags: 5 }) },
  { key: passkey.publicKey, signature: passkey.sign(message, { namespace, flags: 1, origin: "https://acme.example" }) },
];

function bytesOf(signature: string): Buffer {
  return Buffer.from(signature.split("\n").slice(1, -2).join(""), "base64");
}

describe("signatures", () => {
  it("never throw, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), (bytes, text) => {
        expect(verifySignature(armour(Buffer.from(bytes)), message, { namespace })).toBeTypeOf("string");
        expect(verifySignature(text, message, { namespace })).toBe("SIGNATURE_ARMOUR");
        expect(parsePublicKey(text)).toBeTypeOf("string");
        expect(parsePublicKey(`ssh-ed25519 ${Buffer.from(bytes).toString("base64")}`)).toBeTypeOf("string");
        expect(parsePrivateKey(text)).toBeUndefined();
      }),
    );
  });

  it.each(good)("never count with any byte changed, dropped or doubled (%#)", ({ signature }) => {
    const bytes = bytesOf(signature);
    const at = fc.nat(bytes.length - 1);
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 255 }), fc.constantFrom(0, 1, 2), (index, flip, kept) => {
        const changed = Buffer.of((bytes[index] ?? 0) ^ flip, bytes[index] ?? 0);
        const other = Buffer.concat([bytes.subarray(0, index), changed.subarray(0, kept), bytes.subarray(index + 1)]);
        const facts = verifySignature(armour(other), message, { namespace, applications });
        expect(facts).toBeTypeOf("string");
      }),
      { numRuns: 2000 },
    );
  });

  it("count here exactly where they count for ssh-keygen, with one byte changed or none", () => {
    const edit = fc.record({ which: fc.nat(good.length - 1), index: fc.nat(600), flip: fc.nat(255) });
    fc.assert(
      fc.property(edit, ({ which, index, flip }) => {
        const { key, signature } = good[which]!;
        const bytes = bytesOf(signature);
        bytes[index % bytes.length]! ^= flip;
        fc.pre(bytes.readUInt32BE(6) !== 0); // the version, where ssh-keygen takes 0 for 1
        const counts = typeof verifySignature(armour(bytes), message, { namespace, applications }) === "object";
        expect(openssh.accepts(key, armour(bytes), message, namespace)).toBe(counts);
      }),
      { numRuns: 300 },
    );
  });

  it("count only for the message that was signed", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        const signature = makeSignature(one, namespace, publicKey, secret!);
        expect(verifySignature(signature, one, { namespace })).toBeTypeOf("object");
        fc.pre(!Buffer.from(one).equals(other));
        expect(verifySignature(signature, other, { namespace })).toBe("SIGNATURE_WRONG");
      }),
    );
  });
});
