import { describe, expect, it } from "vitest";
import { readYaml } from "../../../../src/core/yaml/read-yaml.ts";

const terms = { path: "a.yaml", maxBytes: 16_384, syntax: "REQUEST_SYNTAX" } as const;

function read(text: string | Uint8Array): ReturnType<typeof readYaml> {
  return readYaml(typeof text === "string" ? new TextEncoder().encode(text) : text, terms);
}

function valueOf(text: string): unknown {
  const read_ = read(text);
  return read_.ok ? read_.value.value : read_.problems;
}

/** `code line:column what`, of every problem. */
function faultsOf(text: string | Uint8Array): readonly string[] {
  const read_ = read(text);
  return read_.ok ? [] : read_.problems.map((p) => `${p.code} ${p.line ?? "-"}:${p.column ?? "-"}`);
}

describe("readYaml", () => {
  it.each([
    { name: "plain keys and values", text: "a: b\nc: 2h\n", value: { a: "b", c: "2h" } },
    { name: "what JSON says", text: '{"a": [1, -2.5, true, null, "x"]}', value: { a: [1, -2.5, true, null, "x"] } },
    { name: "a document start and comments", text: "# why\n---\na: b # so\n", value: { a: "b" } },
    { name: "quoted text as text", text: "a: 'no'\nb: \"017\"\n", value: { a: "no", b: "017" } },
    { name: "dates as text", text: "a: 2027-06-30\n", value: { a: "2027-06-30" } },
    { name: "block text with its line feeds", text: "a: |\n  one\n  two\n", value: { a: "one\ntwo\n" } },
    { name: "letters of any script in NFC", text: "a: Zoë 漢字\n", value: { a: "Zoë 漢字" } },
    { name: "nothing as null", text: "a:\nb: ~\n", value: { a: null, b: null } },
    { name: "stars and ampersands inside text", text: "a: b & c * d ! e % f\n", value: { a: "b & c * d ! e % f" } },
    { name: "a key that old YAML takes for a boolean", text: "on: push\n", value: { on: "push" } },
  ])("reads $name", ({ text, value }) => {
    expect(valueOf(text)).toEqual(value);
  });

  it.each([
    { name: "an alias", text: "a: &x b\nc: *x\n", at: ["1:4", "2:4"] },
    { name: "an anchor", text: "a: &x b\n", at: ["1:4"] },
    { name: "a merge key", text: "<<: {a: b}\n", at: ["1:1"] },
    { name: "a tag", text: "a: !!str b\n", at: ["1:4"] },
    { name: "a local tag", text: "a: !x b\n", at: ["1:4"] },
    { name: "the bare tag", text: "a: ! b\n", at: ["1:4"] },
    { name: "a YAML directive", text: "%YAML 1.1\n---\na: b\n", at: ["1:1"] },
    { name: "a tag directive", text: "%TAG ! tag:x,2000:\n---\na: b\n", at: ["1:1"] },
    { name: "a second document", text: "a: b\n---\nc: d\n", at: ["2:1"] },
    { name: "a document end", text: "a: b\n...\n", at: ["2:1"] },
    { name: "a duplicate key", text: "a: b\na: c\n", at: ["2:1"] },
    { name: "a duplicate key in another spelling", text: 'a: b\n"a": c\n', at: ["2:1"] },
    { name: "a duplicate key in a flow map", text: "x: {a: b, a: c}\n", at: ["1:11"] },
    { name: "__proto__", text: "__proto__: {admin: true}\n", at: ["1:1"] },
    { name: "constructor", text: "a: {constructor: b}\n", at: ["1:5"] },
    { name: "a 1.1 boolean", text: "a: yes\nb: Off\n", at: ["1:4", "2:4"] },
    { name: "a boolean in capitals", text: "a: TRUE\n", at: ["1:4"] },
    { name: "a 1.1 octal", text: "a: 0755\n", at: ["1:4"] },
    { name: "a 1.2 octal", text: "a: 0o755\n", at: ["1:4"] },
    { name: "a hexadecimal number", text: "a: 0xff\n", at: ["1:4"] },
    { name: "a number with underscores", text: "a: 1_000\n", at: ["1:4"] },
    { name: "a number in base 60", text: "a: 1:30\n", at: ["1:4"] },
    { name: "infinity", text: "a: .inf\n", at: ["1:4"] },
    { name: "what is no number", text: "a: .nan\n", at: ["1:4"] },
    { name: "a number that overflows", text: "a: 1e999\n", at: ["1:4"] },
    { name: "a number that loses digits", text: "a: 9007199254740993\n", at: ["1:4"] },
    { name: "a key that is a number", text: "1: a\n", at: ["1:1"] },
    { name: "a key that is nothing", text: ": a\n", at: ["1:1"] },
    { name: "a key that is a list", text: "[a]: b\n", at: ["1:1"] },
    { name: "an explicit key", text: "? a\n: b\n", at: ["1:1"] },
    { name: "a byte order mark", text: "\uFEFFa: b\n", at: ["1:1"] },
    { name: "NUL", text: "a: b\0\n", at: ["1:5"] },
    { name: "a carriage return", text: "a: b\r\n", at: ["1:5"] },
    { name: "a tab", text: "a:\tb\n", at: ["1:3"] },
    { name: "a list that never ends", text: "a: [b\n", at: ["2:1"] },
    { name: "a nest of lists", text: `a: ${"[".repeat(5_000)}`, at: ["1:51"] },
    { name: "nothing at all", text: "", at: ["-:-"] },
    { name: "a comment alone", text: "# nothing\n", at: ["-:-"] },
  ])("S01 refuses $name", ({ text, at }) => {
    expect(faultsOf(text)).toEqual(at.map((place) => `REQUEST_SYNTAX ${place}`));
  });

  it("S01 refuses what is no UTF-8", () => {
    expect(faultsOf(Uint8Array.of(0x61, 0x3a, 0x20, 0xff))).toEqual(["REQUEST_SYNTAX -:-"]);
  });

  it("S01 refuses a bomb before anything is built of it", () => {
    const bomb = `a0: &a0 [x]\n${Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n},*a${n}]`).join("\n")}\n`;
    expect(faultsOf(bomb)).toHaveLength(10);
  });

  it("S01 refuses a byte more than allowed, and reads what is allowed", () => {
    const largest = `a: b\n#${"x".repeat(terms.maxBytes - 7)}\n`;
    expect(faultsOf(largest)).toEqual([]);
    expect(faultsOf(`${largest}#`)).toEqual(["FILE_TOO_LARGE -:-"]);
  });

  it.each([
    { name: "text turned around", character: "\u202E" },
    { name: "an isolate", character: "\u2066" },
    { name: "a zero-width space", character: "\u200B" },
    { name: "a zero-width joiner", character: "\u200D" },
    { name: "a soft hyphen", character: "\u00AD" },
    { name: "a line separator", character: "\u2028" },
    { name: "a C1 control", character: "\u0085" },
    { name: "DEL", character: "\u007F" },
    { name: "a tag character", character: "\u{E0041}" },
    { name: "a variation selector", character: "\uFE0F" },
    { name: "a filler", character: "\u3164" },
    { name: "a private character", character: "\uE000" },
    { name: "a noncharacter", character: "\uFFFE" },
  ])("S03 refuses $name in a value, in a comment and by escape", ({ character }) => {
    const code = character.codePointAt(0) ?? 0;
    const escaped = `\\U${code.toString(16).padStart(8, "0")}`;
    expect(faultsOf(`a: b${character}c\n`)).toEqual(["REQUEST_SYNTAX 1:5"]);
    expect(faultsOf(`a: b\n# ${character}\n`)).toEqual(["REQUEST_SYNTAX 2:3"]);
    expect(faultsOf(`a: "b${escaped}c"\n`)).toEqual(["REQUEST_SYNTAX 1:4"]);
    expect(faultsOf(`"a${escaped}": b\n`)).toEqual(["REQUEST_SYNTAX 1:1"]);
  });

  it("S03 refuses text that is not in NFC, as it stands or by escape", () => {
    expect(faultsOf("a: Zoe\u0308\n")).toEqual(["REQUEST_SYNTAX 1:6"]);
    expect(faultsOf('a: "Zoe\\u0308"\n')).toEqual(["REQUEST_SYNTAX 1:4"]);
  });

  it("S03 refuses half a character by escape", () => {
    expect(faultsOf('a: "\\ud800"\n')).toEqual(["REQUEST_SYNTAX 1:4"]);
  });

  it("knows where every value and key stood", () => {
    const document = read("a: b\nc:\n  - d\n  - e/f: g\n");
    const placeOf = document.ok ? document.value.placeOf : () => ({});
    expect(placeOf("/c/1/e~1f")).toEqual({ path: "a.yaml", line: 4, column: 10 });
    expect(placeOf("/c/1/e~1f", "key")).toEqual({ path: "a.yaml", line: 4, column: 5 });
    expect(placeOf("/c/0")).toEqual({ path: "a.yaml", line: 3, column: 5 });
    expect(placeOf("/missing")).toEqual({ path: "a.yaml", line: 1, column: 1 });
  });
});
