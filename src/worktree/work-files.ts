import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { lstat, mkdir, open, realpath, rename, unlink, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, sep } from "node:path";
import { brevetError } from "../core/problem/brevet-error.ts";

/** A file of the work tree, or null where there is no plain file there. No path leaves the work tree, and no link is followed. */
export async function readWorkFile(root: string, path: string): Promise<Uint8Array | null> {
  const place = await inside(root, path);
  const file = place === null ? null : await open(place, noLink).catch(noFile);
  if (file === null) return null;
  await using _ = file;
  const stat = await file.stat();
  if (!stat.isFile()) return null;
  const bytes = new Uint8Array(stat.size);
  const { bytesRead } = await file.read(bytes, 0, stat.size, 0);
  // Small files come in one piece; one that changes meanwhile is read as it is then.
  return bytesRead === stat.size ? bytes : new Uint8Array(await file.readFile());
}

/** A link is not followed, and nothing that is no file can make the opening wait. */
const noLink = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

function noFile(error: unknown): null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (["ENOENT", "ENOTDIR", "ELOOP", "ENXIO"].includes(String(code))) return null;
  throw error;
}

/** Writes a file whole; the folders above it are made. */
export async function writeWorkFile(root: string, path: string, bytes: Uint8Array): Promise<void> {
  checkPath(path);
  await mkdir(dirname(join(root, path)), { recursive: true });
  const place = await inside(root, path);
  if (place === null) throw brevetError("WORK_PATH_REFUSED", { path });
  const fresh = `${place}.${randomUUID()}`;
  await writeFile(fresh, bytes, { flag: "wx" });
  await rename(fresh, place);
}

/** Removes a plain file, where there is one. */
export async function removeWorkFile(root: string, path: string): Promise<void> {
  const place = await inside(root, path);
  if (place !== null && (await isPlainFile(place))) await unlink(place);
}

/** Whether there is a plain file, no folder and no link, at that place. */
export async function isPlainFile(place: string): Promise<boolean> {
  return lstat(place).then(
    (stat) => stat.isFile(),
    () => false,
  );
}

/** The place of a path, where its folder really lies in the work tree; null where there is no such folder. */
async function inside(root: string, path: string): Promise<string | null> {
  checkPath(path);
  const place = join(root, path);
  const [realRoot, folder] = await Promise.all([realRootOf(root), realpath(dirname(place)).catch(() => null)]);
  if (folder === null) return null;
  if (folder !== realRoot && !folder.startsWith(`${realRoot}${sep}`)) throw brevetError("WORK_PATH_REFUSED", { path });
  return place;
}

const realRoots = new Map<string, Promise<string>>();

/** Where a work tree really lies: asked for every file of it, and always the same. */
function realRootOf(root: string): Promise<string> {
  const known = realRoots.get(root);
  if (known !== undefined) return known;
  const real = realpath(root);
  realRoots.set(root, real);
  real.catch(() => realRoots.delete(root));
  return real;
}

function checkPath(path: string): void {
  const parts = path.split("/");
  if (isAbsolute(path) || parts.some((part) => ["", ".", "..", ".git"].includes(part))) {
    throw brevetError("WORK_PATH_REFUSED", { path });
  }
}
