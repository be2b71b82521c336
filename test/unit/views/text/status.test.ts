import { describe, expect, it } from "vitest";
import type { EngineLife, StatusReport } from "../../../../src/core/report/report.ts";
import { statusText } from "../../../../src/views/text/status.ts";

const nothing: StatusReport = {
  ...{ at: "2026-11-27T10:00:00Z", grants: [], targets: [], overdue: [], reviews: [], drift: [] },
  ...{ heartbeat: null, runners: [] },
};
const life: EngineLife = {
  ...{ since: "2026-11-27T09:00:00.000Z", at: "2026-11-27T09:59:50.000Z", overdue: 0, lost: [] },
};
const red = (style: string, text: string): string => (style === "red" ? `!${text}!` : text);

describe("statusText", () => {
  it.each<{ name: string; report: Partial<StatusReport>; line: RegExp | null }>([
    { name: "says nothing of engines where none stays up", report: {}, line: null },
    {
      name: "says since when an engine stays up, and when it last said so",
      report: { heartbeat: life },
      line: /resident engine: at work since 2026-11-27 09:00 UTC, last sign of life 10 s ago$/m,
    },
    {
      name: "marks an engine that has been silent for more than a minute",
      report: { heartbeat: { ...life, at: "2026-11-27T09:58:59.000Z" } },
      line: /, !last sign of life 1 min 1 s ago!$/m,
    },
    {
      name: "shows what it could not end, and whom it does not reach",
      report: { heartbeat: { ...life, overdue: 2, lost: [{ target: "db", code: "TARGET_UNREACHABLE" }] } },
      line: /10 s ago; 2 overdue; db does not answer \(TARGET_UNREACHABLE\)$/m,
    },
    {
      name: "names runners of whom nothing is heard",
      report: { runners: [{ runner: "inside", heartbeat: null }] },
      line: /runner inside: none says that it is at work$/m,
    },
  ])("$name", ({ report, line }) => {
    const text = statusText({ ...nothing, ...report }, red);
    expect(text.includes("Engines")).toBe(line !== null);
    expect(text).toMatch(line ?? /Nobody has access/);
  });
});
