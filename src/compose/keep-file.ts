import { randomUUID } from "node:crypto";
import { link, open, readFile, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolders } from "./make-folders.ts";

/** Keeps a text in a file that only its owner can read, whole or not at all; one that is there already stays, and is the answer. */
export async function keepFile(path: string, make: () => string | Promise<string>): Promise<KeptFile> {
  const before = await readIfThere(path);
  if (before !== null) return { text: before, made: false };
  const text = await make();
  await makeFolders(dirname(path), 0o700);
  const fresh = `${path}.${randomUUID()}`;
  await using file = await open(fresh, "wx", 0o600);
  await file.writeFile(text);
  await file.sync();
  try {
    await link(fresh, path);
    return { text, made: true };
  } catch (cause) {
    // Another process was quicker: its file counts.
    const other = await readIfThere(path);
    if (other === null) throw cause;
    return { text: other, made: false };
  } finally {
    await unlink(fresh);
  }
}

/** What a file holds, and whether it was made just now. */
export interface KeptFile {
  readonly text: string;
  readonly made: boolean;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw cause;
  }
}
