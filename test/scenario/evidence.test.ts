import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isEvent } from "../../src/core/ledger/event-of.ts";
import { recordedInput } from "../../src/core/ledger/recorded-input.ts";
import type { EvidenceSources } from "../../src/ports/evidence.ts";
import { replayDecisions } from "../../src/engine/replay/replay-decisions.ts";
import { verifyDecisions } from "../../src/engine/replay/verify-decisions.ts";
import { openSource } from "../../src/evidence/open-source.ts";
import { Company, type Who } from "../fakes/company.ts";

const options = { signal: AbortSignal.timeout(600_000) };
const org = `timezone: UTC
rules: { from: [team:security], count: 1 }
tickets: { tiers: [low], pattern: "^INC-[0-9]+$", open: true }
on_call: { tiers: [low] }
`;
const secret = "T0KEN-of-the-tracker";

/** Who is on call, and the state of every ticket, as the two servers of the company say. */
const told = {
  onCall: ["Alice@acme.example"],
  tickets: new Map([
    ["INC-1", "In Progress"],
    ["INC-2", "Closed"],
  ]),
};
/** What the tracker was asked, with the secret it was shown. */
const heard: string[] = [];
const evidence: EvidenceSources = { open: (config) => openSource(config, () => Promise.resolve(secret)) };
let server: Server;
let company: Company;

beforeAll(async () => {
  server = createServer((request, response) => {
    const ticket = /^\/issue\/(.+)$/.exec(request.url ?? "")?.[1];
    if (ticket === undefined) return void response.end(rota());
    heard.push(`${ticket} ${request.headers.authorization ?? ""}`);
    const state = told.tickets.get(ticket);
    response.writeHead(state === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ fields: { status: { name: state } } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const more = [
    "evidence:",
    `  - { kind: icalendar, id: rota, url: "${address}/rota.ics" }`,
    `  - { kind: tickets, id: tracker, url: "${address}/issue/{ticket}", token: env:BREVET_TRACKER_TOKEN, field: fields.status.name, open: [In Progress] }`,
  ].join("\n");
  company = await Company.found({ "policies/catalog/org.yaml": org }, { more });
});
afterAll(async () => {
  await close();
  await company[Symbol.asyncDispose]();
});

function rota(): string {
  const attendees = told.onCall.map((mail) => `ATTENDEE:mailto:${mail}`);
  const event = [
    "BEGIN:VEVENT",
    "UID:a",
    "DTSTART:20261123T000000Z",
    "DTEND:20261124T000000Z",
    ...attendees,
    "END:VEVENT",
  ];
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", ...event, "END:VCALENDAR", ""].join("\r\n");
}

function close(): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Asks for the reports with that ticket, merges, and tells which codes refuse it; none: it was admitted. */
async function asked(who: Who, name: string, ticket: string): Promise<readonly string[]> {
  const id = `payments/reports/2026-11-23-${name}`;
  await company.ask(who, id, { role: "view", more: `ticket: ${ticket}\n` });
  company.merge(id);
  await company.apply({ evidence });
  const event = (await company.events()).find((one) => one.grant === id);
  if (event !== undefined && isEvent(event, "refused")) return event.body.codes;
  expect(event?.type).toBe("admitted");
  return [];
}

/** What the ledger kept of what sources said, oldest first. */
async function kept(): Promise<object[]> {
  return (await company.events()).flatMap((event) => {
    if (!isEvent(event, "admitted") && !isEvent(event, "refused")) return [];
    return event.body.judged === null ? [] : [recordedInput(event.body.judged, "now")?.input.evidence ?? {}];
  });
}

describe("what sources outside say", () => {
  it("decides: who is on call with an open ticket gets access", async () => {
    expect(await asked("alice", "on-call", "INC-1")).toEqual([]);
    expect(company.holds("door")).toEqual(['alice {"role":"reports"}']);
    expect(heard).toEqual([`INC-1 Bearer ${secret}`]);
  });

  it.each([
    { name: "who is not on call", who: "bob", ticket: "INC-1", codes: ["NOT_ON_CALL"] },
    { name: "a ticket that is closed", who: "alice", ticket: "INC-2", codes: ["TICKET_NOT_OPEN"] },
    { name: "a ticket that is not there", who: "alice", ticket: "INC-3", codes: ["TICKET_NOT_OPEN"] },
  ] as const)("refuses $name", async ({ who, ticket, codes }) => {
    expect(await asked(who, `refused-${ticket.toLowerCase()}-${who}`, ticket)).toEqual(codes);
  });

  it("is unknown where a source is down: nobody is on call, and no ticket is open", async () => {
    await close();
    expect(await asked("alice", "in-the-dark", "INC-1")).toEqual(["NOT_ON_CALL", "TICKET_NOT_OPEN"]);
  });

  it("stands in the ledger as it was said, and never what was shown to a source", async () => {
    const sources = (state: string): object[] => ["rota", "tracker"].map((name) => ({ name, state }));
    const [first, bobs, closed, missing, dark, ...more] = await kept();
    const open = { known: true, state: "open" };
    expect([first, bobs]).toMatchObject([
      { on_call: { known: true, people: ["alice"] }, ticket: open, sources: sources("known") },
      { on_call: { known: true, people: ["alice"] }, ticket: open },
    ]);
    expect([closed, missing]).toMatchObject([{ ticket: { state: "closed" } }, { ticket: { state: "missing" } }]);
    const unknown = { on_call: { known: false, people: [] }, ticket: { known: false, state: null } };
    expect([dark, more]).toMatchObject([{ ...unknown, sources: sources("unknown") }, []]);
    expect(JSON.stringify(await company.events())).not.toContain(secret);
  });

  it("is asked of nobody when the past is judged again, and every decision is the same", async () => {
    const silent = company.ports({ evidence: { open: () => Promise.reject(new Error("asked once more")) } });
    const view = await company.view();
    expect(await verifyDecisions(silent, view, options)).toEqual({ replayed: 5, stopped: 0, bad: null });
    const rules = await company.rulesInForce();
    expect(await replayDecisions(silent, { view, rules, since: null }, options)).toMatchObject({
      decisions: 5,
      same: 5,
      changed: 0,
    });
  });
});
