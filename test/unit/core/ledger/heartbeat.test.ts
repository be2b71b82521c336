import { describe, expect, it } from "vitest";
import type { Heartbeat } from "../../../../src/core/ledger/heartbeat.ts";
import { heartbeatMessage, readHeartbeat } from "../../../../src/core/ledger/heartbeat.ts";

const heartbeat: Heartbeat = {
  v: 1,
  installation: "0b6f3c1e-7a51-4c1d-9a43-1f6a2f0c9b11",
  engine: "5d0c7a7e-19f4-4a7e-8d0e-2f6a2f0c9b12",
  beat: 3,
  since: "2026-11-22T10:00:00.000Z",
  at: "2026-11-22T10:02:00.000Z",
  overdue: 0,
  lost: [{ target: "prod-postgres", code: "TARGET_UNREACHABLE" }],
};
const message = heartbeatMessage(heartbeat);
const saying = (changes: object): string => `An engine is at work\n\n${JSON.stringify({ ...heartbeat, ...changes })}\n`;

describe("a sign of life", () => {
  it("is a sentence for people and one line of canonical JSON", () => {
    expect(message.split("\n")).toEqual(["An engine is at work", "", expect.stringMatching(/^\{"at":.*\}$/), ""]);
    expect(readHeartbeat(message)).toEqual(heartbeat);
  });

  it.each([
    { name: "something before it", text: `x ${message}` },
    { name: "something after it", text: `${message}Brevet-Grant: x\n` },
    { name: "no line feed at its end", text: message.trimEnd() },
    { name: "another sentence", text: message.replace("An engine", "No engine") },
    { name: "no JSON", text: message.replace("}\n", ",}\n") },
    { name: "a text that is too long", text: saying({ lost: [{ target: "x".repeat(60_000), code: "X" }] }) },
    { name: "another version", text: saying({ v: 2 }) },
    { name: "more than it may say", text: saying({ note: "x" }) },
    { name: "an installation that is none", text: saying({ installation: `x${heartbeat.installation}` }) },
    { name: "an engine that is none", text: saying({ engine: `${heartbeat.engine}0` }) },
    { name: "a beat before the first", text: saying({ beat: 0 }) },
    { name: "less than nothing overdue", text: saying({ overdue: -1 }) },
    { name: "a beginning without its milliseconds", text: saying({ since: "2026-11-22T10:00:00Z" }) },
    { name: "a moment that is none", text: saying({ at: "now" }) },
    { name: "a lost target without its name", text: saying({ lost: [{ code: "X" }] }) },
    { name: "more of a lost target", text: saying({ lost: [{ target: "x", code: "X", note: "x" }] }) },
  ])("is not read from $name", ({ text }) => {
    expect(readHeartbeat(text)).toBeNull();
  });
});
