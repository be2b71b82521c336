import { describe, expect, it } from "vitest";
import { formatDuration, longestDuration, parseDuration } from "../../../../src/core/time/duration.ts";

describe("parseDuration", () => {
  it.each([
    { text: "1s", seconds: 1 },
    { text: "90m", seconds: 5_400 },
    { text: "2h", seconds: 7_200 },
    { text: "1h30m", seconds: 5_400 },
    { text: "1d", seconds: 86_400 },
    { text: "1d2h3m4s", seconds: 93_784 },
    { text: "PT2H", seconds: 7_200 },
    { text: "P1DT12H", seconds: 129_600 },
    { text: "P2W", seconds: 1_209_600 },
    { text: "366d", seconds: longestDuration },
  ])("reads $text", ({ text, seconds }) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each([
    { why: "nothing", text: "" },
    { why: "zero", text: "0h" },
    { why: "negative", text: "-2h" },
    { why: "signed", text: "+2h" },
    { why: "a number without unit", text: "7200" },
    { why: "a fraction", text: "1.5h" },
    { why: "a fraction of ISO 8601", text: "PT1.5H" },
    { why: "words", text: "in 3 dayz" },
    { why: "for ever", text: "forever" },
    { why: "infinity", text: "Infinity" },
    { why: "NaN", text: "NaN" },
    { why: "units in the wrong order", text: "30m1h" },
    { why: "a unit twice", text: "1h1h" },
    { why: "months, which have no length", text: "P1M" },
    { why: "years, which have no length", text: "P1Y" },
    { why: "an empty ISO 8601 duration", text: "P" },
    { why: "an ISO 8601 duration without time after T", text: "P1DT" },
    { why: "more than a leap year", text: "367d" },
    { why: "a second more than a leap year", text: "366d1s" },
    { why: "more digits than a number holds", text: "99999999999999999999h" },
    { why: "spaces", text: "2 h" },
    { why: "a line feed", text: "2h\n" },
    { why: "digits that are not ASCII", text: "٢h" },
  ])("S04 refuses $why", ({ text }) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe("formatDuration", () => {
  it.each([
    { seconds: 5_400, text: "1h30m" },
    { seconds: 28_800, text: "8h" },
    { seconds: 90_061, text: "1d1h1m1s" },
    { seconds: 0, text: "0s" },
  ])("writes $text", ({ seconds, text }) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
