import { describe, expect, it } from "vitest";
import { formatInstant } from "../../../../src/core/time/format-instant.ts";
import { instant } from "../../../../src/core/time/instant.ts";
import { endOfDay, isTimeZone, localTime, startOfDay, timeZones } from "../../../../src/core/time/zone.ts";

const noon = instant(Date.UTC(2026, 10, 22, 12));

describe("localTime", () => {
  it.each([
    { zone: "UTC", local: { date: "2026-11-22", weekday: 0, minute: 720 } },
    { zone: "Europe/Berlin", local: { date: "2026-11-22", weekday: 0, minute: 780 } },
    { zone: "Pacific/Auckland", local: { date: "2026-11-23", weekday: 1, minute: 60 } },
    { zone: "Asia/Kathmandu", local: { date: "2026-11-22", weekday: 0, minute: 1065 } },
  ])("tells what the clocks of $zone show", ({ zone, local }) => {
    expect(localTime(noon, zone)).toEqual(local);
    expect(localTime(noon, zone)).toEqual(local);
  });
});

describe("days", () => {
  it.each([
    { date: "2026-11-22", zone: "Europe/Berlin", from: "2026-11-21T23:00:00Z", until: "2026-11-22T23:00:00Z" },
    { date: "2026-03-29", zone: "Europe/Berlin", from: "2026-03-28T23:00:00Z", until: "2026-03-29T22:00:00Z" },
    { date: "2018-11-04", zone: "America/Sao_Paulo", from: "2018-11-04T03:00:00Z", until: "2018-11-05T02:00:00Z" },
    { date: "2026-12-31", zone: "UTC", from: "2026-12-31T00:00:00Z", until: "2027-01-01T00:00:00Z" },
  ])("begin and end as the clocks of $zone do on $date", ({ date, zone, from, until }) => {
    expect([formatInstant(startOfDay(date, zone)), formatInstant(endOfDay(date, zone))]).toEqual([from, until]);
  });
});

describe("isTimeZone", () => {
  it.each(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"])("knows %s", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(["Europe/Berlim", "+02:00", "", "Mars/Olympus", "../etc/passwd", "Europe/Berlin\n"])("refuses %j", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });

  it("knows every zone that it suggests", () => {
    expect(timeZones().filter((name) => !isTimeZone(name))).toEqual([]);
  });
});
