import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { fromCatalogText, toCatalogText } from "../core/catalog/catalog-text.ts";
import { digestHex, type Digest } from "../core/json/digest.ts";
import type { CatalogCache } from "../ports/catalog-cache.ts";

/** More than the catalog of any organisation. */
const mostBytes = 128 * 1024 * 1024;
/** A few branches, each with rules of its own, do not push each other out. */
const mostKept = 8;
/** A link is not followed, and nothing that is no file makes the opening wait. */
const noLink = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Where catalogs are kept, and the version that reads them: what another version or Node kept is none of its own. */
export interface CatalogCachePlace {
  readonly folder: string;
  readonly version: string;
}

/** Catalogs kept as files in a folder of this account's own. */
export function openCatalogCache({ folder, version }: CatalogCachePlace): CatalogCache {
  // Time zones are part of what a catalog says, and come with Node.
  const by = `${version}, Node ${process.version}, tz ${process.versions["tz"] ?? ""}`;
  const fileOf = (key: Digest): string => join(folder, `${digestHex(key, 64)}.json`);
  return {
    async find(key, { signal }) {
      signal.throwIfAborted();
      try {
        const text = await readOwn(folder, fileOf(key));
        const end = text.indexOf("\n");
        const body = text.slice(end + 1);
        return text.slice(0, end) === heading(by, key, body) ? fromCatalogText(body) : null;
      } catch {
        return null; // whatever it was, it is read anew
      }
    },
    async keep(key, catalog, { signal }) {
      signal.throwIfAborted();
      const body = toCatalogText(catalog);
      try {
        for (const each of [dirname(dirname(folder)), dirname(folder), folder]) await makeFolder(each);
        const fresh = `${fileOf(key)}.${randomUUID()}`;
        await using file = await open(fresh, "wx", 0o600);
        await file.writeFile(`${heading(by, key, body)}\n${body}`);
        await rename(fresh, fileOf(key));
        await forget(folder);
      } catch {
        // A folder that cannot be written to: the next run reads anew as well.
      }
    },
  };
}

/** One folder at a time: told to make all of them, Node tries for ever where a system says that none can be. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
}

/** Says what follows and from what: a file that was cut, mixed up or renamed is not what its heading says. */
function heading(by: string, key: Digest, body: string): string {
  return JSON.stringify({ v: 1, by, key, body: createHash("sha256").update(body).digest("base64url") });
}

/** A file that only this account can have written, in a folder that only it can write to. */
async function readOwn(folder: string, path: string): Promise<string> {
  const above = await lstat(folder);
  if (!above.isDirectory() || !isOwn(above)) throw new Error("not this account's folder");
  await using file = await open(path, noLink);
  const found = await file.stat();
  if (!found.isFile() || !isOwn(found) || found.size > mostBytes) throw new Error("not this account's file");
  return await file.readFile("utf8");
}

/** Windows knows neither owners nor modes here: the folder has the rights of the clone. */
function isOwn({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
}

/** Removes all but the newest files, what an interrupted run left included. */
async function forget(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= mostKept) return;
  const files = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const old = files.toSorted((a, b) => b.at - a.at).slice(mostKept);
  await Promise.all(old.map(({ name }) => unlink(join(folder, name))));
}
