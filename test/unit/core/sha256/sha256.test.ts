import { describe, expect, it } from "vitest";
import { sha256, sha256Text } from "#sha256";
import { sha256 as pure, sha256Text as pureText } from "../../../../src/core/sha256/pure.ts";

const rows = [
  { name: "nothing", text: "", hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
  { name: "abc", text: "abc", hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
];

describe.each([
  { where: "Node", hash: sha256, text: sha256Text },
  { where: "a browser", hash: pure, text: pureText },
])("in $where", ({ hash, text: spelt }) => {
  it.each(rows)("SHA-256 of $name is what FIPS 180-4 says", ({ text, hex }) => {
    expect(Buffer.from(hash(new TextEncoder().encode(text))).toString("hex")).toBe(hex);
  });

  it.each(["", "abc", "Ærø \u{1f511}", "\ud800"])("spells it in base64url, of %j and of its bytes", (text) => {
    const bytes = new TextEncoder().encode(text);
    const spelling = Buffer.from(hash(bytes)).toString("base64url");
    expect(spelt(bytes)).toBe(spelling);
    expect(spelt(text)).toBe(spelling);
  });
});
