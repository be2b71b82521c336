import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { simpleGit } from "simple-git";
import type { Config } from "../core/config/config.ts";
import { secretOwners } from "../core/config/secret-owners.ts";
import { BrevetError } from "../core/problem/brevet-error.ts";
import { finding, type Finding } from "../core/problem/finding.ts";
import { trustFile } from "../ledger/trust.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Clone } from "./clone.ts";
import { secretsFolder } from "./folders.ts";
import { readSecret } from "./secrets.ts";

/** What is weak around an engine here: its key, the files it believes, the remote that everybody shares. */
export async function checkSurroundings(
  clone: Clone,
  config: Config,
  options: CallOptions,
): Promise<readonly Finding[]> {
  return [
    ...(await checkKey(clone, config, options)),
    ...(await checkFiles(clone)),
    ...(await checkRemote(clone, config, options)),
  ];
}

async function checkKey(
  { place, worktree, signature }: Clone,
  config: Config,
  options: CallOptions,
): Promise<Finding[]> {
  const { sign, keys } = config.ledger;
  const missing = (message: string): Finding[] => [finding("ENGINE_KEY_AWAY", "keys", { message }, "warning")];
  if (sign === null) return missing("ledger.sign in brevet.yaml names none.");
  const places = { folder: secretsFolder(place.env, worktree.gitDirectory), env: place.env };
  try {
    const text = await readSecret(sign, "engine", secretOwners(config), places);
    const own = await signature.identify({ kind: "text", text }, options);
    if (!own.ok) return missing(own.problems[0]?.message ?? "It cannot be read.");
    const { fingerprint, publicKey } = own.value;
    return keys.includes(publicKey) ? [] : [finding("ENGINE_KEY_OTHER", "keys", { key: fingerprint })];
  } catch (error) {
    if (!(error instanceof BrevetError)) throw error;
    return missing(error.message);
  }
}

/** Pins that others may write are no pins, and neither are secrets that others may read. */
async function checkFiles({ place, worktree }: Clone): Promise<Finding[]> {
  const trust = trustFile(place.env["BREVET_TRUST"], worktree.gitDirectory);
  const secrets = secretsFolder(place.env, worktree.gitDirectory);
  const found = [await checkMode(trust.path, 0o022), await checkMode(secrets, 0o022)].flat();
  if (!trust.deployed) found.push(finding("TRUST_IN_CLONE", "secrets", { path: trust.path }, "warning"));
  return found;
}

async function checkMode(path: string, forbidden: number): Promise<Finding[]> {
  const mode = (await stat(path).catch(() => null))?.mode ?? 0;
  const shown = (mode & 0o777).toString(8);
  return (mode & forbidden) === 0 ? [] : [finding("SECRETS_OPEN", "secrets", { path, mode: shown })];
}

const protections = ["receive.denyNonFastForwards", "receive.denyDeletes"] as const;

async function checkRemote({ worktree, names }: Clone, config: Config, options: CallOptions): Promise<Finding[]> {
  if (names.remote === null) return [finding("FORGE_ALONE", "forge", {}, "warning")];
  const remote = await worktree.setting(`remote.${names.remote}.url`, options);
  if (remote === null) return [];
  const { witness } = config.ledger;
  const found: Finding[] = [];
  if (witness?.kind === "git" && bare(witness.remote) === bare(remote))
    found.push(finding("WITNESS_SAME_PLACE", "witness", { remote }));
  const folder = pathOf(remote);
  const branches = [names.main, "ledger/*"];
  if (config.forge.kind === "github") return found; // whose settings tell
  if (!folder.startsWith("/")) return [...found, finding("FORGE_UNKNOWN", "forge", { remote, branches }, "warning")];
  const settings: string[] = [];
  for (const name of protections) if (!(await isOn(folder, name, options))) settings.push(name);
  if (settings.length > 0) found.push(finding("FORGE_REWINDABLE", "forge", { remote: folder, settings }));
  return found;
}

async function isOn(folder: string, name: string, options: CallOptions): Promise<boolean> {
  try {
    const said = await simpleGit({ baseDir: folder, abort: options.signal }).raw(["config", "--bool", "--get", name]);
    return said.trim() === "true";
  } catch {
    return false; // not set, or not to be read from here: then nothing says that it is protected
  }
}

/** An address as a path, where it is one. */
function pathOf(address: string): string {
  return address.startsWith("file://") ? fileURLToPath(address) : address;
}

/** An address without what two spellings of it differ by. */
function bare(address: string): string {
  return pathOf(address)
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");
}
