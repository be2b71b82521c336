import fc from "fast-check";
import { expect, it } from "vitest";
import { fromBase64, toBase64 } from "../../src/core/json/base64.ts";

const letters = fc.constantFrom(...Array.from("ABQgw048Zz+/=_- \n"));
const nearlyBase64 = fc.oneof(
  fc.string({ unit: letters, maxLength: 12 }),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("base64")),
  fc.string(),
);

it("reads base64 in its one spelling, and nothing else", () => {
  fc.assert(
    fc.property(nearlyBase64, (text) => {
      const bytes = Buffer.from(text, "base64");
      const isCanonical = bytes.toString("base64") === text;
      expect(fromBase64(text)).toEqual(isCanonical ? new Uint8Array(bytes) : null);
    }),
    { numRuns: 5000 },
  );
});

it("writes what it reads", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
});
