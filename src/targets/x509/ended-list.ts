import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "../../core/time/instant.ts";

const head = "list.json";
const entryName = /^([4-7][0-9A-F]{31})\.json$/;
const dayMs = 24 * 3600 * 1000;

/**
 * The list of ended certificates: a folder that names its CA in `list.json` and holds one file a certificate,
 * `<SERIAL>.json`. One file each, because files are only ever added: two engines cannot lose each other's, a copy
 * that lags never takes one back, and a verifier asks by a file's name (docs/targets/x509.md).
 */
export interface EndedList {
  /** Every listed serial; throws where the list is missing, unreadable or another CA's. */
  serials(): Promise<ReadonlySet<string>>;
  /** Lists serials for good, on the disk when it returns. Those listed before stay as they are. */
  add(serials: readonly string[], until: Instant, now: Instant): Promise<void>;
}

/** Makes an empty list, in a folder that is there or whose own folder is. Never touches one that is there. */
export async function createEndedList(folder: string, identity: string): Promise<void> {
  await mkdir(folder, { mode: 0o755 }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  if ((await readdir(folder)).includes(head)) return;
  await writeWhole(folder, head, { v: 1, ca: identity });
}

/** The list in a folder, of the CA with that identity. */
export function endedList(folder: string, identity: string): EndedList {
  let prunedAt = -Infinity;
  const names = async (): Promise<readonly string[]> => {
    await checkHead(folder, identity);
    return await readdir(folder);
  };
  return {
    async serials() {
      return new Set((await names()).flatMap((name) => entryName.exec(name)?.[1] ?? []));
    },
    async add(serials, until, now) {
      const present = await names();
      const ended = new Date(now).toISOString();
      for (const serial of serials.filter((each) => !present.includes(`${each}.json`))) {
        await writeWhole(folder, `${serial}.json`, { v: 1, serial, until: new Date(until).toISOString(), ended });
      }
      if (now - prunedAt < dayMs / 24) return;
      prunedAt = now;
      await prune(folder, present, now);
    },
  };
}

async function checkHead(folder: string, identity: string): Promise<void> {
  const { v, ca } = parse(await readFile(join(folder, head), "utf8"));
  if (v !== 1) throw new Error(`${join(folder, head)} is not the head of a list`);
  if (ca !== identity) throw new Error(`${folder} lists the certificates of another CA`);
}

/** Forgets what nobody could use any more: over, and ended, for more than a day. What cannot be read stays. */
async function prune(folder: string, names: readonly string[], now: Instant): Promise<void> {
  for (const name of names.filter((each) => each !== head)) {
    const path = join(folder, name);
    const last = await lastUse(path).catch(() => Infinity);
    if (last < now - dayMs) await rm(path, { force: true });
  }
}

/** When an entry last mattered. What a write left behind when it was cut off mattered when it was written. */
async function lastUse(path: string): Promise<number> {
  const written = (await stat(path)).mtimeMs;
  if (path.endsWith(".tmp")) return written;
  const { until, ended } = parse(await readFile(path, "utf8"));
  return Math.max(Date.parse(String(until)), Date.parse(String(ended)));
}

function parse(text: string): { readonly [key: string]: unknown } {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Writes a file so that it is there whole or not at all, also after a power cut. */
async function writeWhole(folder: string, name: string, value: object): Promise<void> {
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  const file = await open(temporary, "wx", 0o644);
  try {
    await file.writeFile(`${JSON.stringify(value)}\n`);
    await file.chmod(0o644);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(folder, name));
  const parent = await open(folder, "r");
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}
