import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { lstat, mkdir, open, realpath, rename, unlink, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, sep } from "node:path";
import { brevetError } from "../core/problem/brevet-error.ts";

/** A file of the work tree, or null where there is no plain file there. No path leaves the work tree, and no link is followed. */
export async function readWorkFile(root: string, path: string): Promise<Uint8Array | null> {
  const place = await inside(root, path);
  if (place === null || !(await isPlainFile(place))) return null;
  await using file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW);
  return new Uint8Array(await file.readFile());
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
  const [realRoot, folder] = await Promise.all([realpath(root), realpath(dirname(place)).catch(() => null)]);
  if (folder === null) return null;
  if (folder !== realRoot && !folder.startsWith(`${realRoot}${sep}`)) throw brevetError("WORK_PATH_REFUSED", { path });
  return place;
}

function checkPath(path: string): void {
  const parts = path.split("/");
  if (isAbsolute(path) || parts.some((part) => ["", ".", "..", ".git"].includes(part))) {
    throw brevetError("WORK_PATH_REFUSED", { path });
  }
}
