import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCatalog } from "../../src/core/catalog/read-catalog.ts";
import { readConfig } from "../../src/core/config/read-config.ts";
import { parseSshKey } from "../../src/core/config/ssh-key.ts";
import { config, example, kinds } from "../unit/core/catalog/example.ts";

const encoder = new TextEncoder();
const paths = Object.keys(example);
const files: ReadonlyMap<string, unknown> = new Map(Object.entries(example));

function read(changed: string, bytes: Uint8Array): ReturnType<typeof readCatalog> {
  const others = [...files].map(([path, value]) => [path, encoder.encode(JSON.stringify(value))] as const);
  return readCatalog(new Map([...others, [changed, bytes]]), config, kinds);
}

/** A path into a JSON value, and the value with what stands there replaced. */
function replaced(value: unknown, path: readonly number[], by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== "object" || value === null) return by;
  const keys = Object.keys(value);
  if (keys.length === 0) return by;
  const key = keys[first % keys.length] ?? "";
  const items = value as Record<string, unknown>;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === key ? replaced(item, rest, by) : item));
  return { ...items, [key]: replaced(items[key], rest, by) };
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    0,
    -1,
    1e21,
    "",
    "constructor",
    "__proto__",
    "team:",
    "x:y",
    "2027-02-30",
    "forever",
    true,
    [],
    {},
    [[]],
  ),
  fc.string(),
  fc.constantFrom("alice", "team:payments", "ldap", "gate", "payments/customers-db:admin"),
);

describe("readCatalog", () => {
  it("never throws, whatever one file holds", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => encoder.encode(text)),
        ),
        (path, bytes) => {
          const catalog = read(path, bytes);
          expect(catalog.ok || catalog.problems.length > 0).toBe(true);
        },
      ),
    );
  });

  it("never throws, whatever one value is, and names the file of each problem", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 }),
        odd,
        (path, at, by) => {
          const changed = encoder.encode(JSON.stringify(replaced(files.get(path), at, by)));
          const catalog = read(path, changed);
          expect(catalog.ok ? [] : catalog.problems.filter((problem) => problem.path === undefined)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("readConfig", () => {
  it("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => encoder.encode(text)),
        ),
        (bytes) => {
          expect(readConfig(bytes, kinds)).toHaveProperty("ok", false);
        },
      ),
    );
  });
});

describe("parseSshKey", () => {
  it("never throws, and takes only the one spelling of a key", () => {
    const blob = fc.uint8Array({ maxLength: 120 });
    fc.assert(
      fc.property(fc.constantFrom("ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256"), blob, (type, bytes) => {
        const head = Buffer.concat([Buffer.of(0, 0, 0, type.length), Buffer.from(type), Buffer.from(bytes)]);
        const text = `${type} ${head.toString("base64")}`;
        const key = parseSshKey(text);
        expect(typeof key === "string" ? text : key.text).toBe(text);
      }),
    );
  });
});
