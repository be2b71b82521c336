import { describe, expect, it } from "vitest";
import { formatRange, overlap, parseRange } from "../../../../src/core/catalog/address-range.ts";

function read(text: string): string | null {
  const range = parseRange(text);
  return range === null ? null : formatRange(range);
}

describe("a block of addresses", () => {
  it.each([
    { text: "10.0.0.0/8", is: "10.0.0.0/8" },
    { text: "10.1.2.3", is: "10.1.2.3/32" },
    { text: "0.0.0.0/0", is: "0.0.0.0/0" },
    { text: "255.255.255.255/32", is: "255.255.255.255/32" },
    { text: "192.168.128.0/17", is: "192.168.128.0/17" },
    { text: "2001:db8::/32", is: "2001:db8::/32" },
    { text: "2001:DB8:0:0:0:0:0:1", is: "2001:db8::1/128" },
    { text: "::", is: "::/128" },
    { text: "::/0", is: "::/0" },
    { text: "::1", is: "::1/128" },
    { text: "fe80::/10", is: "fe80::/10" },
    { text: "1::", is: "1::/128" },
    { text: "1:2:3:4:5:6:7::", is: "1:2:3:4:5:6:7:0/128" },
    { text: "::2:3:4:5:6:7:8", is: "0:2:3:4:5:6:7:8/128" },
    { text: "1:2:3:4:5:6:7:8", is: "1:2:3:4:5:6:7:8/128" },
    { text: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", is: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128" },
  ])("$text is read as $is", ({ text, is }) => {
    expect(read(text)).toBe(is);
  });

  it.each([
    { name: "of two equal runs of zeros the first", text: "1:0:0:2:0:0:3:4", is: "1::2:0:0:3:4/128" },
    { name: "of two runs the longer", text: "1:0:0:2:0:0:0:3", is: "1:0:0:2::3/128" },
    { name: "of three runs the longest, in the middle", text: "0:0:1:0:0:0:2:0", is: "0:0:1::2:0/128" },
    { name: "of two runs the longer, where it is first", text: "1:0:0:0:2:0:0:3", is: "1::2:0:0:3/128" },
    { name: "no single zero", text: "1:0:2:3:4:5:6:7", is: "1:0:2:3:4:5:6:7/128" },
    { name: "zeros at the start", text: "0:0:1:2:3:4:5:6", is: "::1:2:3:4:5:6/128" },
    { name: "zeros at the end", text: "1:2:3:4:5:6:0:0", is: "1:2:3:4:5:6::/128" },
    { name: "no zero that ends a longer group", text: "10:0:0:100:0:0:0:1", is: "10:0:0:100::1/128" },
    { name: "no zero that begins a group it is part of", text: "1:10:0:0:20:30:40:50", is: "1:10::20:30:40:50/128" },
    { name: "no digits that only look like a run", text: "1:20:0:0:3:0:0:5", is: "1:20::3:0:0:5/128" },
  ])("IPv6 shortens $name", ({ text, is }) => {
    expect(read(text)).toBe(is);
  });

  it.each([
    "",
    "10",
    "10.0.0",
    "10.0.0.0.0",
    "10.0.0.256",
    "10.0.0.1000",
    "10.0.0.01",
    "010.0.0.0",
    "10.0.0.a",
    "a10.0.0.1",
    "10.0.0.",
    "10.0.0.-1",
    " 10.0.0.1",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/8/8",
    "10.0.0.0/-8",
    "10.0.0.0/8a",
    "10.0.0.0/a8",
    "10.0.0.0/1000",
    "10.0.0.1/8",
    "10.0.0.1/31",
    "128.0.0.0/0",
    "2001:db8::/129",
    "2001:db8::1/64",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4::5:6:7:8",
    "1::2::3",
    ":::",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:",
    "12345::",
    "g::",
    "::g1",
    "::1g",
    "1:2:3:4:5:6:7:8::",
    "::ffff:10.0.0.1",
    "fe80::1%eth0",
  ])("%j is none", (text) => {
    expect(read(text)).toBeNull();
  });
});

describe("what two blocks have in common", () => {
  it.each([
    { a: "10.0.0.0/8", b: "10.1.0.0/16", common: "10.1.0.0/16" },
    { a: "10.0.0.0/8", b: "10.0.0.0/8", common: "10.0.0.0/8" },
    { a: "10.0.0.0/8", b: "11.0.0.0/16", common: null },
    { a: "10.1.0.0/16", b: "10.2.0.0/16", common: null },
    { a: "0.0.0.0/0", b: "10.1.2.3/32", common: "10.1.2.3/32" },
    { a: "0.0.0.0/0", b: "::/0", common: null },
    { a: "0.0.0.0/0", b: "::/96", common: null },
    { a: "2001:db8::/32", b: "2001:db8:1::/48", common: "2001:db8:1::/48" },
    { a: "2001:db8::/32", b: "2001:db9::/48", common: null },
  ])("of $a and $b is $common, either way round", ({ a, b, common }) => {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const found = overlap(parseRange(one)!, parseRange(other)!);
      expect(found === null ? null : formatRange(found)).toBe(common);
    }
  });
});
