import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { Trust } from "../ports/ledger.ts";

/** What an installation pinned in that file; throws where it says nothing that can be understood. */
export async function readTrust(path: string): Promise<Trust> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw brevetError("TRUST_MISSING", { path }, { cause });
  });
  const trust = parseTrust(text);
  if (trust === null) throw brevetError("TRUST_INVALID", { path });
  return trust;
}

/** Pins it for ever after: an existing file is never replaced. */
export async function pinTrust(path: string, trust: Trust): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, `${JSON.stringify(trust, null, 2)}\n`, { flag: "wx", mode: 0o600 });
}

function parseTrust(text: string): Trust | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("genesis" in value) || !("keys" in value)) return null;
  const { genesis, keys } = value;
  if (typeof genesis !== "string" || !/^sha256-[A-Za-z0-9_-]{43}$/.test(genesis)) return null;
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === "string" && key.startsWith("SHA256:"))) return null;
  return { genesis: genesis as Trust["genesis"], keys };
}
