import { readFile, stat } from "node:fs/promises";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import { parsePrivateKey, type PrivateKey } from "./private-key.ts";
import { parsePublicKey, type PublicKey } from "./public-key.ts";

/** A key file as far as it can be read without asking anybody; `secret` null: only ssh-keygen can sign with it. */
export async function readKeyFile(path: string): Promise<Result<PrivateKey>> {
  const text = await readText(path);
  if (text === undefined) return fail([problem("SIGNING_KEY_ABSENT", { key: path })]);
  const own = parsePrivateKey(text);
  if (own !== undefined) {
    const isExposed = own.secret !== null && (await isOpenToOthers(path));
    return isExposed ? fail([problem("SIGNING_KEY_EXPOSED", { key: path })]) : succeed(own);
  }
  // A public key, or a private one in an older format with its public half beside it.
  const publicKey = parsePublicFile(text) ?? parsePublicFile((await readText(`${path}.pub`)) ?? "");
  if (publicKey === undefined) return fail([problem("SIGNING_KEY_UNUSABLE", { key: path })]);
  return succeed({ publicKey, secret: null });
}

/** A `.pub` file's key: its first two words; the comment after them is anybody's. */
function parsePublicFile(text: string): PublicKey | undefined {
  const key = parsePublicKey(text.trim().split(/\s+/).slice(0, 2).join(" "));
  return typeof key === "string" ? undefined : key;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined;
  }
}

/** As ssh-keygen judges it: a file of our own that group or world may touch (Windows keeps no such bits). */
async function isOpenToOthers(path: string): Promise<boolean> {
  const { mode, uid } = await stat(path);
  return uid === process.getuid?.() && (mode & 0o077) !== 0;
}
