import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ResidentReport } from "../../../src/core/report/resident-report.ts";
import type { ChangeReport } from "../../../src/core/report/report.ts";
import { instant } from "../../../src/core/time/instant.ts";
import { openExporter } from "../../../src/exporter/open-exporter.ts";
import type { Exporter } from "../../../src/ports/exporter.ts";

const now = instant(Date.UTC(2026, 10, 27, 10));
const report: ResidentReport = {
  at: now,
  since: instant(now - 3_600_000),
  helm: true,
  ticked: now,
  looked: now,
  reached: now,
  rounds: { whole: 7, partial: 1 },
  unready: [],
  frozen: null,
  unrecorded: 2,
  ledger: { seq: 41, at: instant(now - 5000) },
  targets: [
    { id: "door", lost: null, live: 3, overdue: 0, overdueSince: null },
    { id: "vault", lost: "TARGET_UNREACHABLE", live: 1, overdue: 1, overdueSince: instant(now - 90_000) },
  ],
};
const change: ChangeReport = {
  action: "end",
  because: "expired",
  grant: "payments/reports/2026-11-27-alice",
  target: "door",
  entitlement: "payments/reports:view",
  subject: "alice",
  outcome: "done",
};

let exporter: Exporter;
let address = "";
beforeEach(async () => {
  exporter = await openExporter({
    host: "127.0.0.1",
    port: 0,
    version: "1.2.3",
    listening: (at) => (address = at),
    failed: (message) => expect.unreachable(message),
  });
});
afterEach(() => exporter[Symbol.asyncDispose]());

async function ask(path: string, method = "GET"): Promise<{ code: number; type: string | null; text: string }> {
  const answer = await fetch(address + path, { method });
  return { code: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

describe("/metrics", () => {
  it("says how the engine stands, as OpenMetrics", async () => {
    exporter.show(() => report);
    const { code, type, text } = await ask("/metrics");
    expect([code, type]).toEqual([200, "application/openmetrics-text; version=1.0.0; charset=utf-8"]);
    for (const line of [
      'brevet_build_info{version="1.2.3"} 1',
      "brevet_helm 1",
      "brevet_ready 1",
      "brevet_frozen 0",
      "brevet_unrecorded_changes 2",
      "brevet_ledger_events 41",
      `brevet_ledger_last_event_timestamp_seconds ${now / 1000 - 5}`,
      'brevet_live_grants{target="door"} 3',
      'brevet_overdue_grants{target="vault"} 1',
      'brevet_oldest_overdue_seconds{target="vault"} 90',
      'brevet_target_up{target="door"} 1',
      'brevet_target_up{target="vault"} 0',
      'brevet_rounds_total{outcome="whole"} 7',
    ])
      expect(text.split("\n")).toContain(line);
    expect(text).toMatch(/# EOF\n$/);
  });

  it("counts what it hears, and how late it was, and names no person and no grant", async () => {
    const at = "2026-11-27T10:00:00Z";
    exporter.hear({ at, kind: "change", change, seconds: 0.02 });
    exporter.hear({ at, kind: "change", change: { ...change, action: "start" }, seconds: 2 });
    exporter.hear({ at, kind: "change", change: { ...change, outcome: "failed", code: "X" }, seconds: null });
    exporter.hear({ at, kind: "decided", admitted: ["a/b/2026-11-27-alice"], refused: [], rules: [], next_at: null });
    const { text } = await ask("/metrics");
    for (const line of [
      'brevet_time_to_end_seconds_bucket{le="0.01",target="door"} 0',
      'brevet_time_to_end_seconds_bucket{le="0.025",target="door"} 1',
      'brevet_time_to_elevate_seconds_sum{target="door"} 2',
      'brevet_changes_total{target="door",action="end",outcome="failed"} 1',
      'brevet_decisions_total{outcome="admitted"} 1',
    ])
      expect(text.split("\n")).toContain(line);
    expect(text).not.toContain("alice");
  });

  it("no longer shows a target that is gone, nor what kept it from being ready", async () => {
    exporter.show(() => ({ ...report, unready: ["GIT_REMOTE_FAILED"] }));
    expect((await ask("/metrics")).text).toContain('brevet_unready{code="GIT_REMOTE_FAILED"} 1');
    exporter.show(() => ({ ...report, targets: [] }));
    expect((await ask("/metrics")).text).not.toMatch(/GIT_REMOTE_FAILED|vault/);
  });
});

describe("/healthz", () => {
  const since = (ms: number): typeof now => instant(now - ms);
  it.each([
    { name: "is well before the engine has begun", given: null, code: 200 },
    { name: "is well while it looks for what is due", given: { ticked: since(60_000) }, code: 200 },
    { name: "is not once it no longer does", given: { ticked: since(60_001) }, code: 503 },
    { name: "is well while a round goes on", given: { looked: since(300_000) }, code: 200 },
    { name: "is not once a round never ends", given: { looked: since(300_001) }, code: 503 },
    { name: "is well whatever fails outside", given: { unready: ["GIT_REMOTE_FAILED"], frozen: "X" }, code: 200 },
  ])("$name", async ({ given, code }) => {
    if (given !== null) exporter.show(() => ({ ...report, ...given }));
    expect((await ask("/healthz")).code).toBe(code);
  });
});

describe("/readyz", () => {
  it("is ready where the ledger can be written, and names the targets that do not answer", async () => {
    exporter.show(() => report);
    const { code, text } = await ask("/readyz");
    expect([code, JSON.parse(text)]).toEqual([
      200,
      {
        ready: true,
        because: [],
        helm: true,
        targets: [
          { id: "door", up: true, code: null },
          { id: "vault", up: false, code: "TARGET_UNREACHABLE" },
        ],
      },
    ]);
  });

  it("is not ready before the first round, nor where something keeps it from writing", async () => {
    expect(await ask("/readyz")).toMatchObject({ code: 503, text: expect.stringContaining("STARTING") as string });
    exporter.show(() => ({ ...report, unready: ["LEDGER_FORKED"] }));
    expect(await ask("/readyz")).toMatchObject({ code: 503, text: expect.stringContaining("LEDGER_FORKED") as string });
  });
});

it("answers nothing else, and takes nothing", async () => {
  expect((await ask("/")).code).toBe(404);
  expect((await ask("/metrics", "POST")).code).toBe(405);
});

it("waits for a port that is taken, and says so once", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const said: string[] = [];
  const listening = Promise.withResolvers<string>();
  await using _ = await openExporter({
    ...{ host: "127.0.0.1", port, version: "1" },
    listening: listening.resolve,
    failed: (message) => {
      said.push(message);
      other.close();
    },
  });
  expect(await listening.promise).toBe(`http://127.0.0.1:${port}`);
  expect(said).toEqual([expect.stringContaining("EADDRINUSE")]);
});
