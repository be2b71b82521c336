import { expect, it } from "vitest";
import { length } from "../../../../src/views/text/length.ts";

it.each([
  [1, "1 s"],
  [60, "1 min"],
  [5_400, "1 h 30 min"],
  [7_200, "2 h"],
  [90_061, "1 d 1 h 1 min 1 s"],
  [0, "0 s"],
])("says %i seconds as %s", (seconds, text) => {
  expect(length(seconds)).toBe(text);
});
