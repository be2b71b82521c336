import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { join } from "node:path";
import { brevetError } from "../core/problem/brevet-error.ts";

const pathForm = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;
const maxBytes = 64 * 1024;

/** The text of a file below the secrets folder: a plain file that only its owner can read, reached by no link. */
export async function readSecretFile(folder: string, name: string): Promise<string> {
  const ref = `file:${name}`;
  if (!pathForm.test(name)) throw refused(ref, "its path leaves the secrets folder or has unusual characters");
  const root = await realpath(folder).catch(() => {
    throw brevetError("SECRET_MISSING", { ref });
  });
  const path = join(root, name);
  const real = await realpath(path).catch(() => {
    throw brevetError("SECRET_MISSING", { ref });
  });
  if (real !== path) throw refused(ref, "its path goes through a link");
  await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const stat = await file.stat();
  if (!stat.isFile()) throw refused(ref, "it is no plain file");
  if ((stat.mode & 0o077) !== 0) throw refused(ref, "others than its owner can read it (mode 600 is needed)");
  if (stat.size > maxBytes) throw refused(ref, "it is larger than 64 KiB");
  return await file.readFile("utf8");
}

function refused(ref: string, why: string): Error {
  return brevetError("SECRET_REFUSED", { ref, why });
}
