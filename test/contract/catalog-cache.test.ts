import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openCatalogCache } from "../../src/compose/catalog-cache.ts";
import { digestBytes } from "../../src/core/json/digest.ts";
import type { CatalogCache } from "../../src/ports/catalog-cache.ts";
import { exampleCatalog } from "../unit/core/catalog/example.ts";

const options = { signal: AbortSignal.timeout(60_000) };
const catalog = exampleCatalog();
const key = digestBytes("these files");
let above: string;
let folder: string;
let cache: CatalogCache;

/** The one file that is kept. */
function kept(): string {
  return join(folder, readdirSync(folder)[0] ?? "");
}

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), "brevet-catalogs-"));
  folder = join(above, "cache", "catalogs");
  cache = openCatalogCache({ folder, version: "1.0.0" });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(above, { recursive: true });
});

it("finds what was kept under that key, the same in every respect, and nothing else", async () => {
  expect(await cache.find(key, options)).toBeNull();
  await cache.keep(key, catalog, options);
  expect(await cache.find(key, options)).toStrictEqual(catalog);
  expect(await cache.find(digestBytes("other files"), options)).toBeNull();
  expect([folder, kept()].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
});

it.each<{ name: string; spoil: (file: string) => void }>([
  { name: "was cut", spoil: (file) => writeFileSync(file, readFileSync(file).subarray(0, -1)) },
  { name: "is empty", spoil: (file) => writeFileSync(file, "") },
  {
    name: "has one other letter",
    spoil: (file) => writeFileSync(file, readFileSync(file, "utf8").replace("alice", "alicf")),
  },
  { name: "others may read or write", spoil: (file) => chmodSync(file, 0o620) },
  { name: "lies in a folder that others may write to", spoil: () => chmodSync(folder, 0o770) },
  {
    name: "is another account's",
    spoil: (file) => vi.spyOn(process, "getuid").mockReturnValue(statSync(file).uid + 1),
  },
  {
    name: "is a link to such a file",
    spoil: (file) => {
      renameSync(file, join(above, "elsewhere"));
      symlinkSync(join(above, "elsewhere"), file);
    },
  },
])("S42 finds nothing in a file that $name, and keeps it anew", async ({ spoil }) => {
  await cache.keep(key, catalog, options);
  spoil(kept());
  expect(await cache.find(key, options)).toBeNull();
  vi.restoreAllMocks();
  chmodSync(folder, 0o700);
  await cache.keep(key, catalog, options);
  expect(await cache.find(key, options)).toStrictEqual(catalog);
});

it("S42 finds nothing under the name of another key, and nothing of another version", async () => {
  await cache.keep(key, catalog, options);
  const file = kept();
  const other = digestBytes("other files");
  await cache.keep(other, { ...catalog, people: {} }, options);
  renameSync(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .find((path) => path !== file) ?? "",
    file,
  );
  expect(await cache.find(key, options)).toBeNull();
  await cache.keep(key, catalog, options);
  expect(await openCatalogCache({ folder, version: "1.0.1" }).find(key, options)).toBeNull();
});

it.each<{ name: string; place: () => string }>([
  {
    name: "a file stands in the way",
    place: () => {
      writeFileSync(join(above, "cache"), "");
      return folder;
    },
  },
  { name: "nobody can make folders", place: () => "/proc/none/brevet/catalogs" },
])("fails nowhere where $name", async ({ place }) => {
  const nowhere = openCatalogCache({ folder: place(), version: "1.0.0" });
  await nowhere.keep(key, catalog, options);
  expect(await nowhere.find(key, options)).toBeNull();
});

it("keeps the newest few", async () => {
  for (let count = 0; count < 12; count += 1) await cache.keep(digestBytes(String(count)), catalog, options);
  expect(readdirSync(folder)).toHaveLength(8);
  expect(await cache.find(digestBytes("11"), options)).not.toBeNull();
});
