import { expect, it } from "vitest";
import { parseMarker, toMarker } from "../../../../src/core/grant/marker.ts";
import { instant } from "../../../../src/core/time/instant.ts";

const repository = "0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10";
const grant = "payments/customers-db/2026-11-22-alice";
const until = instant(Date.parse("2026-11-22T12:00:00Z"));
const text = `brevet:${repository}:${grant}:2026-11-22T12:00:00Z`;

it("a marker says whose a holding is, by which grant and until when", () => {
  expect(toMarker({ repository, grant, until })).toBe(text);
  expect(parseMarker(text)).toEqual({ repository, grant, until });
});

it("a marker never bears a later end than its grant", () => {
  expect(toMarker({ repository, grant, until: instant(until + 999) })).toBe(text);
});

it.each([
  "",
  "brevet:",
  `brevet:${repository}:${grant}`,
  text.replace("brevet:", "brevets:"),
  text.replace(":payments", "::payments"),
  text.replace("2026-11-22T12", "2026-13-22T12"),
  text.replace("Z", "+01:00"),
  text.replace("12:00:00Z", "12:00:00.5Z"),
  `${text} `,
  `${text}\nx`,
])("S79 %j is no marker of ours", (other) => {
  expect(parseMarker(other)).toBeNull();
});
