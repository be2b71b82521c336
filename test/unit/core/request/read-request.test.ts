import { describe, expect, it } from "vitest";
import { readRequest } from "../../../../src/core/request/read-request.ts";

const id = "payments/customers-db/2026-11-22-alice";
const lines = {
  subject: "subject: alice",
  role: "role: read-only",
  duration: "duration: 2h",
  reason: "reason: Find the duplicate invoices of INC-4211",
};

function read(text: string, as = id): ReturnType<typeof readRequest> {
  return readRequest(as, new TextEncoder().encode(text));
}

/** The smallest request, with some lines changed or added. */
function file(changes: { readonly [key: string]: string } = {}): string {
  return `${Object.values({ ...lines, ...changes }).join("\n")}\n`;
}

function codesOf(text: string, as = id): readonly string[] {
  const read_ = read(text, as);
  return read_.ok ? [] : read_.problems.map((p) => `${p.code} ${p.line ?? "-"}:${p.column ?? "-"}`);
}

describe("readRequest", () => {
  it("reads what is asked for, and says null of what is not", () => {
    expect(read(file())).toMatchObject({
      ok: true,
      value: {
        request: {
          id,
          resource: "payments/customers-db",
          date: "2026-11-22",
          subject: "alice",
          role: "read-only",
          seconds: 7200,
          reason: "Find the duplicate invoices of INC-4211",
          ticket: null,
          start: null,
          extends: null,
          emergency: false,
          publicKey: null,
        },
      },
    });
  });

  it("reads every other key", () => {
    const more = {
      ticket: "ticket: INC-4211",
      start: "start: 2026-11-23T09:00:00+01:00",
      emergency: "emergency: true",
      public_key: `public_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} alice@laptop`,
    };
    expect(read(file(more))).toMatchObject({
      ok: true,
      value: {
        request: {
          ticket: "INC-4211",
          start: Date.UTC(2026, 10, 23, 8),
          emergency: true,
          publicKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} alice@laptop`,
        },
      },
    });
    const extension = "payments/customers-db/2026-11-21-alice";
    expect(read(file({ extends: `extends: ${extension}` }))).toMatchObject({
      ok: true,
      value: { request: { extends: extension, start: null } },
    });
  });

  it("keeps the line feeds of a reason", () => {
    expect(read(file({ reason: "reason: |\n  Find the duplicates.\n  Then tell finance." }))).toMatchObject({
      ok: true,
      value: { request: { reason: "Find the duplicates.\nThen tell finance.\n" } },
    });
  });

  it("knows where a key stood", () => {
    const read_ = read(file());
    expect(read_.ok ? read_.value.placeOf("role") : null).toEqual({
      path: `requests/${id}.yaml`,
      line: 2,
      column: 7,
    });
  });

  it.each([
    { name: "no end", changes: { duration: "" }, codes: ["KEY_MISSING 1:1"] },
    { name: "an empty end", changes: { duration: "duration:" }, codes: ["VALUE_INVALID 3:10"] },
    { name: "zero", changes: { duration: "duration: 0h" }, codes: ["DURATION_INVALID 3:11"] },
    { name: "a negative length", changes: { duration: "duration: -1h" }, codes: ["DURATION_INVALID 3:11"] },
    { name: "a huge length", changes: { duration: "duration: 99999d" }, codes: ["DURATION_INVALID 3:11"] },
    { name: "words", changes: { duration: "duration: in 3 dayz" }, codes: ["DURATION_INVALID 3:11"] },
    { name: "a bare number", changes: { duration: "duration: 7200" }, codes: ["VALUE_INVALID 3:11"] },
    { name: "what is no number", changes: { duration: "duration: .nan" }, codes: ["REQUEST_SYNTAX 3:11"] },
    { name: "null", changes: { duration: "duration: null" }, codes: ["VALUE_INVALID 3:11"] },
    { name: "a leap second", changes: { start: "start: 2026-12-31T23:59:60Z" }, codes: ["INSTANT_INVALID 5:8"] },
    {
      name: "a start without offset",
      changes: { start: "start: 2026-11-23T09:00:00" },
      codes: ["INSTANT_INVALID 5:8"],
    },
    { name: "half seconds", changes: { start: "start: 2026-11-23T09:00:00.5Z" }, codes: ["INSTANT_INVALID 5:8"] },
    { name: "a start far ahead", changes: { start: "start: 2027-01-01T09:00:00Z" }, codes: ["START_OUT_OF_REACH 5:8"] },
    { name: "a start long ago", changes: { start: "start: 2026-11-20T09:00:00Z" }, codes: ["START_OUT_OF_REACH 5:8"] },
  ])("S04 refuses $name", ({ changes, codes }) => {
    expect(codesOf(file(changes as Record<string, string>))).toEqual(codes);
  });

  it.each([
    { name: "an approver", line: "approver: mallory" },
    { name: "approvals", line: "approved_by: [mallory]" },
    { name: "a status", line: "status: approved" },
    { name: "the definition of a role", line: "roles: {read-only: {max: 100d}}" },
    { name: "rights", line: "rights: {role: postgres}" },
    { name: "a target", line: "target: prod-postgres" },
    { name: "a requester", line: "requester: alice" },
    { name: "an end of one's own", line: "until: 2099-01-01T00:00:00Z" },
  ])("S05 refuses $name in the file", ({ line }) => {
    expect(codesOf(file({ more: line }))).toEqual(["KEY_UNKNOWN 5:1"]);
  });

  it("suggests the key that was meant", () => {
    const read_ = read(file({ more: "publickey: x" }));
    expect(read_.ok ? [] : read_.problems.map(({ next }) => next)).toEqual(["Did you mean public_key?"]);
  });

  it("tells everything that is wrong at once, from top to bottom", () => {
    expect(codesOf("role: 1\nsubject: Alice\nduraton: 2h\nreason: short\n")).toEqual([
      "KEY_MISSING 1:1",
      "VALUE_INVALID 1:7",
      "VALUE_INVALID 2:10",
      "KEY_UNKNOWN 3:1",
      "VALUE_INVALID 4:9",
    ]);
  });

  it.each([
    { name: "a reason of spaces", changes: { reason: "reason: '            '" }, codes: ["VALUE_INVALID 4:9"] },
    { name: "a reason too long", changes: { reason: `reason: ${"x".repeat(2001)}` }, codes: ["VALUE_INVALID 4:9"] },
    {
      name: "a start and an extension",
      changes: { start: "start: 2026-11-23T09:00:00Z", extends: "extends: a/b/2026-11-21-c" },
      codes: ["EXTENSION_STARTS 5:8"],
    },
    { name: "an extension of itself", changes: { extends: `extends: ${id}` }, codes: ["EXTENSION_INVALID 5:10"] },
    {
      name: "an extension of a day that is none",
      changes: { extends: "extends: a/b/2026-02-30-c" },
      codes: ["EXTENSION_INVALID 5:10"],
    },
    { name: "a list", changes: { emergency: "emergency: [true]" }, codes: ["VALUE_INVALID 5:12"] },
    { name: "a key that is none", changes: { public_key: "public_key: AAAA" }, codes: ["PUBLIC_KEY_UNFIT 5:13"] },
  ])("refuses $name", ({ changes, codes }) => {
    expect(codesOf(file(changes as Record<string, string>))).toEqual(codes);
  });

  it("S03 refuses identifiers that are not ASCII", () => {
    expect(codesOf(file({ subject: "subject: аlice" }))).toEqual(["VALUE_INVALID 1:10"]);
  });

  it("S03 refuses line feeds outside the reason", () => {
    expect(codesOf(file({ ticket: 'ticket: "INC-1\\nBrevet-Event: admitted"' }))).toEqual(["VALUE_INVALID 5:9"]);
  });

  it("S01 refuses 16 KiB and a byte before reading any of it", () => {
    expect(codesOf(`${file()}#${"x".repeat(16 * 1024)}`)).toEqual(["FILE_TOO_LARGE -:-"]);
  });
});
