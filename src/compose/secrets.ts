import type { SecretRef } from "../core/config/config.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { Clone } from "./clone.ts";
import { secretsFolder } from "./folders.ts";
import { readSecretFile } from "./read-secret-file.ts";
import { secretOwner } from "../core/config/secret-owner.ts";

/** Where this installation keeps its secrets. */
export interface SecretPlaces {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The value of a secret, for the one thing that it serves: no target or notifier reads another's, and none the engine's. */
export async function readSecret(
  ref: SecretRef,
  owner: string,
  owners: readonly string[],
  places: SecretPlaces,
): Promise<string> {
  if (secretOwner(ref, owners) !== owner) {
    throw brevetError("SECRET_REFUSED", { ref, why: `its name does not say that it serves ${owner} alone` });
  }
  if (ref.startsWith("file:")) return readSecretFile(places.folder, ref.slice("file:".length));
  const value = places.env[ref.slice("env:".length)];
  if (value === undefined || value === "") throw brevetError("SECRET_MISSING", { ref });
  return value;
}

/** Reads secrets of an installation, each for the one thing that it serves. owners: all that secrets may serve. */
export function secretReader(
  { place, worktree }: Clone,
  owners: readonly string[],
): (ref: SecretRef, owner: string) => Promise<string> {
  const places = { folder: secretsFolder(place.env, worktree.gitDirectory), env: place.env };
  return (ref, owner) => readSecret(ref, owner, [...new Set([...owners, owner])], places);
}
