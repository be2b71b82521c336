import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and those above it that are missing; one that is there stays as it is. One at a time: told to make all
 * of them, Node tries for ever where a system says that none can be, as below /proc.
 */
export async function makeFolders(path: string, mode = 0o777): Promise<void> {
  const code = await codeOf(path, mode);
  if (code === null || code === "EEXIST") return;
  const above = dirname(path);
  if (code === "ENOENT" && above !== path) await makeFolders(above, mode);
  await mkdir(path, { mode }).catch((error: unknown) => {
    if (faultOf(error) !== "EEXIST") throw error;
  });
}

async function codeOf(path: string, mode: number): Promise<string | null> {
  return await mkdir(path, { mode }).then(() => null, faultOf);
}

function faultOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
