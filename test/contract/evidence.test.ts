import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EvidenceConfig } from "../../src/core/config/config.ts";
import { instant } from "../../src/core/time/instant.ts";
import { openSource } from "../../src/evidence/open-source.ts";
import type { Finding } from "../../src/ports/evidence.ts";

const options = { signal: new AbortController().signal };
const secret = "T0KEN-of-the-source";
/** Friday, 27 November 2026, 10:00 UTC: 11:00 in Oslo. */
const now = instant(Date.UTC(2026, 10, 27, 10));

/** A place on this machine that says what it is told to. */
let answer: { status?: number; body?: string; location?: string };
let heard: { readonly url: string; readonly authorization: string | undefined }[];
let server: Server;
let address: string;

beforeEach(async () => {
  answer = {};
  heard = [];
  server = createServer((request, response) => {
    heard.push({ url: request.url ?? "", authorization: request.headers.authorization });
    response.writeHead(answer.status ?? 200, answer.location === undefined ? {} : { location: answer.location });
    response.end(answer.body ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

type Kind = EvidenceConfig["kind"];

function config(kind: Kind): EvidenceConfig {
  const url = { tickets: `${address}/issue/{ticket}`, icalendar: `${address}/rota.ics` }[kind as string] ?? address;
  return {
    id: "duty",
    kind,
    url,
    schedule: "PABC123",
    token: "env:BREVET_DUTY_TOKEN",
    field: "fields.status.name",
    open: ["In Progress"],
  };
}

async function look(
  kind: Kind,
  ticket: string | null = "INC-4211",
  more: Partial<EvidenceConfig> = {},
): Promise<Finding> {
  const source = await openSource({ ...config(kind), ...more }, () => Promise.resolve(secret));
  return source.look({ at: now, ticket }, options);
}

async function failure(looking: Promise<Finding>): Promise<string> {
  const error: unknown = await looking.then(
    () => null,
    (why: unknown) => why,
  );
  expect(error).toMatchObject({ code: "EVIDENCE_UNKNOWN" });
  expect(String(error)).not.toContain(secret);
  return String(error);
}

const event = (...lines: readonly string[]): string => ["BEGIN:VEVENT", "UID:a", ...lines, "END:VEVENT"].join("\r\n");
const rota = (...events: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", zone, ...events, "END:VCALENDAR", ""].join("\r\n");
const alice = "ATTENDEE;CN=Alice:mailto:Alice@acme.example";
const hours = (from: string, until: string): string[] => [`DTSTART:20261127T${from}Z`, `DTEND:20261127T${until}Z`];
const zone = [
  "BEGIN:VTIMEZONE",
  "TZID:Europe/Oslo",
  "BEGIN:DAYLIGHT",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "DTSTART:19700329T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "DTSTART:19701025T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
].join("\r\n");

describe.each(["pagerduty", "opsgenie", "icalendar", "tickets"] as const)("a source of kind %s", (kind) => {
  it.each([
    { name: "refuses", status: 403, why: "it answered 403" },
    { name: "is broken", status: 500, why: "it answered 500" },
    { name: "says something else", body: "<html>", why: "its answer is" },
    { name: "says nothing", body: "", why: "its answer is" },
    { name: "says too much", body: "x".repeat(1_100_000), why: "longer than 1 MiB" },
  ])("knows nothing where it $name", async ({ why, ...said }) => {
    answer = said;
    expect(await failure(look(kind))).toContain(why);
  });

  it("follows no place to another", async () => {
    answer = { status: 302, location: `${address}/elsewhere` };
    expect(await failure(look(kind))).toContain("it answered 302");
    expect(heard).toHaveLength(1);
  });

  it("knows nothing where it is down, or in the open", async () => {
    const url = kind === "tickets" ? "http://127.0.0.1:9/{ticket}" : "http://127.0.0.1:9";
    expect(await failure(look(kind, "INC-1", { url }))).toContain("it cannot be reached");
    expect(await failure(look(kind, "INC-1", { url: url.replace("127.0.0.1:9", "10.0.0.1") }))).toContain("not https");
  });

  it("stops when it is told to", async () => {
    const source = await openSource(config(kind), () => Promise.resolve(secret));
    const stopped = source.look({ at: now, ticket: "INC-1" }, { signal: AbortSignal.abort(new Error("stop")) });
    await expect(stopped).rejects.toThrow("stop");
  });
});

describe("PagerDuty", () => {
  const said = (users: readonly unknown[], more = false): string =>
    JSON.stringify({ oncalls: users.map((user) => ({ user, escalation_level: 1 })), more });

  it("tells who is on call on the schedule now", async () => {
    answer = {
      body: said([{ email: "Bob@acme.example" }, { email: "alice@acme.example" }, { email: "bob@acme.example" }]),
    };
    expect(await look("pagerduty")).toEqual({ onCall: ["alice@acme.example", "bob@acme.example"], ticket: null });
    const { searchParams, pathname } = new URL(heard[0]?.url ?? "", address);
    expect(pathname).toBe("/oncalls");
    expect(searchParams.get("schedule_ids[]")).toBe("PABC123");
    expect(searchParams.get("since")).toBe("2026-11-27T10:00:00.000Z");
    expect(heard[0]?.authorization).toBe(`Token token=${secret}`);
  });

  it("knows nothing where a user is not told in full, or more than one answer holds", async () => {
    answer = { body: said([{ id: "P1", type: "user_reference" }]) };
    await failure(look("pagerduty"));
    answer = { body: said([{ email: "a@acme.example" }], true) };
    await failure(look("pagerduty"));
    answer = { status: 404 };
    expect(await failure(look("pagerduty"))).toContain("no such schedule");
  });
});

describe("Opsgenie", () => {
  it("tells who is on call on the schedule now", async () => {
    answer = { body: JSON.stringify({ data: { onCallRecipients: ["Alice@acme.example"] } }) };
    expect(await look("opsgenie")).toEqual({ onCall: ["alice@acme.example"], ticket: null });
    expect(heard[0]?.url).toBe("/v2/schedules/PABC123/on-calls?flat=true&date=2026-11-27T10%3A00%3A00.000Z");
    expect(heard[0]?.authorization).toBe(`GenieKey ${secret}`);
  });
});

describe("a calendar", () => {
  it.each([
    { name: "that runs", events: [event(...hours("090000", "110000"), alice)], on: true },
    { name: "that has just begun", events: [event(...hours("100000", "110000"), alice)], on: true },
    { name: "that has just ended", events: [event(...hours("090000", "100000"), alice)], on: false },
    {
      name: "that was called off",
      events: [event(...hours("090000", "110000"), "STATUS:CANCELLED", alice)],
      on: false,
    },
    {
      name: "that comes again each week, by the clock of its place through summer time",
      events: [
        event(
          "DTSTART;TZID=Europe/Oslo:20260605T103000",
          "DTEND;TZID=Europe/Oslo:20260605T113000",
          "RRULE:FREQ=WEEKLY",
          alice,
        ),
      ],
      on: true,
    },
    {
      name: "that was left out this time",
      events: [
        event(
          "DTSTART:20261120T090000Z",
          "DTEND:20261120T110000Z",
          "RRULE:FREQ=WEEKLY",
          "EXDATE:20261127T090000Z",
          alice,
        ),
      ],
      on: false,
    },
    {
      name: "that was put off this time",
      events: [
        event("DTSTART:20261120T090000Z", "DTEND:20261120T110000Z", "RRULE:FREQ=WEEKLY", alice),
        event("RECURRENCE-ID:20261127T090000Z", ...hours("120000", "130000"), alice),
      ],
      on: false,
    },
  ])("counts an event $name: $on", async ({ events, on }) => {
    answer = { body: rota(...events) };
    expect(await look("icalendar")).toEqual({ onCall: on ? ["alice@acme.example"] : [], ticket: null });
  });
});

describe("a ticket API", () => {
  it.each([
    { name: "in progress", body: JSON.stringify({ fields: { status: { name: "in progress" } } }), state: "open" },
    { name: "done", body: JSON.stringify({ fields: { status: { name: "Done" } } }), state: "closed" },
    { name: "that is not there", status: 404, state: "missing" },
  ])("tells of a ticket $name that it is $state", async ({ state, ...said }) => {
    answer = said;
    expect(await look("tickets", "INC-1/2")).toEqual({ onCall: null, ticket: state });
    expect(heard).toEqual([{ url: "/issue/INC-1%2F2", authorization: `Bearer ${secret}` }]);
  });

  it("is not asked where no ticket is named", async () => {
    expect(await look("tickets", null)).toEqual({ onCall: null, ticket: null });
    expect(heard).toEqual([]);
  });

  it("is asked without a token where it needs none", async () => {
    answer = { status: 404 };
    await look("tickets", "INC-1", { token: null });
    expect(heard[0]?.authorization).toBeUndefined();
  });
});
