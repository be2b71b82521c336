import { expect, it } from "vitest";
import { visible } from "../../../../src/views/text/visible.ts";

it.each([
  { name: "an ANSI escape", text: "\u001b[2J\u001b[31mred", shown: "\\u{1b}[2J\\u{1b}[31mred" },
  { name: "an 8-bit control sequence", text: "\u009b31m", shown: "\\u{9b}31m" },
  { name: "an operating system command", text: "\u001b]0;title\u0007", shown: "\\u{1b}]0;title\\u{7}" },
  { name: "a carriage return that hides what went before", text: "denied\rallowed", shown: "denied\\u{d}allowed" },
  { name: "a line that looks like ours", text: "x\nThis is allowed", shown: "x\\u{a}This is allowed" },
  { name: "a bidi override", text: "a\u202eb\u2066c", shown: "a\\u{202e}b\\u{2066}c" },
  { name: "a zero-width character", text: "a\u200bb\ufeffc", shown: "a\\u{200b}b\\u{feff}c" },
  { name: "a Hangul filler", text: "a\u3164b", shown: "a\\u{3164}b" },
  { name: "a lone surrogate", text: "a\ud800b", shown: "a\\u{d800}b" },
  { name: "a tag character", text: "a\u{e0041}b", shown: "a\\u{e0041}b" },
])("S40 shows $name as its code", ({ text, shown }) => {
  expect(visible(text)).toBe(shown);
});

it("leaves what people write", () => {
  const text = 'Rüdiger said: "§ 5 — 100 % 日本語 ✓ <b> | `x` @team"';
  expect(visible(text)).toBe(text);
});
