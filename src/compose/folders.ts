import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Environment } from "./place.ts";

/** Where an installation keeps its secrets and lists: `$BREVET_SECRETS`, else `.git/brevet` of the clone. */
export function secretsFolder(env: Environment, gitDirectory: string): string {
  const named = env["BREVET_SECRETS"] ?? "";
  return named === "" ? join(gitDirectory, "brevet") : named;
}

/** A person's own folder for data, as the XDG base directory specification has it. */
export function dataFolder(env: Environment): string {
  const named = env["XDG_DATA_HOME"] ?? "";
  return join(isAbsolute(named) ? named : join(home(env), ".local", "share"), "brevet");
}

/** Where a person's account keeps what may be lost at any time, by the same specification. */
export function cacheFolder(env: Environment): string {
  const named = env["XDG_CACHE_HOME"] ?? "";
  return join(isAbsolute(named) ? named : join(home(env), ".cache"), "brevet");
}

/** A person's home. */
export function home(env: Environment): string {
  return env["HOME"] ?? homedir();
}
