import { describe, expect, it } from "vitest";
import { formatInstant } from "../../../../src/core/time/format-instant.ts";
import { parseInstant } from "../../../../src/core/time/parse-instant.ts";

describe("parseInstant", () => {
  it.each([
    { text: "2026-11-23T09:00:00+01:00", utc: "2026-11-23T08:00:00Z" },
    { text: "2026-11-23T23:59:59-01:30", utc: "2026-11-24T01:29:59Z" },
    { text: "2028-02-29T00:00:00Z", utc: "2028-02-29T00:00:00Z" },
    { text: "1970-01-01T00:00:00Z", utc: "1970-01-01T00:00:00Z" },
    { text: "9999-12-31T23:59:59Z", utc: "9999-12-31T23:59:59Z" },
  ])("reads $text", ({ text, utc }) => {
    expect(formatInstant(parseInstant(text)!)).toBe(utc);
  });

  it("keeps milliseconds", () => {
    expect(parseInstant("1970-01-01T00:00:01.5Z")).toBe(1500);
  });

  it.each([
    { why: "an hour that clocks skipped is named by its offset all the same", text: "2026-03-29T02:30:00+01:00" },
  ])("S04 takes the offset, never a zone: $why", ({ text }) => {
    expect(formatInstant(parseInstant(text)!)).toBe("2026-03-29T01:30:00Z");
  });

  it.each([
    { why: "no offset", text: "2026-11-23T09:00:00" },
    { why: "leap second", text: "2016-12-31T23:59:60Z" },
    { why: "day that does not exist", text: "2026-02-29T00:00:00Z" },
    { why: "month 13", text: "2026-13-01T00:00:00Z" },
    { why: "hour 24", text: "2026-11-23T24:00:00Z" },
    { why: "offset of 24 hours", text: "2026-11-23T09:00:00+24:00" },
    { why: "offset that nobody knows", text: "2026-11-23T09:00:00-00:00" },
    { why: "offset without colon", text: "2026-11-23T09:00:00+0100" },
    { why: "lower-case letters", text: "2026-11-23t09:00:00z" },
    { why: "space for T", text: "2026-11-23 09:00:00Z" },
    { why: "before 1970", text: "1969-12-31T23:59:59Z" },
    { why: "before 1970 by its offset", text: "1970-01-01T00:00:00+00:01" },
    { why: "year of five digits", text: "12026-11-23T09:00:00Z" },
    { why: "too fine a fraction", text: "2026-11-23T09:00:00.0001Z" },
    { why: "date alone", text: "2026-11-23" },
    { why: "something after it", text: "2026-11-23T09:00:00Z\n" },
    { why: "words", text: "tomorrow" },
    { why: "nothing", text: "" },
  ])("S04 refuses $why", ({ text }) => {
    expect(parseInstant(text)).toBeNull();
  });
});
