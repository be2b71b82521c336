import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestBytes } from "../../src/core/json/digest.ts";
import { readStatement } from "../../src/core/statement/read-statement.ts";
import { statementFile, statementLine } from "../../src/core/statement/statement-line.ts";
import type { Statement } from "../../src/core/statement/statement.ts";
import { textFault } from "../../src/core/yaml/text-fault.ts";

const encoder = new TextEncoder();
const armour = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQ==\n-----END SSH SIGNATURE-----\n";

const digest = fc.string().map((text) => digestBytes(text));
const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
const reason = fc
  .string({ unit: "grapheme", minLength: 10, maxLength: 60 })
  .filter((text) => textFault(text) === null && text.trim().length >= 10 && !text.includes("\n"));
const statements: fc.Arbitrary<Statement> = fc
  .record({
    seq: fc.integer({ min: 1, max: 1_000_000 }),
    digest,
    who: name,
    reason,
    kind: fc.constantFrom("approve", "revoke", "review"),
  })
  .map(({ kind, ...said }): Statement => {
    const { seq, digest, who, reason } = said;
    const request = `a/b/2026-11-22-${who}`;
    const common = { v: 1, repository: "0b6f9e0e", seen: { seq, digest }, at: "2026-11-22T10:00:00Z" } as const;
    if (kind === "approve") return { ...common, do: "approve", request, digest, effect: digest };
    if (kind === "revoke") return { ...common, do: "revoke", match: { subject: who }, reason };
    return { ...common, do: "review", request, digest, verdict: "not_justified", reason };
  });

describe("readStatement", () => {
  it("reads back every statement that is written", () => {
    fc.assert(
      fc.property(statements, (statement) => {
        const read = readStatement("a.sig", encoder.encode(statementFile(statementLine(statement), armour)));
        expect(read).toMatchObject({ ok: true, value: { statement, line: statementLine(statement), armour } });
      }),
    );
  });

  it("S90 takes no second spelling for the same: whatever byte changes, so does the digest, or it is refused", () => {
    fc.assert(
      fc.property(statements, fc.nat(), fc.integer({ min: 1, max: 255 }), (statement, at, by) => {
        const line = statementLine(statement);
        const bytes = encoder.encode(statementFile(line, armour));
        const place = at % encoder.encode(line).length;
        bytes[place] = ((bytes[place] ?? 0) + by) % 256;
        const read = readStatement("a.sig", bytes);
        expect(read.ok && read.value.digest === digestBytes(line)).toBe(false);
      }),
    );
  });

  it("S90 never throws, whatever the bytes", () => {
    const first = fc.oneof(fc.json({ maxDepth: 3 }), fc.string(), fc.constant("[".repeat(8_000)));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          first.map((line) => encoder.encode(`${line}\n${armour}`)),
        ),
        (bytes) => {
          expect(readStatement("a.sig", bytes)).toHaveProperty("ok", false);
        },
      ),
    );
  });
});
