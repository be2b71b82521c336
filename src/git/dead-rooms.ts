import { lstat, readdir, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const named = /^brevet-git-(\d+)\.(\d+)-[A-Za-z0-9]{6}$/;

/** How this process's clean rooms begin: who made one, and among whose processes that number counts, stand in its name. */
export async function roomPrefix(): Promise<string> {
  return `brevet-git-${await processSpace()}.${process.pid}-`;
}

/**
 * Takes away clean rooms of this account whose process is gone: one that was killed hard left its own. A room of another
 * container's process, whose number means nothing here, stays.
 */
export async function clearDeadRooms(folder: string = tmpdir()): Promise<void> {
  const space = await processSpace();
  const names = await readdir(folder).catch(() => []);
  const dead = names.filter((name) => {
    const [, at, pid] = named.exec(name) ?? [];
    return at === space && !isAlive(Number(pid));
  });
  for (const path of dead.map((name) => join(folder, name))) {
    const found = await lstat(path).catch(() => null);
    const isOurs = found?.isDirectory() === true && found.uid === process.getuid?.();
    if (isOurs) await rm(path, { recursive: true, force: true }).catch(() => undefined); // another engine may do it too
  }
}

/** The Linux namespace whose process numbers these are; elsewhere there is one. */
async function processSpace(): Promise<string> {
  const link = await readlink("/proc/self/ns/pid").catch(() => "");
  return /^pid:\[(\d+)\]$/.exec(link)?.[1] ?? "0";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
