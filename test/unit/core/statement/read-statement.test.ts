import { describe, expect, it } from "vitest";
import { canonical } from "../../../../src/core/json/canonical.ts";
import { digestBytes, digestHex } from "../../../../src/core/json/digest.ts";
import type { Json } from "../../../../src/core/json/value.ts";
import { readStatement } from "../../../../src/core/statement/read-statement.ts";
import { statementFile, statementLine } from "../../../../src/core/statement/statement-line.ts";
import { statementPath } from "../../../../src/core/statement/statement-path.ts";
import type { Statement } from "../../../../src/core/statement/statement.ts";

const armour = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQ==\n-----END SSH SIGNATURE-----\n";
const digest = digestBytes("x");
const request = "payments/customers-db/2026-11-22-alice";
const common = {
  v: 1,
  repository: "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11",
  seen: { seq: 41, digest },
  at: "2026-11-22T10:00:00Z",
} as const;
const reason = "She left the company";

const every: readonly Statement[] = [
  { ...common, do: "request", request, digest },
  { ...common, do: "object", request, digest },
  { ...common, do: "approve", request, digest, effect: digest },
  { ...common, do: "lift", digest },
  { ...common, do: "revoke", match: { request }, reason },
  { ...common, do: "revoke", match: { subject: "alice" }, reason },
  { ...common, do: "revoke", match: { vendor: "acme" }, reason: "Ten chars." },
  { ...common, do: "revoke", match: { resource: "payments/customers-db" }, reason },
  { ...common, do: "review", request, digest, verdict: "justified", reason },
  { ...common, do: "rules", from: digest, to: digest },
  { ...common, do: "thaw", from: "a".repeat(40), to: "b".repeat(64) },
  { ...common, do: "abandon", target: "bastion", reason },
  { ...common, do: "recover", ledger: { seq: 7, digest }, trust: [`SHA256:${"A".repeat(43)}`], distrust: [] },
];
const approve = every[2]!;
const revoke = every[5]!;

function read(text: string): ReturnType<typeof readStatement> {
  return readStatement("statements/a.sig", new TextEncoder().encode(text));
}

/** What is read of a line with a good armour; null: refused. */
function readLine(line: string): unknown {
  const read_ = read(`${line}\n${armour}`);
  return read_.ok ? read_.value.statement : null;
}

const changed = (statement: Statement, changes: object): string =>
  canonical({ ...statement, ...changes } as unknown as Json);

describe("readStatement", () => {
  it.each(every)("reads back what is written: $do", (statement) => {
    const line = statementLine(statement);
    expect(read(statementFile(line, armour))).toEqual({
      ok: true,
      value: { path: "statements/a.sig", line, statement, armour, digest: digestBytes(line) },
    });
  });

  it.each([
    { name: "a key twice", line: statementLine(approve).replace('"v":1', '"v":1,"v":1') },
    {
      name: "a key twice, the first another's",
      line: statementLine(approve).replace('"at":', '"request":"a/b/2026-11-22-c","at":'),
    },
    { name: "a space", line: statementLine(approve).replace('"v":1', '"v": 1') },
    { name: "a space at the end", line: `${statementLine(approve)} ` },
    { name: "keys in another order", line: JSON.stringify(approve) },
    { name: "another spelling of a number", line: statementLine(approve).replace('"v":1', '"v":1.0') },
    { name: "another spelling of a letter", line: statementLine(approve).replace("alice", "\\u0061lice") },
    { name: "a number without end", line: statementLine(approve).replace('"seq":41', '"seq":1e999') },
    { name: "half a character", line: statementLine(revoke).replace("She", "\\ud800") },
    { name: "a key too many", line: changed(approve, { until: "2099-01-01" }) },
    { name: "a key too few", line: changed(approve, { effect: undefined }) },
    { name: "the keys of another kind", line: changed(approve, { do: "request" }) },
    { name: "a kind that is none", line: changed(approve, { do: "allow" }) },
    { name: "a kind that every object has", line: changed(approve, { do: "constructor" }) },
    { name: "another version", line: changed(approve, { v: 2 }) },
    { name: "an id that is none", line: changed(approve, { request: "../../etc/passwd" }) },
    { name: "a digest with bits left over", line: changed(approve, { digest: `sha256-${"_".repeat(43)}` }) },
    { name: "a time with milliseconds", line: changed(approve, { at: "2026-11-22T10:00:00.000Z" }) },
    { name: "a time in another zone", line: changed(approve, { at: "2026-11-22T10:00:00+01:00" }) },
    { name: "a time that does not exist", line: changed(approve, { at: "2026-02-30T10:00:00Z" }) },
    { name: "an event before the first", line: changed(approve, { seen: { seq: 0, digest } }) },
    { name: "a match of two things", line: changed(revoke, { match: { subject: "alice", vendor: "acme" } }) },
    { name: "a match of everything", line: changed(revoke, { match: {} }) },
    { name: "a reason of blanks", line: changed(revoke, { reason: " ".repeat(20) }) },
    { name: "a reason of 501 characters", line: changed(revoke, { reason: "x".repeat(501) }) },
    { name: "a line feed in the reason", line: changed(revoke, { reason: "She left.\nBrevet-Event: x" }) },
    { name: "text turned around in the reason", line: changed(revoke, { reason: "She left \u202e the company" }) },
    { name: "a list", line: "[]" },
    { name: "a text", line: '"x"' },
    { name: "nothing", line: "" },
  ])("S90 refuses $name", ({ line }) => {
    expect(readLine(line)).toBeNull();
  });

  it.each([
    { name: "no armour", text: "" },
    { name: "two armours", text: armour + armour },
    { name: "something after the armour", text: `${armour}x\n` },
    { name: "a line before the armour", text: `\n${armour}` },
    { name: "an armour without end", text: armour.trimEnd() },
    { name: "an armour of something else", text: armour.replaceAll("SSH", "PGP") },
    { name: "an armour with carriage returns", text: armour.replaceAll("\n", "\r\n") },
    { name: "an armour with a comment", text: armour.replace("=\n", "=\n# x\n") },
    { name: "an empty armour", text: armour.replace("U1NIU0lHAAAAAQ==\n", "") },
  ])("S90 refuses $name", ({ text }) => {
    expect(read(`${statementLine(approve)}\n${text}`)).toHaveProperty("ok", false);
  });

  it("S90 refuses more than 8 KiB before reading any of it", () => {
    const long = armour.replace("U1NIU0lHAAAAAQ==\n", `${"A".repeat(70)}\n`.repeat(120));
    expect(read(`${statementLine(approve)}\n${long}`)).toMatchObject({ problems: [{ code: "STATEMENT_SYNTAX" }] });
  });
});

describe("what is wrong with a statement", () => {
  const line = statementLine(approve);
  const file = (of: string): string => `${of}\n${armour}`;
  it.each([
    { name: "its size", text: file("x".repeat(8192)), says: "longer than 8192 bytes" },
    { name: "its armour", text: `${line}\nx\n`, says: "not one armoured SSH signature" },
    { name: "how its line is written", text: file(`${line} `), says: "not canonical JSON" },
    { name: "a line that is no JSON", text: file("{"), says: "not canonical JSON" },
    { name: "what it does", text: file(changed(approve, { do: "allow" })), says: "does nothing that is known" },
    { name: "a line without an object", text: file("null"), says: "does nothing that is known" },
    { name: "a word for an object", text: file('"do"'), says: "does nothing that is known" },
    { name: "its keys", text: file(changed(approve, { x: 1 })), says: 'exactly the keys of "approve"' },
    { name: "its time", text: file(changed(approve, { at: "2026-02-30T10:00:00Z" })), says: "time does not exist" },
    { name: "its reason", text: file(changed(revoke, { reason: `x${" ".repeat(20)}` })), says: "fewer than 10" },
  ])("is told with its file: $name", ({ text, says }) => {
    expect(read(text)).toMatchObject({
      ok: false,
      problems: [
        { code: "STATEMENT_SYNTAX", path: "statements/a.sig", message: expect.stringContaining(says) as string },
      ],
    });
  });

  it("is nothing at exactly 8 KiB", () => {
    const head = `${line}\n-----BEGIN SSH SIGNATURE-----\n`;
    const end = "-----END SSH SIGNATURE-----\n";
    const room = 8192 - Buffer.byteLength(head + end);
    const rows = Array.from(
      { length: Math.ceil(room / 77) },
      (_, row) => `${"A".repeat(Math.min(77, room - row * 77) - 1)}\n`,
    );
    const text = head + rows.join("") + end;
    expect(Buffer.byteLength(text)).toBe(8192);
    expect(read(text)).toHaveProperty("ok", true);
  });
});

describe("statementPath", () => {
  it.each([
    { of: 0, folder: `statements/${request}` },
    { of: 3, folder: "statements/orders" },
    { of: 4, folder: `statements/${request}` },
    { of: 5, folder: "statements/orders" },
    { of: 8, folder: `statements/${request}` },
    { of: 9, folder: `statements/rules/${digestHex(digest)}` },
    { of: 10, folder: "statements/orders" },
  ])("puts statement $of into $folder", ({ of, folder }) => {
    const statement = every[of]!;
    const named = digestBytes(statementLine(statement));
    expect(statementPath("bob", statement, named)).toBe(`${folder}/bob-${statement.do}-${digestHex(named)}.sig`);
  });
});
