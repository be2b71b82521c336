import { describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "../../../../src/core/json/base64.ts";
import { digestBytes, digestHex, digestJson, digestPattern, digestTree } from "../../../../src/core/json/digest.ts";

const abc = digestBytes("abc");

describe("digests", () => {
  it("are the SHA-256 of the bytes", () => {
    expect(digestHex(abc, 64)).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(digestHex(abc)).toBe("ba7816bf8f01cfea");
  });

  it("have the form that schemas ask for", () => {
    expect(abc).toMatch(new RegExp(digestPattern));
  });

  it("do not depend on the order of keys", () => {
    expect(digestJson({ a: 1, b: [true, null] })).toBe(digestJson({ b: [true, null], a: 1 }));
  });

  it.each([
    { name: "a path", path: "b", mode: "100644", text: "x" },
    { name: "a mode", path: "a", mode: "100755", text: "x" },
    { name: "a byte", path: "a", mode: "100644", text: "y" },
  ])("of a tree change with $name", ({ path, mode, text }) => {
    const tree = (of: string, as: string, bytes: string): string =>
      digestTree(new Map([[of, { mode: as, bytes: new TextEncoder().encode(bytes) }]]));
    expect(tree(path, mode, text)).not.toBe(tree("a", "100644", "x"));
  });
});

describe("fromBase64", () => {
  it.each(["", "AA==", "AAA=", "AAAA", "+/+/"])("reads %j and spells it again", (text) => {
    expect(toBase64(fromBase64(text)!)).toBe(text);
  });

  it.each(["A", "AA", "AAA", "AB==", "AAB=", "AA==AA==", "AA= =", "-_-_", "AAAA\n", "="])("refuses %j", (text) => {
    expect(fromBase64(text)).toBeNull();
  });
});
