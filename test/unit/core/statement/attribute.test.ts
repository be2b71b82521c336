import { describe, expect, it } from "vitest";
import type { Catalog } from "../../../../src/core/catalog/catalog.ts";
import { parseSshKey } from "../../../../src/core/config/ssh-key.ts";
import { digestBytes } from "../../../../src/core/json/digest.ts";
import { attribute, type ShownKey } from "../../../../src/core/statement/attribute.ts";
import { statementLine } from "../../../../src/core/statement/statement-line.ts";
import { statementPath } from "../../../../src/core/statement/statement-path.ts";
import type { SignedStatement, Statement } from "../../../../src/core/statement/statement.ts";
import { securityKey } from "../../../fakes/security-key.ts";
import { example, exampleCatalog, keyOf } from "../catalog/example.ts";

const people = example["policies/catalog/people.yaml"];
const hard = securityKey("ed25519").publicKey;
const browser = securityKey("ecdsa", "acme.example").publicKey;
const fingerprintOf = (text: string): string => {
  const key = parseSshKey(text);
  return typeof key === "string" ? key : key.fingerprint;
};

function catalogWith(alice: object): Catalog {
  return exampleCatalog({ "policies/catalog/people.yaml": { ...people, alice: { ...people["alice"], ...alice } } });
}

const statement: Statement = {
  v: 1,
  repository: "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11",
  seen: { seq: 41, digest: digestBytes("x") },
  at: "2026-11-22T10:00:00Z",
  do: "object",
  request: "payments/customers-db/2026-11-22-alice",
  digest: digestBytes("x"),
};
const line = statementLine(statement);

function signed(by = "alice", changes: Partial<SignedStatement> = {}): SignedStatement {
  const digest = digestBytes(line);
  return { path: statementPath(by, statement, digest), line, statement, armour: "", digest, ...changes };
}

const soft: ShownKey = { fingerprint: fingerprintOf(keyOf(1)), application: null, touch: false, userVerified: false };
const touched: ShownKey = { fingerprint: fingerprintOf(hard), application: "ssh:", touch: true, userVerified: true };

describe("attribute", () => {
  it("names the person in whose entry the key stands", () => {
    expect(attribute(signed(), soft, exampleCatalog())).toMatchObject({
      ok: true,
      value: { by: "alice", key: soft.fingerprint, hardware: false, userVerified: false },
    });
  });

  it.each([
    { name: "vouched", key: { hardware: "vouched" }, shown: touched, is: [true, true] },
    { name: "attested", key: { hardware: "attested" }, shown: touched, is: [true, true] },
    {
      name: "vouched, used without PIN",
      key: { hardware: "vouched" },
      shown: { ...touched, userVerified: false },
      is: [true, false],
    },
    { name: "not vouched", key: {}, shown: touched, is: [false, false] },
  ])("believes a security key that is $name: $is", ({ key, shown, is }) => {
    const attributed = attribute(signed(), shown, catalogWith({ keys: [{ key: hard, ...key }] }));
    expect(attributed.ok ? [attributed.value.hardware, attributed.value.userVerified] : null).toEqual(is);
  });

  it("S90 believes no touch of a key that is no security key", () => {
    const attributed = attribute(signed(), { ...soft, touch: true, userVerified: true }, exampleCatalog());
    expect(attributed.ok ? [attributed.value.hardware, attributed.value.userVerified] : null).toEqual([false, false]);
  });

  it.each([
    {
      name: "a key that nobody has",
      shown: { ...soft, fingerprint: fingerprintOf(keyOf(8)) },
      alice: {},
      code: "STATEMENT_UNKNOWN_KEY",
    },
    {
      name: "the engine's key",
      shown: { ...soft, fingerprint: fingerprintOf(keyOf(99)) },
      alice: {},
      code: "STATEMENT_UNKNOWN_KEY",
    },
    { name: "the key of who is suspended", shown: soft, alice: { suspended: true }, code: "STATEMENT_SUSPENDED" },
    {
      name: "a security key that was not touched",
      shown: { ...touched, touch: false },
      alice: { keys: [{ key: hard }] },
      code: "STATEMENT_UNTOUCHED",
    },
    {
      name: "a browser's key that the catalog does not allow it",
      shown: { ...touched, fingerprint: fingerprintOf(browser), application: "acme.example" },
      alice: { keys: [{ key: browser }] },
      code: "SIGNATURE_APPLICATION",
    },
  ])("S90 refuses $name", ({ shown, alice, code }) => {
    const attributed = attribute(signed(), shown, catalogWith(alice));
    expect(attributed.ok ? [] : attributed.problems.map((p) => p.code)).toEqual([code]);
  });

  it.each([
    {
      name: "a key that nobody has",
      shown: { ...soft, fingerprint: fingerprintOf(keyOf(8)) },
      alice: {},
      says: fingerprintOf(keyOf(8)),
    },
    { name: "who is suspended", shown: soft, alice: { suspended: true }, says: "alice" },
    { name: "who did not touch", shown: { ...touched, touch: false }, alice: { keys: [{ key: hard }] }, says: "alice" },
    {
      name: "what a browser's key is not for",
      shown: { ...touched, fingerprint: fingerprintOf(browser), application: "acme.example" },
      alice: { keys: [{ key: browser }] },
      says: "application",
    },
  ])("tells of $name with the file", ({ shown, alice, says }) => {
    expect(attribute(signed(), shown, catalogWith(alice))).toMatchObject({
      problems: [{ path: signed().path, message: expect.stringContaining(says) as string }],
    });
  });

  it("tells which name a statement has to have", () => {
    const path = signed("dana").path;
    expect(attribute(signed("alice", { path }), soft, exampleCatalog())).toMatchObject({
      problems: [{ path, next: expect.stringContaining(signed().path) as string }],
    });
  });

  it("takes a browser's key that the catalog allows", () => {
    const shown = { ...touched, fingerprint: fingerprintOf(browser), application: "acme.example" };
    const catalog = catalogWith({ keys: [{ key: browser, applications: ["acme.example"] }] });
    expect(attribute(signed(), shown, catalog)).toHaveProperty("ok", true);
  });

  it.each([
    { name: "another person", path: signed("dana").path },
    { name: "another kind", path: signed().path.replace("-object-", "-approve-") },
    { name: "another digest", path: signed().path.replace(/[0-9a-f]{16}\.sig$/, `${"0".repeat(16)}.sig`) },
    { name: "another request", path: signed().path.replace("customers-db", "gateway") },
    { name: "another folder", path: signed().path.replace("statements/", "orders/") },
  ])("S90 refuses a file name that says $name", ({ path }) => {
    const attributed = attribute(signed("alice", { path }), soft, exampleCatalog());
    expect(attributed.ok ? [] : attributed.problems.map((p) => p.code)).toEqual(["STATEMENT_NAME"]);
  });
});
