import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { fromCatalogText, toCatalogText } from "../../src/core/catalog/catalog-text.ts";
import type { Catalog } from "../../src/core/catalog/catalog.ts";
import type { Digest } from "../../src/core/json/digest.ts";
import { recallFromFiles } from "../../src/engine/rules/recall-rules.ts";
import { rulesFromFiles } from "../../src/engine/rules/read-rules.ts";
import type { CatalogCache } from "../../src/ports/catalog-cache.ts";
import type { Blob } from "../../src/ports/git.ts";
import { kinds } from "../../src/targets/registry.ts";
import { ownPolicies } from "../fakes/policies.ts";

const options = { signal: new AbortController().signal };
const config = readFileSync(new URL("../../brevet.yaml", import.meta.url));
const files = new Map<string, Blob>(
  [["brevet.yaml", new Uint8Array(config)] as const, ...[...ownPolicies()].map(below)].map(([path, bytes]) => [
    path,
    { path, bytes, mode: "100644", oid: "" },
  ]),
);
const read = [...files.keys()].filter(
  (path) => path === "brevet.yaml" || /^policies\/(?:catalog|own\/data)\//.test(path),
);

function below([path, bytes]: readonly [string, Uint8Array]): readonly [string, Uint8Array] {
  return [`policies/${path}`, bytes];
}

/** A cache that answers as the real one does: with what a text brought back. */
function cacheInMemory(): CatalogCache & { readonly asked: Digest[] } {
  const texts = new Map<Digest, string>();
  const asked: Digest[] = [];
  return {
    asked,
    find(key) {
      const text = texts.get(key);
      asked.push(key);
      return Promise.resolve<Catalog | null>(text === undefined ? null : fromCatalogText(text));
    },
    keep(key, catalog) {
      texts.set(key, toCatalogText(catalog));
      return Promise.resolve();
    },
  };
}

it("recalls the rules that reading gives, byte by byte of them", async () => {
  const cache = cacheInMemory();
  const ports = { kinds, catalogs: cache };
  const first = await recallFromFiles(ports, "", files, options);
  expect(await recallFromFiles(ports, "", files, options)).toStrictEqual(first);
  expect(rulesFromFiles("", files, kinds)).toStrictEqual(first);
  expect(new Set(cache.asked).size).toBe(1);
});

it("answers no catalog that changed from an old cache: a byte, a name, a mode, a file more or less", async () => {
  const cache = cacheInMemory();
  const ports = { kinds, catalogs: cache };
  await recallFromFiles(ports, "", files, options);
  const change = fc.record({
    path: fc.constantFrom(...read),
    how: fc.constantFrom("byte", "longer", "renamed", "gone", "mode"),
    at: fc.nat(),
    by: fc.integer({ min: 1, max: 255 }),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ path, how, at, by }) => {
      const changed = new Map(files);
      const file = files.get(path) as Blob;
      const bytes = Uint8Array.from([...file.bytes, ...(how === "longer" ? [by] : [])]);
      if (how === "byte") bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by;
      if (how === "renamed" || how === "gone") changed.delete(path);
      if (how === "renamed") changed.set(`${path.slice(0, -5)}x.yaml`, { ...file, path: `${path.slice(0, -5)}x.yaml` });
      else if (how !== "gone") changed.set(path, { ...file, bytes, mode: how === "mode" ? "100755" : file.mode });
      expect(await recallFromFiles(ports, "", changed, options)).toStrictEqual(rulesFromFiles("", changed, kinds));
      expect(cache.asked.at(-1)).not.toBe(cache.asked[0]);
    }),
    { numRuns: 60 },
  );
});
