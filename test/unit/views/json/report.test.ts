import { expect, it } from "vitest";
import { reportJson } from "../../../../src/views/json/report.ts";

it("S40 holds no character that a terminal acts on, and means the same", () => {
  const report = { reason: "\u001b[2J\u009b31m\u202e\u200b\u{e0041} ü\n", list: [1, null] };
  const text = reportJson(report);
  expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u);
  expect(JSON.parse(text)).toEqual(report);
});
