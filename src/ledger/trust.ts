import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { toWitness } from "../core/config/to-witness.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { Digest } from "../core/json/digest.ts";
import type { Trust } from "../ports/ledger.ts";

/** Where pins are: the file that a deployment names, which must be there, or a clone's own, made on first use. */
export interface TrustFile {
  readonly path: string;
  readonly deployed: boolean;
}

const DIGEST = /^sha256-[A-Za-z0-9_-]{43}$/;
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;

/** Where this process finds its pins. gitDirectory: the clone's own `.git`, shared by its work trees. */
export function trustFile(deployed: string | undefined, gitDirectory: string): TrustFile {
  if (deployed !== undefined && deployed !== "") return { path: deployed, deployed: true };
  return { path: join(gitDirectory, "brevet", "trust.json"), deployed: false };
}

/** The pins; null where a clone has none yet. A deployment's that are missing, and any that are unreadable, throw. */
export async function readTrust({ path, deployed }: TrustFile): Promise<Trust | null> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (!deployed && isMissing(error)) return null;
    throw brevetError("TRUST_UNREADABLE", { path, what: "it cannot be read" }, { cause: error });
  });
  return text === null ? null : parseTrust(path, text);
}

/** Pins in a clone what it saw first; in a deployment pins come from its operators alone. */
export async function pin({ path, deployed }: TrustFile, trust: Trust): Promise<void> {
  if (deployed) throw brevetError("TRUST_DEPLOYED", { path });
  await mkdir(dirname(path)).catch(unlessThere);
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, toText(trust), { mode: 0o600, flag: "wx" });
  await rename(fresh, path);
}

function toText(trust: Trust): string {
  return `${JSON.stringify({ v: 1, ...trust }, null, 2)}\n`;
}

function parseTrust(path: string, text: string): Trust {
  const trust = toTrust(parseJson(text));
  if (trust === null) throw brevetError("TRUST_UNREADABLE", { path, what: "it is not a file of pins" });
  return trust;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toTrust(value: unknown): Trust | null {
  if (typeof value !== "object" || value === null) return null;
  const { v, genesis, keys, witness, ...rest } = value as { readonly [key: string]: unknown };
  if (v !== 1 || Object.keys(rest).length > 0) return null;
  if (typeof genesis !== "string" || !DIGEST.test(genesis)) return null;
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === "string" && FINGERPRINT.test(key))) return null;
  const pins = { genesis: genesis as Digest, keys: keys as readonly string[] };
  if (witness === undefined) return pins;
  const named = toWitness(witness);
  return named === null ? null : { ...pins, witness: named };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** The clone's own `.git` is there: one folder in it may be missing. */
function unlessThere(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}
