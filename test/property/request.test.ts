import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestDigest } from "../../src/core/request/digests.ts";
import { readRequest } from "../../src/core/request/read-request.ts";
import { requestIdOf, requestPath } from "../../src/core/request/request-path.ts";
import { formatDuration } from "../../src/core/time/duration.ts";

const id = "payments/customers-db/2026-11-22-alice";
const encoder = new TextEncoder();

const name = fc
  .stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/)
  .filter((text) => text !== "constructor" && text !== "prototype");
const words = fc.stringMatching(/^[A-Za-z][A-Za-z ,.]{9,80}[a-z]$/);
const file = fc.record(
  {
    subject: name,
    role: name,
    duration: fc.integer({ min: 1, max: 31_622_400 }).map(formatDuration),
    reason: words,
    ticket: fc.stringMatching(/^[A-Z]{2,5}-[0-9]{1,5}$/),
    emergency: fc.boolean(),
  },
  { requiredKeys: ["subject", "role", "duration", "reason"] },
);

type File = { readonly [key: string]: string | boolean };

function digestOf(text: string): string | null {
  const read = readRequest(id, encoder.encode(text));
  return read.ok ? requestDigest(read.value.request, "a") : null;
}

/** The same request as somebody else would write it: other order, quotes, comments and blank lines. */
function rewritten(content: File, order: readonly number[]): string {
  const lines = Object.entries(content).map(([key, value], index) => ({
    line: `${JSON.stringify(key)}:   ${JSON.stringify(value)}  # ${order[index] ?? 0}`,
    rank: order[index] ?? 0,
  }));
  return `# written anew\n\n${lines
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ line }) => line)
    .join("\n\n")}\n`;
}

describe("readRequest", () => {
  it("S01 never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readRequest(id, bytes)).toHaveProperty("ok", false);
      }),
    );
  });

  it("never throws, whatever the JSON", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(readRequest(id, encoder.encode(text))).toHaveProperty("ok", false);
      }),
    );
  });

  it("gives one digest to one meaning, however it is written", () => {
    fc.assert(
      fc.property(file, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (content, order) => {
        const digest = digestOf(JSON.stringify(content));
        expect(digest).not.toBeNull();
        expect(digestOf(rewritten(content as File, order))).toBe(digest);
      }),
    );
  });

  it("gives other digests to other meanings", () => {
    fc.assert(
      fc.property(file, file, (one, other) => {
        const isSame =
          JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted());
        const told = { emergency: false };
        fc.pre(!isSame && JSON.stringify({ ...told, ...one }) !== JSON.stringify({ ...told, ...other }));
        expect(digestOf(JSON.stringify(one))).not.toBe(digestOf(JSON.stringify(other)));
      }),
    );
  });
});

describe("requestIdOf", () => {
  it("S02 takes no path but the one that its id gives", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.stringMatching(/^requests\/[a-z./-]{0,12}\/[a-z-]{0,5}\/2026-[01][0-9]-[0-3][0-9]-[a-z]{0,3}\.yaml$/),
        ),
        (path) => {
          const found = requestIdOf(path);
          expect(found === null ? path : requestPath(found)).toBe(path);
        },
      ),
    );
  });
});
