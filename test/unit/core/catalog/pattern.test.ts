import { describe, expect, it } from "vitest";
import { fitsPattern, patternFault } from "../../../../src/core/catalog/pattern.ts";

describe("a regular expression that rules are to use", () => {
  it.each([
    "^INC-[0-9]+$",
    "(?i)^inc\\-[[:digit:]]{1,8}$",
    "^(?P<project>[A-Z]{2,10})-\\d+$",
    "\\A(?:INC|CHG)-[0-9]+\\z",
    "\\\\1",
  ])("has no fault where it is %s", (pattern) => {
    expect(patternFault(pattern)).toBeNull();
  });

  it.each([
    { pattern: "^INC-[0-9+$", fault: "unterminated character class" },
    { pattern: "(INC", fault: "unterminated group" },
    { pattern: "*", fault: "nothing to repeat" },
    { pattern: "(?=INC)", fault: "it looks around itself" },
    { pattern: "(?<!X)INC", fault: "it looks around itself" },
    { pattern: "(a)\\1", fault: "it refers back to a group" },
  ])("has one where it is $pattern", ({ pattern, fault }) => {
    expect(patternFault(pattern)).toBe(fault);
  });

  it.each([
    { pattern: "^INC-[0-9]+$", text: "INC-4211", fits: true },
    { pattern: "^CHG-[0-9]+$", text: "INC-4211", fits: false },
    { pattern: "(?i)^inc-[[:digit:]]+$", text: "INC-4211", fits: true },
    { pattern: "\\AINC-(?P<number>[0-9]+)\\z", text: "INC-4211", fits: true },
  ])("is fitted by $text or not: $pattern", ({ pattern, text, fits }) => {
    expect(fitsPattern(pattern, text)).toBe(fits);
  });
});
