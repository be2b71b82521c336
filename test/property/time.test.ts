import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, longestDuration, parseDuration } from "../../src/core/time/duration.ts";
import { formatInstant } from "../../src/core/time/format-instant.ts";
import { instant } from "../../src/core/time/instant.ts";
import { parseInstant } from "../../src/core/time/parse-instant.ts";
import { endOfDay, localTime, startOfDay } from "../../src/core/time/zone.ts";

const seconds = fc.integer({ min: 0, max: 4_102_444_800 });
const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kolkata");

describe("time", () => {
  it("reads back every duration that it writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: longestDuration }), (length) => {
        expect(parseDuration(formatDuration(length))).toBe(length);
      }),
    );
  });

  it("reads back every second that it writes", () => {
    fc.assert(
      fc.property(seconds, (second) => {
        expect(parseInstant(formatInstant(instant(second * 1000)))).toBe(second * 1000);
      }),
    );
  });

  it("never throws on a text, and never answers zero, NaN or for ever", () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^P?[0-9]{0,12}[dhmsDHMWT]{0,3}[0-9]{0,4}[hmsHMS]?$/));
    fc.assert(
      fc.property(texts, (text) => {
        const length = parseDuration(text);
        expect(length === null || (Number.isInteger(length) && length > 0 && length <= longestDuration)).toBe(true);
        const at = parseInstant(text);
        expect(at === null || Number.isSafeInteger(at)).toBe(true);
      }),
    );
  });

  it("finds every moment within its own local day", () => {
    fc.assert(
      fc.property(seconds, zones, (second, zone) => {
        const at = instant(second * 1000);
        const { date } = localTime(at, zone);
        expect(startOfDay(date, zone)).toBeLessThanOrEqual(at);
        expect(endOfDay(date, zone)).toBeGreaterThan(at);
      }),
    );
  });
});
